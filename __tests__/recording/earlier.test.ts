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
