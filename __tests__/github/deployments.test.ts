import { expect, test } from '@jest/globals';
import type { GitHubClient } from '../../src/github/api/client.ts';
import { createDeployment, listDeployments, setStatus } from '../../src/github/api/deployments.ts';

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

test('a payload is read as GitHub returns it, as an object or as text; that of others is none of ours', async () => {
  const images = imagesOf(2);
  const own = { by: 'build-once-promote', total: 2, images };
  const payloads = [own, JSON.stringify(own), '', '{', { by: 'others', images }, { by: 'build-once-promote' }, null];
  const listed = payloads.map((payload, id) => ({ id, sha: 'x', payload, created_at: '2026-01-01T00:00:00Z' }));
  const { client } = clientOf([...listed, null, { id: 'x' }]);
  const read = await listDeployments(client, repository, 'prod');
  expect(read.map(({ own }) => own?.images.length ?? null)).toEqual([2, 2, null, null, null, null, null]);
});
