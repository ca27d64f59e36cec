import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { headTag, readHistory, tagsAndDigests } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { readWhole } from '../support/requests/copies.ts';
import { attempt, commitOf, sceneOf } from '../support/requests/scene.ts';
import { runWorkflow, type WorkflowRun } from '../support/runner/act.ts';
import { needs } from '../support/runner/available.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import { ROOT } from '../support/runner/runner.ts';

const NAMES = ['api', 'web', 'worker'];

interface Step {
  uses?: string;
  run?: string;
}
interface Workflow {
  jobs: Record<string, { steps: Step[]; concurrency?: object }>;
}

/**
 * examples/release.yml between two registries of the test's own: without the login, with a folder for the artifact, and
 * without `queue`, which act's schema does not know yet.
 */
function releaseWorkflow(here: Registry, there: Registry, artifact: string): string {
  const text = readFileSync(join(ROOT, 'examples/release.yml'), 'utf8')
    .replaceAll('ghcr.io/', `${here.host}/`)
    .replaceAll(/\$\{\{ steps\.ecr\.outputs\.registry \}\}/g, there.host);
  const workflow = parse(text) as Workflow;
  for (const job of Object.values(workflow.jobs)) {
    delete job.concurrency;
    job.steps = job.steps
      .filter(({ uses = '' }) => !uses.startsWith('aws-actions/'))
      .map((step) => {
        if (step.uses?.startsWith('actions/upload-artifact')) return { run: `cp release.json ${artifact}/` };
        return step.uses?.startsWith('actions/download-artifact') ? { run: `cp ${artifact}/release.json .` } : step;
      });
  }
  return stringify(workflow);
}

needs(
  'act',
  'registry',
  'git',
)('the release with a lock file, run for real', () => {
  let here: Registry;
  let there: Registry;
  let checkout: Repository;
  let artifact: string;
  const digests: Record<string, string[]> = {};
  beforeAll(async () => {
    artifact = mkdtempSync(join(tmpdir(), 'artifact-'));
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
    checkout = await makeRepository(
      { '.github/workflows/release.yml': releaseWorkflow(here, there, artifact) },
      { remote: 'https://github.com/acme/shop.git' },
    );
    for (const [number, version] of [
      [1, '1.0.0'],
      [2, '1.1.0'],
    ] as const)
      for (const name of NAMES) {
        const scene = sceneOf(here, `acme/shop/${name}`);
        digests[name] = [...(digests[name] ?? []), await scene.release(number, version)];
        for (const environment of ['dev', 'staging'])
          await scene.ok({ mode: 'promote', version, environment }, { env: attempt(number, 1, commitOf(number)) });
      }
  });
  afterAll(async () => {
    await Promise.all([here.stop(), there.stop()]);
    rmSync(artifact, { recursive: true });
    checkout.remove();
  });

  const release = (version: string): Promise<WorkflowRun> => {
    const payload = { full_name: 'acme/shop', name: 'shop', owner: { login: 'acme' }, default_branch: 'main' };
    const event = { ref: 'refs/heads/main', inputs: { version }, repository: payload };
    return runWorkflow(checkout.dir, 'workflow_dispatch', event, {});
  };

  test('is planned by one job and done by the next in another registry', async () => {
    for (const [index, version] of ['1.0.0', '1.1.0'].entries()) {
      const run = await release(version);
      if (!run.ok) throw new Error(run.log);
      expect(run.jobs.sort()).toEqual(['plan', 'production']);
      expect(run.summary).toContain(`Promoted ${version} (3 images) to production`);
      for (const name of NAMES) {
        expect(await headTag(there, `shop/${name}`, 'production')).toBe(digests[name]?.[index]);
        expect(await readWhole(there, `shop/${name}`, version)).toEqual(
          await readWhole(here, `acme/shop/${name}`, version),
        );
      }
    }
    // the source registry has no tag for production
    expect(Object.keys(await tagsAndDigests(here, 'acme/shop/api'))).not.toContain('production');
    const history = await readHistory(there, 'shop/web', 'production');
    expect(history?.events).toMatchObject([
      { action: 'promote', version: '1.0.0', actor: 'ada', reason: 'Release 1.0.0' },
      { action: 'promote', version: '1.1.0', previous: digests.web?.[0] },
    ]);
  });
});
