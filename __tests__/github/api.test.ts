import { afterEach, describe, expect, test } from '@jest/globals';
import type { GitHubClient } from '../../src/github/api/client.ts';
import { createDeployment, listDeployments, setStatus } from '../../src/github/api/deployments.ts';
import { guardedFetch } from '../../src/github/api/guarded-fetch.ts';
import { type Reply, serverPool } from '../support/registries/scripted-server.ts';

const repository = { owner: 'acme', name: 'app' };
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** A client that notes what is sent and returns this body. */
function clientOf(body: unknown) {
  const sent: Record<string, unknown>[] = [];
  const request: GitHubClient['request'] = async (_route, parameters) => {
    sent.push(parameters);
    return body;
  };
  return { client: { request } as GitHubClient, sent };
}

const imagesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ image: `ghcr.io/acme/app-${index}`, digest: DIGEST, version: '1.0.0', previousDigest: null },
  }));
const deployment = { ref: 'f'.repeat(40), environment: 'prod', isProduction: true };

describe('deployments of GitHub:', () => {
  test('a deployment lists the first hundred images and counts all', async () => {
    const { client, sent } = clientOf({ id: 7 });
    const images = imagesOf(150);
    const description = 'x'.repeat(200);
    expect(await createDeployment(client, repository, { ...deployment, description, images }, {})).toBe(7);
    expect(sent).toEqual([
      {
        ...{ owner: 'acme', repo: 'app', ref: deployment.ref, environment: 'prod', production_environment: true },
        ...{ auto_merge: false, required_contexts: [], description: 'x'.repeat(140) },
        payload: { by: 'build-once-promote', total: 150, images: images.slice(0, 100) },
      },
    ]);
  });

  test('a response without a deployment is an error', async () => {
    for (const body of [null, {}, { id: '7' }, { message: 'Auto-merged main into topic' }]) {
      const { client } = clientOf(body);
      const made = createDeployment(client, repository, { ...deployment, description: '', images: [] }, {});
      await expect(made).rejects.toMatchObject({ reason: 'unavailable' });
    }
  });

  test('a status changes no other deployment, and has the links that are known', async () => {
    const { client, sent } = clientOf({});
    await setStatus(client, repository, 7, { state: 'success', logUrl: null, environmentUrl: null }, {});
    const links = { logUrl: 'https://github.com/acme/app/actions/runs/1', environmentUrl: 'https://app.example' };
    await setStatus(client, repository, 7, { state: 'success', ...links }, {});
    const common = { owner: 'acme', repo: 'app', deployment_id: 7, state: 'success', auto_inactive: false };
    expect(sent).toEqual([common, { ...common, log_url: links.logUrl, environment_url: links.environmentUrl }]);
  });

  test('a payload is read as GitHub returns it, as an object or as text; any other is not taken for one of this action', async () => {
    const images = imagesOf(2);
    const own = { by: 'build-once-promote', total: 2, images };
    const payloads = [own, JSON.stringify(own), '', '{', { by: 'others', images }, { by: 'build-once-promote' }, null];
    const listed = payloads.map((payload, id) => ({ id, sha: 'x', payload, created_at: '2026-01-01T00:00:00Z' }));
    const { client } = clientOf([...listed, null, { id: 'x' }]);
    const read = await listDeployments(client, repository, 'prod');
    expect(read.map(({ own }) => own?.images.length ?? null)).toEqual([2, 2, null, null, null, null, null]);
  });
});

const servers = serverPool();
afterEach(servers.stop);
const guarded = guardedFetch(fetch);

const redirect = (status: number, location: string): Reply => ({ status, headers: { location } });

describe('a request that may be redirected:', () => {
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
});
