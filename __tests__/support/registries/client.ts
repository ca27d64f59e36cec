import { createHash } from 'node:crypto';
import { type Answer, type Ask, ask, basic } from './http.ts';

/** A registry's address and credentials: the result of `startRegistry`, or a bare `127.0.0.1:PORT`. */
export type Target = string | { host: string; tls?: boolean; username?: string; password?: string };

export interface StoredManifest {
  digest: string;
  mediaType: string;
  size: number;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever a manifest has
  json: any;
}

export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

export function digestOf(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Sends a request to a registry under /v2/, with a token or Basic credentials if it requires them. */
export async function registryAsk(target: Target, path: string, request: Ask = {}): Promise<Answer> {
  const { host, tls, username, password } = typeof target === 'string' ? { host: target } : (target as Exact);
  const url = path.includes('://') ? path : `${tls ? 'https' : 'http'}://${host}${path}`;
  const first = await ask(url, request);
  if (first.status !== 401) return first;
  const challenge = String(first.headers['www-authenticate']);
  const credentials = username !== undefined ? basic(username, password ?? '') : undefined;
  const headers = { ...request.headers };
  if (/^basic/i.test(challenge)) {
    if (!credentials) return first;
    return ask(url, { ...request, headers: { ...headers, authorization: credentials } });
  }
  const field = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const query = new URLSearchParams({ service: field('service'), scope: field('scope') });
  const answer = await ask(
    `${field('realm')}?${query}`,
    credentials ? { headers: { authorization: credentials } } : {},
  );
  if (answer.status !== 200) return first;
  const { token } = JSON.parse(answer.body.toString()) as { token: string };
  return ask(url, { ...request, headers: { ...headers, authorization: `Bearer ${token}` } });
}

interface Exact {
  host: string;
  tls?: boolean;
  username?: string;
  password?: string;
}

/** Like `registryAsk`, but any other status is an error. */
export async function mustAsk(target: Target, path: string, request: Ask, ...allowed: number[]): Promise<Answer> {
  const answer = await registryAsk(target, path, request);
  if (!allowed.includes(answer.status))
    throw new Error(`${request.method ?? 'GET'} ${path}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
  return answer;
}

/** Pushes a blob unless it is there; returns its digest. */
export async function pushBlob(target: Target, repo: string, bytes: Buffer): Promise<string> {
  const digest = digestOf(bytes);
  const there = await registryAsk(target, `/v2/${repo}/blobs/${digest}`, { method: 'HEAD' });
  if (there.status === 200) return digest;
  const upload = await mustAsk(target, `/v2/${repo}/blobs/uploads/`, { method: 'POST' }, 202);
  const location = String(upload.headers.location);
  const path = `${location}${location.includes('?') ? '&' : '?'}digest=${digest}`;
  const headers = { 'content-type': 'application/octet-stream' };
  await mustAsk(target, path, { method: 'PUT', headers, body: bytes }, 201);
  return digest;
}

/** Pushes a manifest's bytes by tag or digest; returns their digest. */
export async function putManifest(
  target: Target,
  repo: string,
  reference: string,
  bytes: Buffer | string,
  mediaType: string,
): Promise<string> {
  const headers = { 'content-type': mediaType };
  await mustAsk(target, `/v2/${repo}/manifests/${reference}`, { method: 'PUT', headers, body: bytes }, 201);
  return digestOf(bytes);
}

/** Returns the digest of a tag; undefined if the tag does not exist. */
export async function headTag(target: Target, repo: string, reference: string): Promise<string | undefined> {
  const headers = { accept: MANIFEST_TYPES.join(', ') };
  const answer = await registryAsk(target, `/v2/${repo}/manifests/${reference}`, { method: 'HEAD', headers });
  if (answer.status !== 200 && answer.status !== 404) throw new Error(`HEAD ${repo}:${reference}: ${answer.status}`);
  return answer.status === 200 ? String(answer.headers['docker-content-digest']) : undefined;
}

/** Returns a manifest by tag or digest; undefined if it does not exist. */
export async function getManifest(
  target: Target,
  repo: string,
  reference: string,
): Promise<StoredManifest | undefined> {
  const headers = { accept: MANIFEST_TYPES.join(', ') };
  const answer = await mustAsk(target, `/v2/${repo}/manifests/${reference}`, { headers }, 200, 404);
  if (answer.status === 404) return undefined;
  const bytes = answer.body;
  const mediaType = String(answer.headers['content-type']);
  return { digest: digestOf(bytes), mediaType, size: bytes.length, bytes, json: JSON.parse(bytes.toString()) };
}

/** Returns a blob's bytes. */
export async function getBlob(target: Target, repo: string, digest: string): Promise<Buffer> {
  return (await mustAsk(target, `/v2/${repo}/blobs/${digest}`, {}, 200)).body;
}

/** Returns all tags, sorted; none if the repository does not exist. */
export async function listTags(target: Target, repo: string): Promise<string[]> {
  const tags: string[] = [];
  for (let path: string | undefined = `/v2/${repo}/tags/list?n=1000`; path; ) {
    const answer: Answer = await mustAsk(target, path, {}, 200, 404);
    if (answer.status === 404) return tags;
    tags.push(...((JSON.parse(answer.body.toString()) as { tags: string[] | null }).tags ?? []));
    path = /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1];
  }
  return tags.sort();
}

/** Returns all tags with their digests, to compare before and after. */
export async function tagsAndDigests(target: Target, repo: string): Promise<Record<string, string>> {
  const tags = await listTags(target, repo);
  const digests = await Promise.all(tags.map((tag) => headTag(target, repo, tag)));
  return Object.fromEntries(tags.map((tag, index) => [tag, digests[index] ?? '']));
}

/** Sets a tag on an existing manifest, as another tool would. */
export async function putTag(target: Target, repo: string, tag: string, reference: string): Promise<string> {
  const manifest = await getManifest(target, repo, reference);
  if (!manifest) throw new Error(`${repo} has no ${reference}`);
  return putManifest(target, repo, tag, manifest.bytes, manifest.mediaType);
}

/** Deletes a tag, or a manifest with all its tags if a digest is given. */
export async function deleteTag(target: Target, repo: string, reference: string): Promise<void> {
  await mustAsk(target, `/v2/${repo}/manifests/${reference}`, { method: 'DELETE' }, 202);
}
