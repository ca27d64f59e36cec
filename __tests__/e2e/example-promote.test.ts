import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { addCommits } from '../support/github/story.ts';
import { commitOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type Examples, expectRefused, startExamples } from '../support/runner/examples.ts';

needs(
  'act',
  'registry',
  'git',
)('the examples of promotion and rollback, run for real', () => {
  let examples: Examples;
  let github: PlayedGitHub;
  const digests: string[] = [];
  beforeAll(async () => {
    github = await playGitHub('', 'acme/shop');
    addCommits(github, 1, 3);
    examples = await startExamples(['promote.yml', 'rollback.yml'], { env: github.env });
    const scene = examples.scene();
    for (const number of [1, 2]) digests.push(await scene.release(number, `1.${number}.0`, 'dev'));
  });
  afterAll(() => Promise.all([examples.stop(), github.stop()]));

  const promote = (environment: string, more: Record<string, string> = {}) =>
    examples.dispatch({ environment, version: '', reason: 'Sprint 12', ...more }, { workflow: 'promote.yml' });
  const deployed = (environment: string, digest?: string): string[] => [
    `kubectl --namespace ${environment} set image deployment/shop shop=${examples.registry.host}/acme/shop@${digest}`,
  ];

  const deployments = (environment: string) =>
    github.deployments
      .filter((each) => each.environment === environment)
      .map(({ ref, statuses }) => [ref, ...statuses.map(({ state }) => state)]);

  test('what was planned is promoted after the approval, and what is live is deployed', async () => {
    const skipped = await promote('prod', { version: '1.1.0' });
    expectRefused(skipped, 'STAGE_SKIPPED');
    // refused by the plan: nobody is asked for an approval
    expect([skipped.jobs, skipped.calls]).toEqual([['plan'], []]);

    for (const environment of ['staging', 'prod']) {
      const run = await promote(environment);
      if (!run.ok) throw new Error(run.log);
      expect(run.jobs).toEqual(['plan', 'approve', 'promote', 'deploy']);
      expect(run.calls).toEqual(deployed(environment, digests[1]));
      expect(await examples.live(environment)).toBe(digests[1]);
    }
    expect(await examples.live('1.2.0-prod')).toBe(digests[1]);
    expect(deployments('prod')).toEqual([[commitOf(2), 'in_progress', 'success']]);
    expect(await examples.history('prod')).toMatchObject([{ action: 'promote', reason: 'Sprint 12', actor: 'ada' }]);
  });

  test('a second run changes nothing, and deploys again', async () => {
    const run = await promote('prod');
    expect(run.calls).toEqual(deployed('prod', digests[1]));
    expect(await examples.history('prod')).toHaveLength(1);
  });

  test('an owner with capitals can copy the examples as they are', async () => {
    const other = await startExamples(['promote.yml'], { repository: 'Acme/Shop' });
    try {
      const digest = await other.scene().release(1, '1.0.0', 'dev');
      const run = await other.dispatch({ environment: 'staging', version: '', reason: '' });
      if (!run.ok) throw new Error(run.log);
      expect(run.calls).toEqual([
        `kubectl --namespace staging set image deployment/shop shop=${other.registry.host}/acme/shop@${digest}`,
      ]);
    } finally {
      await other.stop();
    }
  });

  test('a rollback goes to the previous image, and the run that promoted is re-run without harm', async () => {
    const scene = examples.scene();
    digests.push(await scene.release(3, '1.3.0', 'dev'));
    await promote('staging');
    const promoted = { workflow: 'promote.yml', runId: 7 };
    const inputs = { environment: 'prod', version: '', reason: '' };
    expect((await examples.dispatch(inputs, promoted)).calls).toEqual(deployed('prod', digests[2]));

    const form = { environment: 'prod', version: '', reason: 'Orders are lost' };
    const back = await examples.dispatch(form, { workflow: 'rollback.yml', actor: 'mona' });
    expect(back.jobs).toEqual(['rollback', 'deploy']);
    expect(back.calls).toEqual(deployed('prod', digests[1]));
    expect(await examples.live('prod')).toBe(digests[1]);
    expect((await examples.history('prod')).at(-1)).toMatchObject({
      ...{ action: 'rollback', version: '1.2.0', actor: 'mona', reason: 'Orders are lost' },
    });

    expect(back.summaries[0]).toContain('What is taken back');
    expect(deployments('prod').at(-1)).toEqual([commitOf(2), 'in_progress', 'success']);

    // all jobs again: the promotion is refused, and the bad image is not deployed
    const again = await examples.dispatch(inputs, { ...promoted, env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect([again.ok, again.calls]).toEqual([false, []]);
    expect(await examples.live('prod')).toBe(digests[1]);
  });
});
