import { afterEach, expect, test } from '@jest/globals';
import { guardedFetch } from '../../src/github/api/guarded-fetch.ts';
import { type Reply, serverPool } from '../support/registries/scripted-server.ts';

const servers = serverPool();
afterEach(servers.stop);
const guarded = guardedFetch(fetch);

const redirect = (status: number, location: string): Reply => ({ status, headers: { location } });

test.each([301, 302, 307, 308])(
  'a redirect by %i to another host is not followed, and nothing is sent there',
  async (status) => {
    const other = await servers.serve(() => ({ body: '{}' }));
    const server = await servers.serve(() => redirect(status, `${other.url.href}repos`));
    const sent = guarded(`${server.url.href}repos`, {
      method: 'POST',
      body: '{"image":"x"}',
      headers: { authorization: 'x' },
    });
    await expect(sent).rejects.toMatchObject({ reason: 'unavailable', message: expect.stringContaining(other.host) });
    expect(other.seen).toEqual([]);
  },
);

test('a redirect on the same server is followed with method, body and token', async () => {
  const server = await servers.serve(({ path }) =>
    path === '/old' ? redirect(307, '/new?a=1') : { status: 201, body: '{"id":1}' },
  );
  const init = { method: 'POST', body: '{"a":1}', headers: { authorization: 'token x' } };
  const response = await guarded(`${server.url.href}old`, init);
  expect([response.status, await response.json()]).toEqual([201, { id: 1 }]);
  const [, second] = server.seen;
  expect([second?.method, second?.path, second?.body.toString(), second?.headers.authorization]).toEqual([
    ...['POST', '/new?a=1', '{"a":1}', 'token x'],
  ]);
});

test('redirects without end are given up', async () => {
  const server = await servers.serve(() => redirect(302, '/again'));
  await expect(guarded(server.url.href)).rejects.toMatchObject({ reason: 'unavailable' });
  expect(server.seen.length).toBeLessThan(6);
});

test.each([
  ['larger than 16 MiB', `"${'x'.repeat(17 * 1024 * 1024)}"`],
  ['nested too deeply', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
])('a response that is %s is refused', async (_name, body) => {
  const server = await servers.serve(() => ({ body }));
  await expect(guarded(server.url.href)).rejects.toMatchObject({ reason: 'unavailable' });
});

test('an empty response has no body', async () => {
  const server = await servers.serve(() => ({ status: 204 }));
  const response = await guarded(server.url.href);
  expect([response.status, await response.text()]).toEqual([204, '']);
});
