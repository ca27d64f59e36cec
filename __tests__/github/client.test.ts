import { describe, expect, test } from '@jest/globals';
import { asApiError, waitAfter } from '../../src/github/api/api-error.ts';
import { TimeBudget } from '../../src/github/api/budget.ts';
import { GitHubClient, type Octokit } from '../../src/github/api/client.ts';

const failure = (status: number, message = '', headers: Record<string, string> = {}) =>
  Object.assign(new Error(message), { status, response: { headers, data: { message } } });

/** A client whose requests have these results in turn, with a clock that stands still but for its sleeps. */
function clientOf(...results: (object | Error)[]) {
  let now = 0;
  const sent: string[] = [];
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
    random: () => 0,
  };
  const octokit: Octokit = {
    request: async (route) => {
      sent.push(route);
      const result = results[Math.min(sent.length, results.length) - 1];
      if (result instanceof Error) throw result;
      return { data: result };
    },
  };
  const cancel = new AbortController();
  const client = new GitHubClient({ octokit, graphqlUrl: 'https://api.test/graphql', clock, cancelled: cancel.signal });
  return { client, sent, cancel, elapsed: () => now };
}

describe('a request to GitHub', () => {
  test('that is safe is sent again after a failure of the server, another is not', async () => {
    const { client, sent } = clientOf(failure(502), { ok: 1 });
    expect(await client.request('GET /x', {}, { isSafe: true })).toEqual({ ok: 1 });
    expect(sent).toHaveLength(2);
    const once = clientOf(failure(502), { ok: 1 });
    await expect(once.client.request('POST /x', {})).rejects.toMatchObject({ reason: 'unavailable', status: 502 });
    expect(once.sent).toHaveLength(1);
  });

  test('waits for a rate limit as long as GitHub asks, where that is in time', async () => {
    const soon = clientOf(failure(403, 'secondary rate limit', { 'retry-after': '4' }), { ok: 1 });
    expect(await soon.client.request('POST /x', {})).toEqual({ ok: 1 });
    expect(soon.elapsed()).toBe(4000);
    const late = clientOf(failure(429, '', { 'retry-after': '11' }));
    await expect(late.client.request('GET /x', {}, { isSafe: true })).rejects.toMatchObject({ reason: 'rate-limited' });
    await expect(late.client.request('GET /y', {})).rejects.toMatchObject({ reason: 'rate-limited' });
    expect([late.sent, late.elapsed()]).toEqual([['GET /x'], 0]);
  });

  test('leaves time to later ones', async () => {
    const { client } = clientOf(failure(429, '', { 'retry-after': '5' }), { ok: 1 });
    await expect(client.request('GET /x', {}, { reserveMs: 6000 })).rejects.toMatchObject({ reason: 'rate-limited' });
  });

  test('is held until writing has ended, unless it is urgent', async () => {
    const { client, sent } = clientOf({ ok: 1 });
    const written = Promise.withResolvers<void>();
    client.holdUntil(written.promise);
    const held = client.request('GET /held', {});
    await client.request('POST /urgent', {}, { isUrgent: true });
    expect(sent).toEqual(['POST /urgent']);
    written.resolve();
    await held;
    expect(sent).toEqual(['POST /urgent', 'GET /held']);
  });

  test('is not sent again once the job is cancelled', async () => {
    const { client, sent, cancel } = clientOf(failure(502));
    cancel.abort();
    await expect(client.request('GET /x', {}, { isSafe: true })).rejects.toMatchObject({ status: 502 });
    expect(sent).toHaveLength(1);
  });
});

describe('an error of GitHub', () => {
  test.each([
    [failure(401, 'Bad credentials'), 'unauthorized'],
    [failure(403, 'Resource not accessible by integration'), 'forbidden'],
    [failure(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }), 'rate-limited'],
    [failure(403, 'You have exceeded a secondary rate limit'), 'rate-limited'],
    [failure(404), 'not-found'],
    [failure(422, 'No ref found for: main'), 'invalid'],
    [failure(500), 'unavailable'],
    [new Error('connect ECONNREFUSED'), 'unavailable'],
  ])('%s has a reason', (error, reason) => expect(asApiError(error).reason).toBe(reason));

  test('says when to come back', () => {
    const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '100' };
    expect(waitAfter(failure(403, '', spent), 40_000)).toBe(60_000);
    expect(waitAfter(failure(429, '', { ...spent, 'retry-after': '2' }), 40_000)).toBe(2000);
    expect(waitAfter(failure(429), 0)).toBe(60_000);
  });
});

test('time is counted while any request is in progress, once for those in parallel', async () => {
  let now = 0;
  const budget = new TimeBudget(() => now, 10_000);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const both = [budget.during(() => first.promise), budget.during(() => second.promise)];
  now = 3000;
  expect(budget.remainingMs()).toBe(7000);
  first.resolve();
  await both[0];
  now = 4000;
  second.resolve();
  await both[1];
  now = 60_000;
  expect(budget.remainingMs()).toBe(6000);
});
