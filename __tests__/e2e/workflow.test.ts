import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tagsAndDigests } from '../support/images/images.ts';
import { EXAMPLE, needs } from '../support/runner/available.ts';
import { type ExampleRun, type Examples, expectRefused, startExamples } from '../support/runner/examples.ts';

needs(...EXAMPLE)("the README's workflow, run for real", () => {
  let examples: Examples;
  beforeAll(async () => {
    examples = await startExamples(['pipeline.yml']);
  });
  afterAll(() => examples.stop());

  const dispatch = (inputs: Record<string, string>) =>
    examples.dispatch({ environment: '', from: '', version: '', reason: '', allow: '', ...inputs });
  const done = (result: ExampleRun, ...jobs: string[]): Record<string, string> => {
    if (!result.ok) throw new Error(result.log);
    expect(result.jobs).toEqual(jobs);
    return result.outputs;
  };

  test('builds, releases, promotes, rolls back and reports what is live', async () => {
    const first = done(await examples.push(), 'build');
    expect(first).toMatchObject({
      built: 'true',
      changed: 'true',
      environment: 'dev',
      revision: examples.checkout.sha,
    });
    expect(done(await examples.push(), 'build')).toMatchObject({
      built: 'false',
      changed: 'false',
      digest: first.digest,
    });
    const released = done(await examples.release('v1.0.0'), 'build');
    expect(released).toMatchObject({ built: 'false', version: '1.0.0', digest: first.digest });

    const one = { mode: 'promote', version: '1.0.0' };
    const skipped = await dispatch({ ...one, environment: 'prod' });
    expectRefused(skipped, 'STAGE_SKIPPED');
    for (const environment of ['staging', 'prod'])
      expect(done(await dispatch({ ...one, environment }), 'approve', 'move')).toMatchObject({
        digest: first.digest,
        environment,
      });

    await examples.checkout.commit({ 'hello.txt': 'hello again\n' });
    const second = done(await examples.push(), 'build');
    expect(second).toMatchObject({ built: 'true', 'previous-digest': first.digest });
    done(await examples.release('v1.1.0'), 'build');
    for (const environment of ['staging', 'prod'])
      done(await dispatch({ mode: 'promote', version: 'v1.1.0', environment }), 'approve', 'move');

    const back = await dispatch({ mode: 'rollback', environment: 'prod', reason: 'Orders are lost' });
    const before = { digest: first.digest, version: '1.0.0', 'previous-version': '1.1.0' };
    expect(done(back, 'move')).toMatchObject(before);
    expect(back.summary).toContain('Rolled back prod to 1.0.0');

    const status = await dispatch({ mode: 'status' });
    const environments = JSON.parse(done(status, 'status').environments ?? '') as Record<string, unknown>[];
    expect(environments).toMatchObject([
      { environment: 'dev', digest: second.digest, by: 'ada', moved: false },
      { environment: 'staging', digest: second.digest, version: '1.1.0', moved: false },
      { environment: 'prod', digest: first.digest, version: '1.0.0', action: 'rollback', moved: false },
    ]);
    expect(status.summary).toContain('prod 1.0.0 · staging, dev 1.1.0');

    expect(await tagsAndDigests(examples.registry, 'acme/shop')).toMatchObject({
      latest: second.digest,
      '1.1.0': second.digest,
      '1.0': first.digest,
      dev: second.digest,
      staging: second.digest,
      prod: first.digest,
    });
    expect(await examples.history('prod')).toMatchObject([
      { action: 'promote', version: '1.0.0' },
      { action: 'promote', version: '1.1.0' },
      { action: 'rollback', version: '1.0.0', reason: 'Orders are lost' },
    ]);
  });
});
