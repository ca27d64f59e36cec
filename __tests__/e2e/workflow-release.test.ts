import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { headTag, readHistory, tagsAndDigests } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { readWhole } from '../support/requests/copies.ts';
import { attempt, commitOf, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type Examples, startExamples } from '../support/runner/examples.ts';

const NAMES = ['api', 'web', 'worker'];

needs(
  'act',
  'registry',
  'git',
  'jq',
)('the release with a lock file, run for real', () => {
  let examples: Examples;
  let there: Registry;
  const digests: Record<string, string[]> = {};
  beforeAll(async () => {
    there = await startRegistry();
    examples = await startExamples(['release.yml'], { env: { STAND_IN_ECR: there.host } });
    for (const [number, version] of [
      [1, '1.0.0'],
      [2, '1.1.0'],
    ] as const)
      for (const name of NAMES) {
        const scene = sceneOf(examples.registry, `acme/shop/${name}`);
        digests[name] = [...(digests[name] ?? []), await scene.release(number, version)];
        for (const environment of ['dev', 'staging'])
          await scene.ok({ mode: 'promote', version, environment }, { env: attempt(number, 1, commitOf(number)) });
      }
  });
  afterAll(() => Promise.all([examples.stop(), there.stop()]));

  const vars = { AWS_READER_ROLE: 'reader', AWS_WRITER_ROLE: 'writer' };

  test('is planned by one job and done by the next in another registry', async () => {
    for (const [index, version] of ['1.0.0', '1.1.0'].entries()) {
      const run = await examples.dispatch({ version }, { vars });
      if (!run.ok) throw new Error(run.log);
      expect(run.jobs.sort()).toEqual(['approve', 'plan', 'prod']);
      expect(run.summary).toContain(`Promoted ${version} (3 images) to prod`);
      expect(run.calls.map((call) => call.split('=')[1])).toEqual(
        NAMES.map((name) => `${there.host}/shop/${name}@${digests[name]?.[index]}`),
      );
      for (const name of NAMES) {
        expect(await headTag(there, `shop/${name}`, 'prod')).toBe(digests[name]?.[index]);
        expect(await readWhole(there, `shop/${name}`, version)).toEqual(
          await readWhole(examples.registry, `acme/shop/${name}`, version),
        );
      }
    }
    // the source registry has no tag for production
    expect(Object.keys(await tagsAndDigests(examples.registry, 'acme/shop/api'))).not.toContain('prod');
    const history = await readHistory(there, 'shop/web', 'prod');
    expect(history?.events).toMatchObject([
      { action: 'promote', version: '1.0.0', actor: 'ada', reason: 'Release 1.0.0' },
      { action: 'promote', version: '1.1.0', previous: digests.web?.[0] },
    ]);
  });
});
