/**
 * The demo's own registry client, separate from the action's. It pushes the images of "another step", reads the tags,
 * and moves a tag by hand.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from './registry-store.mjs';

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

async function helperCredentials(helper, server) {
  const answer = await new Promise((resolve) => {
    const child = execFile(`docker-credential-${helper}`, ['get'], (error, stdout) => resolve(error ? '{}' : stdout));
    child.stdin?.on('error', () => {}).end(server);
  });
  const { Username: username, Secret: password } = JSON.parse(answer);
  return username && { username, password };
}

/** The username and password for a registry from docker's config or its helper, or undefined. */
export async function dockerCredentials(registry) {
  const file = join(process.env.DOCKER_CONFIG || join(homedir(), '.docker'), 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const server = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  const helper = config.credHelpers?.[server] ?? config.credsStore;
  if (helper) return helperCredentials(helper, server);
  const [username, ...password] = Buffer.from(config.auths?.[server]?.auth ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return username ? { username, password: password.join(':') } : undefined;
}

/** The Authorization header that answers a challenge. */
async function answerChallenge(challenge, credentials, scope) {
  const basic =
    credentials && `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  if (/^basic/i.test(challenge)) return basic;
  const value = (name) => new RegExp(`${name}="([^"]*)"`, 'i').exec(challenge)?.[1];
  const url = new URL(value('realm'));
  if (value('service')) url.searchParams.set('service', value('service'));
  url.searchParams.set('scope', scope);
  const response = await fetch(url, { headers: basic ? { authorization: basic } : {} });
  if (!response.ok) throw new Error(`${url.origin}${url.pathname} answered ${response.status}`);
  const { token, access_token: accessToken } = await response.json();
  return `Bearer ${token ?? accessToken}`;
}

/** Every tag of the repository, page by page. */
async function listTags(request) {
  const tags = [];
  let next = '/tags/list?n=100';
  while (next) {
    const response = await request('GET', next, {}, [200, 404]);
    if (response.status === 404) break;
    tags.push(...((await response.json()).tags ?? []));
    next = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return tags;
}

/**
 * A client of one repository: `putBlob`, `getBlob`, `putManifest`, `getManifest`, `tags`.
 * @param {{registry: string, repository: string, plainHttp?: boolean, credentials?: object}} options
 */
export function createClient({ registry, repository, plainHttp = LOOPBACK.test(registry), credentials }) {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const base = `${plainHttp ? 'http' : 'https'}://${host}/v2/${repository}`;
  let authorization;

  async function request(method, path, { headers = {}, body } = {}, expected = [200]) {
    const url = path.startsWith('/v2/') || path.startsWith('http') ? new URL(path, base) : `${base}${path}`;
    const send = () =>
      fetch(url, { method, body, headers: { ...headers, ...(authorization && { authorization }) } }).catch((error) => {
        throw new Error(`${registry} can't be reached: ${error.cause?.message || error.cause?.code || error.message}`);
      });
    let response = await send();
    const challenge = response.headers.get('www-authenticate');
    if (response.status === 401 && challenge) {
      await response.arrayBuffer();
      authorization = await answerChallenge(challenge, credentials, `repository:${repository}:pull,push`);
      response = await send();
    }
    if (expected.includes(response.status)) return response;
    if (response.status === 401 && !credentials)
      throw new Error(`docker's config has no credentials for ${registry}: docker login ${registry}`);
    throw new Error(`${method} ${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  }

  async function putBlob(bytes) {
    const { headers } = await request('POST', '/blobs/uploads/', {}, [202]);
    const url = new URL(headers.get('location'), base);
    url.searchParams.set('digest', digestOf(bytes));
    const octets = { 'content-type': 'application/octet-stream' };
    await request('PUT', url.href, { headers: octets, body: bytes }, [201]);
  }

  /** A blob's bytes. */
  async function getBlob(digest) {
    return Buffer.from(await (await request('GET', `/blobs/${digest}`)).arrayBuffer());
  }

  async function putManifest(reference, bytes, mediaType) {
    await request('PUT', `/manifests/${reference}`, { headers: { 'content-type': mediaType }, body: bytes }, [201]);
  }

  /** Digest (computed), media type and bytes of a tag's or digest's manifest; undefined if there is none. */
  async function getManifest(reference) {
    const response = await request('GET', `/manifests/${reference}`, { headers: { accept: ACCEPT } }, [200, 404]);
    if (response.status === 404) return undefined;
    const bytes = Buffer.from(await response.arrayBuffer());
    return { digest: digestOf(bytes), mediaType: response.headers.get('content-type'), bytes };
  }

  /** Each tag with its digest. */
  async function tags() {
    const names = await listTags(request);
    const entries = await Promise.all(names.map(async (name) => [name, (await getManifest(name))?.digest]));
    return new Map(entries.filter(([, digest]) => digest));
  }

  return { putBlob, getBlob, putManifest, getManifest, tags };
}
