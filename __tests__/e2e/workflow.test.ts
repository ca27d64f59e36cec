import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readHistory, tagsAndDigests } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { runWorkflow, type WorkflowRun } from '../support/runner/act.ts';
import { dockerEnv, needs } from '../support/runner/available.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import { ROOT } from '../support/runner/runner.ts';

const REPOSITORY = { full_name: 'acme/shop', name: 'shop', owner: { login: 'acme' }, default_branch: 'main' };
// biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow's
const NAME = 'ghcr.io/${{ github.repository }}';

/** The first workflow in the README, on a registry of the test's own; act's schema doesn't know `queue` yet. */
function readmeWorkflow(host: string): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, workflow = ''] = /```yaml\n(name: pipeline\n.*?)```/s.exec(readme) ?? [];
  expect(workflow).toContain(NAME);
  return workflow.replaceAll(NAME, `${host}/acme/shop`).replaceAll(/^ *queue: max\n/gm, '');
}

needs(
  'act',
  'registry',
  'engine',
  'git',
)("the README's workflow, run for real", () => {
  let registry: Registry;
  let checkout: Repository;
  beforeAll(async () => {
    registry = await startRegistry();
    checkout = await makeRepository(
      { '.github/workflows/pipeline.yml': readmeWorkflow(registry.host) },
      { remote: 'https://github.com/acme/shop.git' },
    );
  });
  afterAll(async () => {
    await registry.stop();
    checkout.remove();
  });

  const run = (event: string, payload: object): Promise<WorkflowRun> =>
    runWorkflow(checkout.dir, event, { repository: REPOSITORY, ...payload }, dockerEnv());
  const push = () => run('push', { ref: 'refs/heads/main', after: checkout.sha });
  const release = async (tag: string) => {
    await checkout.git('tag', tag);
    return run('release', { action: 'published', ref: `refs/tags/${tag}`, release: { tag_name: tag } });
  };
  const dispatch = (inputs: Record<string, string>) => run('workflow_dispatch', { ref: 'refs/heads/main', inputs });
  const done = (result: WorkflowRun, job: string): Record<string, string> => {
    if (!result.ok) throw new Error(result.log);
    expect(result.jobs).toEqual([job]);
    return result.outputs;
  };

  test('builds, releases, promotes, rolls back and reports what is live', async () => {
    const first = done(await push(), 'build');
    expect(first).toMatchObject({ built: 'true', changed: 'true', environment: 'dev', revision: checkout.sha });
    expect(done(await push(), 'build')).toMatchObject({ built: 'false', changed: 'false', digest: first.digest });
    const released = done(await release('v1.0.0'), 'build');
    expect(released).toMatchObject({ built: 'false', version: '1.0.0', digest: first.digest });

    const one = { mode: 'promote', version: '1.0.0' };
    const skipped = await dispatch({ ...one, environment: 'prod' });
    expect(skipped.ok).toBe(false);
    expect(skipped.log).toContain('STAGE_SKIPPED');
    for (const environment of ['staging', 'prod'])
      expect(done(await dispatch({ ...one, environment }), 'move')).toMatchObject({
        digest: first.digest,
        environment,
      });

    await checkout.commit({ 'hello.txt': 'hello again\n' });
    const second = done(await push(), 'build');
    expect(second).toMatchObject({ built: 'true', 'previous-digest': first.digest });
    done(await release('v1.1.0'), 'build');
    for (const environment of ['staging', 'prod'])
      done(await dispatch({ mode: 'promote', version: 'v1.1.0', environment }), 'move');

    const back = await dispatch({ mode: 'rollback', environment: 'prod', version: '' });
    const before = { digest: first.digest, version: '1.0.0', 'previous-version': '1.1.0' };
    expect(done(back, 'move')).toMatchObject(before);
    expect(back.summary).toContain('Rolled back prod to 1.0.0');

    const status = await dispatch({ mode: 'status', environment: '', version: '' });
    const environments = JSON.parse(done(status, 'move').environments ?? '') as Record<string, unknown>[];
    expect(environments).toMatchObject([
      { environment: 'dev', digest: second.digest, by: 'ada', moved: false },
      { environment: 'staging', digest: second.digest, version: '1.1.0', moved: false },
      { environment: 'prod', digest: first.digest, version: '1.0.0', action: 'rollback', moved: false },
    ]);
    expect(status.summary).toContain('prod 1.0.0 · staging, dev 1.1.0');

    expect(await tagsAndDigests(registry, 'acme/shop')).toMatchObject({
      latest: second.digest,
      '1.1.0': second.digest,
      '1.0': first.digest,
      dev: second.digest,
      staging: second.digest,
      prod: first.digest,
    });
    const history = await readHistory(registry, 'acme/shop', 'prod');
    expect(history?.events.map(({ action }) => action)).toEqual(['promote', 'promote', 'rollback']);
  });
});
