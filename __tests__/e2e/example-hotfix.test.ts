import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EXAMPLE, needs } from '../support/runner/available.ts';
import { type Examples, expectRefused, startExamples } from '../support/runner/examples.ts';

needs(...EXAMPLE)('the example of a hotfix, run for real', () => {
  let examples: Examples;
  beforeAll(async () => {
    examples = await startExamples(['pipeline.yml', 'hotfix.yml']);
  });
  afterAll(() => examples.stop());

  const pipeline = { workflow: 'pipeline.yml' };
  const promote = (environment: string, version: string, more: Record<string, string> = {}) =>
    examples.dispatch({ mode: 'promote', environment, version, from: '', reason: '', allow: '', ...more }, pipeline);
  const hotfix = (ref: string) => {
    const inputs = { version: '1.0.1', reason: 'Prices are wrong' };
    return examples.run('workflow_dispatch', { ref, inputs }, { workflow: 'hotfix.yml' });
  };

  test('goes to production past the stages, and the override is recorded', async () => {
    await examples.push(pipeline);
    const first = (await examples.release('v1.0.0', pipeline)).outputs.digest;
    for (const environment of ['staging', 'prod']) expect((await promote(environment, '1.0.0')).ok).toBe(true);
    await examples.checkout.commit({ 'hello.txt': 'the next version\n' });
    await examples.push(pipeline);
    const next = (await examples.release('v1.2.0', pipeline)).outputs.digest;
    // by the environment that it comes from
    expect((await promote('staging', '', { from: 'dev' })).ok).toBe(true);

    // not from main
    expect((await hotfix('refs/heads/main')).jobs).toEqual([]);
    await examples.checkout.git('checkout', '--quiet', '-b', 'release/1.0', 'v1.0.0');
    const commit = await examples.checkout.commit({ 'hello.txt': 'fixed\n' });
    const run = await hotfix('refs/heads/release/1.0');
    if (!run.ok) throw new Error(run.log);
    expect(run.jobs).toEqual(['build', 'approve', 'promote', 'deploy']);
    const fixed = await examples.live('prod');
    expect([first, next]).not.toContain(fixed);
    expect(run.calls).toEqual([
      `kubectl --namespace prod set image deployment/shop shop=${examples.registry.host}/acme/shop@${fixed}`,
    ]);
    const tags = await examples.scene().state();
    expect(tags).toMatchObject({ '1.0.1': fixed, '1.0': fixed, '1.2': next, latest: next, dev: next, staging: next });
    expect((await examples.history('prod')).at(-1)).toMatchObject({
      ...{ action: 'promote', version: '1.0.1', revision: commit, allowed: ['skip'], reason: 'Prices are wrong' },
    });
    // the usual way goes on from there
    expect((await promote('prod', '1.2.0')).ok).toBe(true);
    expectRefused(await promote('prod', '1.0.1', { allow: 'skip' }), 'DOWNGRADE');
  });
});
