/**
 * An in-memory registry with the OCI distribution API, for the demo and for experiments. `node demo/registry.mjs` runs
 * it alone; see `--help`.
 */

import { realpathSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { actionsFor, createAuth } from './registry-auth.mjs';
import * as kept from './registry-store.mjs';

const { RegistryError } = kept;

/** The routes, longest first, because a repository's name may contain slashes. */
const ROUTES = [
  [/^\/v2\/?$/, base],
  [/^\/v2\/_catalog$/, catalog],
  [/^\/v2\/(.+)\/blobs\/uploads\/?$/, startUpload],
  [/^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/, continueUpload],
  [/^\/v2\/(.+)\/blobs\/([^/]+)$/, blob],
  [/^\/v2\/(.+)\/manifests\/([^/]+)$/, manifest],
  [/^\/v2\/(.+)\/tags\/list$/, tagList],
  [/^\/v2\/(.+)\/referrers\/([^/]+)$/, referrerList],
];
const UPLOADS = [startUpload, continueUpload];

const json = (body, headers = {}) => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});
const notAllowed = (method) => new RegistryError(405, 'UNSUPPORTED', `${method} is not supported here`);
const isRead = (method) => method === 'GET' || method === 'HEAD';

function base({ method }) {
  if (!isRead(method)) throw notAllowed(method);
  return json({});
}

/** One page of a list, with a Link header for the next. */
function paged(names, url, field, extra) {
  const n = url.searchParams.get('n');
  const { items, next } = kept.page(names, { n, last: url.searchParams.get('last') });
  const query = new URLSearchParams({ n: n ?? '', last: next ?? '' });
  return json({ ...extra, [field]: items }, next && { link: `<${url.pathname}?${query}>; rel="next"` });
}

function catalog({ store, method, url }) {
  if (!isRead(method)) throw notAllowed(method);
  const names = [...store.repositories].filter(([, repository]) => repository.manifests.size > 0);
  return paged(
    names.map(([name]) => name),
    url,
    'repositories',
  );
}

function tagList({ store, method, url, name }) {
  if (!isRead(method)) throw notAllowed(method);
  const repository = store.repositories.get(name);
  if (!repository?.manifests.size) throw new RegistryError(404, 'NAME_UNKNOWN', `no such repository: ${name}`);
  return paged(repository.tags.keys(), url, 'tags', { name });
}

function referrerList({ store, method, url, name, reference }) {
  if (!isRead(method)) throw notAllowed(method);
  const artifactType = url.searchParams.get('artifactType');
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifests = kept.referrers(store, name, reference, artifactType);
  const headers = { 'content-type': mediaType, ...(artifactType && { 'oci-filters-applied': 'artifactType' }) };
  return json({ schemaVersion: 2, mediaType, manifests }, headers);
}

const stored = (name, digest) => ({
  status: 201,
  headers: { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest },
});

/** An upload's state. The Location has a query, so clients must extend it, not replace it. */
function uploading(name, id, size, status) {
  const location = `/v2/${name}/blobs/uploads/${id}?_state=${size}`;
  return { status, headers: { location, range: `0-${Math.max(size - 1, 0)}`, 'docker-upload-uuid': id } };
}

async function startUpload({ store, method, url, name, body, mayPull }) {
  if (method !== 'POST') throw notAllowed(method);
  const digest = url.searchParams.get('digest');
  const mount = url.searchParams.get('mount');
  const from = url.searchParams.get('from');
  if (mount && from && mayPull(from) && kept.mountBlob(store, name, mount, from)) return stored(name, mount);
  if (!digest) return uploading(name, kept.openUpload(store, name), 0, 202);
  kept.putBlob(store, name, digest, await body());
  return stored(name, digest);
}

async function continueUpload({ store, method, request, url, name, reference: id, body }) {
  const upload = kept.getUpload(store, name, id);
  if (isRead(method)) return uploading(name, id, upload.size, 204);
  if (method === 'DELETE') {
    store.uploads.delete(id);
    return { status: 204 };
  }
  if (method !== 'PATCH' && method !== 'PUT') throw notAllowed(method);
  const digest = url.searchParams.get('digest');
  if (method === 'PUT' && !digest) throw new RegistryError(400, 'DIGEST_INVALID', 'the digest is missing');
  kept.appendChunk(upload, await body(), request.headers['content-range']);
  if (method === 'PATCH') return uploading(name, id, upload.size, 202);
  store.uploads.delete(id);
  kept.putBlob(store, name, digest, Buffer.concat(upload.chunks));
  return stored(name, digest);
}

function blob({ store, method, name, reference: digest }) {
  if (method === 'DELETE') {
    kept.deleteBlob(store, name, digest);
    return { status: 202 };
  }
  if (!isRead(method)) throw notAllowed(method);
  const body = kept.getBlob(store, name, digest);
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'docker-content-digest': digest },
    body,
  };
}

/** Throws MANIFEST_UNKNOWN if the client does not accept the media type: a registry does not convert. */
function checkAccepted(accept, mediaType) {
  const accepted = (accept ?? '*/*').split(',').map((type) => type.split(';')[0].trim());
  if (accepted.some((type) => type === '*/*' || type === 'application/*' || type === mediaType)) return;
  throw new RegistryError(404, 'MANIFEST_UNKNOWN', `${mediaType} found, but not in the Accept header`);
}

async function manifest({ store, method, request, name, reference, body }) {
  if (method === 'DELETE') {
    kept.deleteManifest(store, name, reference);
    return { status: 202 };
  }
  if (method === 'PUT') {
    const mediaType = (request.headers['content-type'] ?? '').split(';')[0].trim();
    const { digest, subject } = kept.putManifest(store, name, reference, await body(), mediaType);
    const headers = { location: `/v2/${name}/manifests/${digest}`, 'docker-content-digest': digest };
    return { status: 201, headers: { ...headers, ...(subject && { 'oci-subject': subject }) } };
  }
  if (!isRead(method)) throw notAllowed(method);
  const { digest, mediaType, bytes } = kept.getManifest(store, name, reference);
  checkAccepted(request.headers.accept, mediaType);
  const headers = { 'content-type': mediaType, 'docker-content-digest': digest, etag: `"${digest}"` };
  return { status: 200, headers, body: bytes };
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function answerToken(auth, request, url) {
  if (!auth || !['GET', 'POST'].includes(request.method)) throw new RegistryError(404, 'UNSUPPORTED', 'not found');
  const form = new URLSearchParams(request.method === 'POST' ? String(await readBody(request)) : '');
  return json(auth.token(request.method, request.headers.authorization, url.searchParams, form));
}

/** Finds the route, authenticates the request, and calls the handler. */
async function answer({ store, auth, realm }, request, url) {
  if (url.pathname === '/token') return answerToken(auth, request, url);
  const [route, handler] = ROUTES.find(([pattern]) => pattern.test(url.pathname)) ?? [];
  if (!route) throw new RegistryError(404, 'UNSUPPORTED', `no such endpoint: ${url.pathname}`);
  const [, name, reference] = route.exec(url.pathname);
  const { method, headers } = request;
  const repository = (actions) => actions.map((action) => `repository:${name}:${action}`);
  const needed = name ? repository(actionsFor(method, UPLOADS.includes(handler))) : [];
  auth?.check(headers.authorization, realm, handler === catalog ? ['registry:catalog:*'] : needed);
  if (name) kept.checkName(name);
  const mayPull = (from) => !auth || auth.allows(headers.authorization, `repository:${from}:pull`);
  const body = () => readBody(request);
  return handler({ store, method, request, url, name, reference: decodeURIComponent(reference ?? ''), body, mayPull });
}

function asAnswer(error) {
  const known = error instanceof RegistryError ? error : new RegistryError(500, 'UNKNOWN', String(error));
  const { status, code, message, detail, headers } = known;
  return { ...json({ errors: [{ code, message, detail }] }, headers), status };
}

function send(request, response, { status, headers = {}, body = Buffer.alloc(0) }) {
  request.resume();
  const length = status === 204 ? {} : { 'content-length': body.length };
  response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...length, ...headers });
  response.end(request.method === 'HEAD' || status === 204 ? undefined : body);
}

/**
 * Starts a registry on loopback.
 * `auth` is `{ username, password, anonymousPull }` for token authentication; without it anyone may do everything.
 * Resolves to `{ host, url, close(), log }`; `log` has an entry `{ method, path, status }` per request.
 */
export async function startRegistry({ port = 0, hostname = '127.0.0.1', auth, onRequest } = {}) {
  const log = [];
  const site = { store: kept.createStore(), auth: auth && createAuth(auth), realm: '' };
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, site.url);
    const result = await answer(site, request, url).catch(asAnswer);
    const entry = { method: request.method, path: request.url, status: result.status };
    log.push(entry);
    onRequest?.(entry);
    send(request, response, result);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, hostname, resolve));
  const host = `${hostname}:${server.address().port}`;
  site.url = `http://${host}`;
  site.realm = `${site.url}/token`;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { host, url: site.url, close, log };
}

const HELP = `node demo/registry.mjs [--port 5000] [--username NAME --password SECRET [--anonymous-pull]]

An OCI registry on 127.0.0.1, in memory: what is pushed is gone when it ends. Each request is logged.`;

async function main() {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      port: { type: 'string', default: '5000' },
      username: { type: 'string' },
      password: { type: 'string' },
      'anonymous-pull': { type: 'boolean' },
    },
  });
  if (values.help) return console.log(HELP);
  const { username, password } = values;
  const auth = username && { username, password, anonymousPull: values['anonymous-pull'] };
  const onRequest = ({ method, path, status }) => console.log(`${status} ${method} ${path}`);
  const { url } = await startRegistry({ port: Number(values.port), auth, onRequest });
  console.log(`listening on ${url}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
