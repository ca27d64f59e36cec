import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { needs } from '../support/runner/available.ts';
import { type Examples, expectRefused, startExamples } from '../support/runner/examples.ts';
import { ROOT } from '../support/runner/runner.ts';

/** The workflows that the document shows, by name. */
function shown(): Record<string, string> {
  const page = readFileSync(join(ROOT, 'docs/reusable-workflows.md'), 'utf8');
  const [promote = '', rollback = ''] = [...page.matchAll(/```yaml\n(name: .*?)```/gs)].map(([, text]) => text ?? '');
  return { 'deliver.yml': `${promote}${DEPLOY}`, 'back.yml': rollback };
}

const DEPLOY = `
  deploy:
    needs: promote
    runs-on: ubuntu-latest
    steps:
      - env:
          IMAGE: \${{ needs.promote.outputs.image }}
          VERSION: \${{ needs.promote.outputs.version }}
        run: kubectl set image deployment/shop "shop=$IMAGE" "version=$VERSION"
`;

needs(
  'act',
  'registry',
  'git',
)('the reusable workflows, called and run for real', () => {
  let examples: Examples;
  const digests: string[] = [];
  beforeAll(async () => {
    examples = await startExamples(['deliver.yml', 'back.yml'], { texts: shown() });
    const scene = examples.scene();
    digests.push(await scene.release(1, '1.1.0', 'dev'));
  });
  afterAll(() => examples.stop());

  const deliver = (environment: string) => examples.dispatch({ environment }, { workflow: 'deliver.yml' });

  test('promote.yml plans, promotes by digest and hands the image on; rollback.yml goes back', async () => {
    expectRefused(await deliver('prod'), 'NOT_FOUND');
    for (const environment of ['staging', 'prod']) {
      const run = await deliver(environment);
      if (!run.ok) throw new Error(run.log);
      expect(run.jobs).toEqual(['plan', 'approve', 'promote', 'deploy']);
      expect(run.calls).toEqual([
        `kubectl set image deployment/shop shop=${examples.registry.host}/acme/shop@${digests[0]} version=1.1.0`,
      ]);
      expect(await examples.live(environment)).toBe(digests[0]);
    }
    digests.push(await examples.scene().release(2, '1.2.0', 'dev'));
    for (const environment of ['staging', 'prod']) await deliver(environment);
    expect(await examples.live('prod')).toBe(digests[1]);

    const form = { environment: 'prod', reason: 'Orders are lost' };
    const back = await examples.dispatch(form, { workflow: 'back.yml' });
    if (!back.ok) throw new Error(back.log);
    expect(await examples.live('prod')).toBe(digests[0]);
    expect((await examples.history('prod')).at(-1)).toMatchObject({ action: 'rollback', reason: 'Orders are lost' });
  });
});
