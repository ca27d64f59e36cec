import type http from 'node:http';
import { digestOf } from '../../../src/image/digest.ts';
import type { Repository } from '../../../src/image/reference.ts';
import type { Certificate } from './certificate.ts';
import { MemoryRegistry } from './memory-registry.ts';
import { type Reply, type ScriptedServer, type Seen, serve } from './scripted-server.ts';

/** The response of a correct registry. */
export interface Truth {
  status: number;
  headers: http.OutgoingHttpHeaders;
  body: Buffer;
}

/** Returns a malicious response; undefined for the correct one. */
export type Lie = (request: Seen, truth: Truth) => Reply | undefined;

/** A registry over HTTP that is correct except for some responses. */
export interface LyingRegistry {
  server: ScriptedServer;
  image: Repository;
  store: MemoryRegistry;
  /** may be changed at any time; a request with a malicious response is not carried out */
  lie: Lie | null;
  /** all write requests, as `PUT manifests/prod` */
  writes(): string[];
  /** all requests, as `GET manifests/prod` */
  asked(): string[];
}

const WRITES = new Set(['PUT', 'POST', 'PATCH', 'DELETE']);

/** Returns the method and target of a request, without the repository: `GET manifests/prod`, `GET tags/list`. */
export function keyOf({ method, path }: Pick<Seen, 'method' | 'path'>): string {
  return `${method} ${(path.split('?')[0] ?? '').replace('/v2/acme/app/', '')}`;
}

/**
 * Starts a registry of the repository acme/app.
 * @param name its name in image references; by default its address
 * @param fill adds its content
 */
export async function lyingRegistry(
  fill: (store: MemoryRegistry, image: Repository) => void,
  { name, certificate }: { name?: string; certificate?: Certificate } = {},
): Promise<LyingRegistry> {
  const store = new MemoryRegistry();
  const server = await serve(async (request) => {
    const isLie = registry.lie?.(request, await answer(store, registry.image, { ...request, method: readOf(request) }));
    return isLie ?? { ...(await answer(store, registry.image, request)) };
  }, certificate);
  const registry: LyingRegistry = {
    server,
    image: { registry: name ?? server.host, repository: 'acme/app' },
    store,
    lie: null,
    writes: () => server.seen.filter(({ method }) => WRITES.has(method)).map(keyOf),
    asked: () => server.seen.map(keyOf),
  };
  fill(store, registry.image);
  return registry;
}

/** Reads the data for the correct response, without carrying out the request. */
function readOf({ method }: Seen): string {
  return WRITES.has(method) ? 'NONE' : method;
}

async function answer(store: MemoryRegistry, image: Repository, request: Seen): Promise<Truth> {
  const [, kind = '', reference = ''] = /\/v2\/acme\/app\/(\w+)\/([^?]*)/.exec(request.path) ?? [];
  const act = { manifests, blobs, tags }[kind];
  if (request.method === 'NONE' || !act) return { status: 404, headers: {}, body: Buffer.alloc(0) };
  return act(store, image, request, decodeURIComponent(reference));
}

type Act = (store: MemoryRegistry, image: Repository, request: Seen, reference: string) => Promise<Truth> | Truth;

const manifests: Act = async (store, image, { method, body, headers }, reference) => {
  if (method === 'PUT') {
    const mediaType = String(headers['content-type']);
    const digest = digestOf(body);
    const manifest = { bytes: body, mediaType, digest, size: body.length };
    const isWhole = await store.put(image, reference, manifest).then(
      () => true,
      () => false,
    );
    if (!isWhole) return missing('MANIFEST_BLOB_UNKNOWN', 400);
    return { status: 201, headers: { 'docker-content-digest': digest }, body: Buffer.alloc(0) };
  }
  const there = store.look(image, reference);
  if (!there) return missing('MANIFEST_UNKNOWN');
  const { bytes, digest, mediaType } = there;
  return {
    status: 200,
    headers: { 'docker-content-digest': digest, 'content-type': mediaType, 'content-length': bytes.length },
    body: method === 'HEAD' ? Buffer.alloc(0) : bytes,
  };
};

const blobs: Act = async (store, image, { method, path, body }, reference) => {
  const digest = new URL(path, 'http://x').searchParams.get('digest');
  if (method === 'POST')
    return { status: 202, headers: { location: '/v2/acme/app/blobs/uploads/1' }, body: Buffer.alloc(0) };
  if (method === 'PUT') {
    if (digest !== digestOf(body)) return missing('DIGEST_INVALID');
    await store.ensureBlob(image, body);
    return { status: 201, headers: {}, body: Buffer.alloc(0) };
  }
  const bytes = store.repository(image).blobs.get(reference);
  if (!bytes) return missing('BLOB_UNKNOWN');
  return {
    status: 200,
    headers: { 'content-length': bytes.length },
    body: method === 'HEAD' ? Buffer.alloc(0) : bytes,
  };
};

const tags: Act = (store, image) => {
  const body = Buffer.from(JSON.stringify({ name: 'acme/app', tags: [...store.repository(image).tags.keys()] }));
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
};

function missing(code: string, status = 404): Truth {
  const body = Buffer.from(JSON.stringify({ errors: [{ code, message: 'not here' }] }));
  return { status, headers: { 'content-type': 'application/json' }, body };
}
