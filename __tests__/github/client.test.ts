import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { asApiError, waitAfter } from '../../src/github/api/api-error.ts';
import { TimeBudget } from '../../src/github/api/budget.ts';
import { GitHubClient, type Octokit } from '../../src/github/api/client.ts';
import { connect } from '../../src/github/api/connect.ts';

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
  test.each<{ status: number; message: string; headers?: Record<string, string>; reason: string }>([
    { status: 401, message: 'Bad credentials', reason: 'unauthorized' },
    { status: 403, message: 'Resource not accessible by integration', reason: 'forbidden' },
    {
      ...{ status: 403, message: 'API rate limit exceeded', headers: { 'x-ratelimit-remaining': '0' } },
      reason: 'rate-limited',
    },
    { status: 403, message: 'You have exceeded a secondary rate limit', reason: 'rate-limited' },
    { status: 404, message: '', reason: 'not-found' },
    { status: 422, message: 'No ref found for: main', reason: 'invalid' },
    { status: 500, message: '', reason: 'unavailable' },
  ])('has a reason: $status "$message" is $reason', ({ status, message, headers, reason }) => {
    expect(asApiError(failure(status, message, headers)).reason).toBe(reason);
  });

  test('has a reason where there is no response', () => {
    expect(asApiError(new Error('connect ECONNREFUSED')).reason).toBe('unavailable');
  });

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

describe('a query', () => {
  const query = (body: unknown) => clientOf(body as object).client.query('query {}', {});

  test('has its data, and why parts of them are missing', async () => {
    expect(await query({ data: { a: 1 } })).toEqual({ data: { a: 1 }, error: null });
    const { data, error } = await query({ data: {}, errors: [{ type: 'NOT_FOUND', message: 'no\nsuch' }] });
    expect([data, error]).toEqual([{}, expect.objectContaining({ reason: 'not-found', message: 'no such' })]);
  });

  test.each<[unknown, string]>([
    [null, 'unavailable'],
    [{ data: null }, 'unavailable'],
    [{ errors: [{ type: 'RATE_LIMITED', message: 'x' }] }, 'rate-limited'],
    [{ errors: [{ message: 'API rate limit exceeded' }] }, 'rate-limited'],
    [{ errors: [{ type: 'FORBIDDEN' }] }, 'forbidden'],
    [{ errors: [{ message: 'Resource not accessible by integration' }] }, 'forbidden'],
    [{ errors: [{ message: 'Something went wrong' }] }, 'unavailable'],
    [{ errors: [null] }, 'unavailable'],
  ])('without data fails: %j is %s', async (body, reason) => {
    await expect(query(body)).rejects.toMatchObject({ reason });
  });
});

describe('a request that takes long', () => {
  /**
   * A client whose requests end when they are aborted; by then its time is over, which stands still otherwise.
   * @param ms that a run has for GitHub
   */
  function slow(ms: number) {
    const cancel = new AbortController();
    let now = 0;
    const clock = { now: () => now, sleep: async () => {}, random: () => 0 };
    const sent: string[] = [];
    const octokit: Octokit = {
      request: async (route, { request }) => {
        sent.push(route);
        const { signal } = request as { signal: AbortSignal };
        if (!signal.aborted) await once(signal, 'abort');
        now += ms;
        throw new Error('aborted');
      },
    };
    const budget = new TimeBudget(clock.now, ms);
    const options = { octokit, graphqlUrl: 'https://api.test/graphql', clock, cancelled: cancel.signal, budget };
    return { client: new GitHubClient(options), cancel, sent };
  }

  test('ends with the time that is left for it; without any it is not sent', async () => {
    const { client, sent } = slow(20);
    await expect(client.request('GET /x', {})).rejects.toMatchObject({ reason: 'slow' });
    await expect(client.request('GET /y', {}, { reserveMs: 20 })).rejects.toMatchObject({ reason: 'slow' });
    expect(sent).toEqual(['GET /x']);
  });

  test('ends when the job is cancelled, unless it is the last one, which has its own time', async () => {
    const { client, cancel } = slow(60_000);
    const request = client.request('GET /x', {});
    cancel.abort();
    await expect(request).rejects.toMatchObject({ reason: 'cancelled' });
    await expect(client.request('POST /y', {}, { lastMs: 10 })).rejects.toMatchObject({ reason: 'slow' });
  });
});

test('a page of a list has the header that names the next', async () => {
  const pages = [{ link: '<https://api.test/x?page=2>; rel="next"' }, { link: 7 }, undefined];
  const octokit = { request: async () => ({ data: [1], headers: pages.shift() as Record<string, string> }) };
  const clock = { now: () => 0, sleep: async () => {}, random: () => 0 };
  const cancelled = new AbortController().signal;
  const client = new GitHubClient({ octokit, graphqlUrl: 'https://api.test/graphql', clock, cancelled });
  const links = [await client.page('GET /x', {}), await client.page('GET /x', {}), await client.page('GET /x', {})];
  expect(links.map(({ link }) => link)).toEqual(['<https://api.test/x?page=2>; rel="next"', null, null]);
});

test.each([
  [{ GITHUB_API_URL: 'api.github.com' }, 'GITHUB_API_URL'],
  [{ GITHUB_API_URL: 'https://user:secret@api.test' }, 'GITHUB_API_URL'],
  [{ GITHUB_API_URL: 'file:///api' }, 'GITHUB_API_URL'],
  [{ GITHUB_GRAPHQL_URL: 'https://api.test/graphql?secret' }, 'GITHUB_GRAPHQL_URL'],
])('%j is no API: the URL is not repeated', async (env, name) => {
  const { client } = clientOf({});
  const around = { clock: { now: () => 0, sleep: async () => {}, random: () => 0 }, cancelled: AbortSignal.abort() };
  expect(client.apiUrl).toBeNull();
  const connecting = connect('token', env, around);
  await expect(connecting).rejects.toMatchObject({ reason: 'unavailable', message: expect.stringContaining(name) });
  await expect(connecting).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
});
