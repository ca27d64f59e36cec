import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dockerTagProblem } from '../src/docker/tag.ts';
import type { PipelineDeps } from '../src/execute/pipeline.ts';
import type { Repository } from '../src/image/reference.ts';
import type { RegistryClient } from '../src/registry/client.ts';
import { RetryBudget } from '../src/registry/http/retry-budget.ts';
import type { PlanningRequest } from '../src/request/request.ts';
import { pipelineDeps } from '../src/tools.ts';
import { APP } from './support/images/memory-images.ts';
import { buildRequest, promoting, rollbackRequest } from './support/requests/requests.ts';
import { Stage } from './support/requests/stage.ts';
import { keepingReporter, RunStore, wholeRun } from './support/requests/whole-run.ts';

const SHOP: Repository = { registry: 'other.test', repository: 'shop/app' };
let store: RunStore;
let stage: Stage;
let folder: string;

beforeEach(() => {
  store = new RunStore();
  stage = new Stage(store);
  stage.release('1.0.0');
  folder = mkdtempSync(join(tmpdir(), 'tools-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The tools of a run whose docker commands are refused: the job is cancelled. */
function toolsOf(request: PlanningRequest): Promise<PipelineDeps> {
  const signal = AbortSignal.abort();
  const cancel = { reads: signal, writes: signal, check: () => {}, sleep: async () => {} };
  const env = { RUNNER_TEMP: folder, DOCKER_CONFIG: folder };
  const registry = store as unknown as RegistryClient;
  return pipelineDeps(request, { registry, retryBudget: new RetryBudget(), cancel, env }, keepingReporter().reporter);
}

describe('what a run works with', () => {
  test.each<[string, PlanningRequest, object]>([
    ['a promotion', promoting('1.0.0'), { copies: false, builds: false, isByDocker: false }],
    ['a copy', promoting('1.0.0', { destinations: [SHOP] }), { copies: true, builds: false, isByDocker: false }],
    ['a build', buildRequest(), { copies: false, builds: true, isByDocker: false }],
    [
      'a rollback by docker',
      rollbackRequest({ transport: 'docker' }),
      { copies: false, builds: false, isByDocker: true },
    ],
    [
      'a copy by docker, which sets the tags',
      promoting('1.0.0', { destinations: [SHOP], transport: 'docker' }),
      { copies: true, builds: false, isByDocker: true },
    ],
  ])('is what it needs: %s', async (_name, request, expected) => {
    const { copier, build, review, putTag } = await toolsOf(request);
    const target = await store.get(APP, '1.0.0');
    const how = await putTag(APP, 'prod', target!).then(
      () => 'by the registry',
      ({ message }: Error) => message,
    );
    const isByDocker = how === 'Cancelled before docker pull.';
    expect({ copies: copier !== undefined, builds: build !== undefined, isByDocker }).toEqual(expected);
    expect(review).toBe(isByDocker ? dockerTagProblem : undefined);
    expect(stage.at('prod')).toBe(isByDocker ? null : target!.digest);
  });
});

describe('a copy', () => {
  test('sets a tag also where the registry has lost the content: it is sent again', async () => {
    const { putTag } = await toolsOf(promoting('1.0.0', { destinations: [SHOP] }));
    const target = await store.get(APP, '1.0.0');
    await putTag(SHOP, 'prod', target!);
    expect(stage.at('prod', SHOP)).toBe(target!.digest);
  });

  test('opens no connections for what a dry run does not send', async () => {
    await wholeRun(store, promoting('1.0.0', { destinations: [SHOP], dryRun: true }));
    expect(store.connected).toEqual([]);
    await wholeRun(store, promoting('1.0.0', { destinations: [SHOP] }));
    expect([...new Set(store.connected)].sort()).toEqual(['other.test/shop/app', 'reg.test/team/app']);
  });
});

describe('a run without a token', () => {
  test('warns of what it cannot record', async () => {
    const { warnings } = await wholeRun(store, promoting('1.0.0', { deployment: true, records: true }));
    expect(warnings).toEqual(['deployment and records: nothing is recorded on GitHub, because github-token is empty.']);
    expect((await wholeRun(store, promoting('1.0.0', { environment: 'dev' }))).warnings).toEqual([]);
  });

  test('declares what it copied as an artifact of the job', async () => {
    const file = join(folder, 'artifacts');
    writeFileSync(file, '');
    const env = { GITHUB_ARTIFACTS: file };
    await wholeRun(store, promoting('1.0.0', { destinations: [SHOP] }), { env });
    expect(readFileSync(file, 'utf8')).toBe(`oci://other.test/shop/app@${stage.at('1.0.0')}\n`);
  });
});
