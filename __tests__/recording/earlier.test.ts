import { expect, test } from '@jest/globals';
import { TimeBudget } from '../../src/github/api/budget.ts';
import type { GitHubClient } from '../../src/github/api/client.ts';
import { EMPTY_PLAN, type Plan } from '../../src/plan/plan.ts';
import { endEarlier } from '../../src/recording/earlier.ts';
import { Problems } from '../../src/recording/problems.ts';
import type { PlanningRequest } from '../../src/request/request.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const repository = { owner: 'acme', name: 'app' };
const images = [{ image: { registry: 'reg.test', repository: 'app' }, previous: null, kind: 'unbuilt' }];
const plan = { ...EMPTY_PLAN, images } as unknown as Plan;
const request = { environment: 'prod', context: { run: null, workflowCommit: null } } as unknown as PlanningRequest;

/** A client whose deployments have many images, none with a final status. */
function clientOf(deployments: number, total: number, ms: number) {
  const sent: string[] = [];
  const list = Array.from({ length: deployments }, (_, id) => ({
    ...{ id, sha: 'x', created_at: '2020-01-01T00:00:00Z' },
    payload: {
      ...{ by: 'build-once-promote', total },
      images: Array.from({ length: total }, (_, index) => ({ image: `reg.test/i${id}-${index}`, digest: DIGEST })),
    },
  }));
  const budget = new TimeBudget(() => performance.now(), ms);
  const answer = (route: string): unknown => (route.endsWith('/deployments') ? list : [null, 1]);
  const send = async (route: string): Promise<unknown> => {
    sent.push(route);
    return route.startsWith('GET') ? answer(route) : {};
  };
  return { sent, client: { budget, request: send } as unknown as GitHubClient };
}

function end(client: GitHubClient, liveDigest: () => Promise<string | null>): Promise<string[]> {
  const problems = new Problems();
  const deps = { request, repository, problems, notice: () => {}, log: () => {}, now: () => Date.now(), liveDigest };
  return endEarlier(plan, [], { ...deps, client: async () => client }).then(() => problems.warnings());
}

test('deployments of thousands of images cost a hundred reads of the registry at most', async () => {
  const { client } = clientOf(100, 3000, 10_000);
  let reads = 0;
  const warnings = await end(client, async () => {
    reads += 1;
    return null;
  });
  expect(reads).toBe(100);
  expect(warnings).toEqual([]);
});

test('a registry that does not respond is waited for only as long as GitHub is', async () => {
  const { client, sent } = clientOf(1, 2, 50);
  await end(client, () => new Promise(() => {}));
  // what is not known is not ended
  expect(sent.filter((route) => route.startsWith('POST'))).toEqual([]);
});

const URL = 'https://github.com/acme/app/actions/runs/7/attempts/1';

test.each<{ name: string; url?: string; run: unknown; ends: boolean }>([
  { name: 'its run has ended', run: { status: 'completed', run_attempt: 1 }, ends: true },
  { name: 'its run was started again since', run: { status: 'in_progress', run_attempt: 2 }, ends: true },
  { name: 'its run is at work', run: { status: 'in_progress', run_attempt: 1 }, ends: false },
  { name: 'its run cannot be read', run: null, ends: false },
  {
    name: 'its run is of another repository',
    url: URL.replace('/app/', '/other/'),
    run: { status: 'completed' },
    ends: false,
  },
])('a deployment of other images that has just begun: $name', async ({ url = URL, run, ends }) => {
  const payload = { by: 'build-once-promote', total: 1, images: [{ image: 'reg.test/other', digest: DIGEST }] };
  const sent: unknown[] = [];
  const send = async (route: string, parameters: { state?: string }): Promise<unknown> => {
    if (route.startsWith('POST')) return void sent.push(parameters.state);
    if (route.endsWith('/deployments')) return [{ id: 1, sha: 'x', created_at: new Date().toISOString(), payload }];
    if (route.endsWith('/statuses')) return [{ state: 'in_progress', log_url: url }];
    if (run === null) throw new Error('Resource not accessible by integration');
    return run;
  };
  const budget = new TimeBudget(() => performance.now());
  const warnings = await end({ budget, request: send } as unknown as GitHubClient, async () => null);
  expect([sent, warnings]).toEqual([ends ? ['failure'] : [], []]);
});
