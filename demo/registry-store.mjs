/**
 * The contents of an OCI registry, in memory: blobs, manifests as the bytes received, and tags.
 * Rules and error codes are those of https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
import { createHash, randomUUID } from 'node:crypto';

const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const INDEXES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const IMAGES = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'];
const LARGEST_MANIFEST = 4 * 1024 * 1024;

/** An error response: its status, one of the spec's codes, and a message. */
export class RegistryError extends Error {
  constructor(status, code, message, { detail, headers } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.headers = headers ?? {};
  }
}

/** The digest of these bytes, with the algorithm of `like`. */
export function digestOf(bytes, like = 'sha256:') {
  const algorithm = like.startsWith('sha512:') ? 'sha512' : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** Whether this reference is written as a digest. */
export const isDigest = (reference) => DIGEST.test(reference);

/** An empty registry: repositories by name, uploads by id. */
export function createStore() {
  return { repositories: new Map(), uploads: new Map() };
}

/** Throws NAME_INVALID for a repository name that does not match the spec's grammar. */
export function checkName(name) {
  if (!NAME.test(name)) throw new RegistryError(400, 'NAME_INVALID', `invalid repository name: ${name}`);
}

function repositoryFor(store, name) {
  let repository = store.repositories.get(name);
  if (!repository) {
    repository = { blobs: new Map(), manifests: new Map(), tags: new Map() };
    store.repositories.set(name, repository);
  }
  return repository;
}

function checkDigest(digest) {
  if (!DIGEST.test(digest)) throw new RegistryError(400, 'DIGEST_INVALID', `not a digest: ${digest}`);
}

/** The bytes of a blob, or BLOB_UNKNOWN. */
export function getBlob(store, name, digest) {
  checkDigest(digest);
  const bytes = store.repositories.get(name)?.blobs.get(digest);
  if (!bytes) throw new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry', { detail: { digest } });
  return bytes;
}

/** Stores a blob, if its bytes have the expected digest. */
export function putBlob(store, name, digest, bytes) {
  checkDigest(digest);
  const found = digestOf(bytes, digest);
  if (found !== digest) {
    throw new RegistryError(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content', {
      detail: { expected: digest, found },
    });
  }
  repositoryFor(store, name).blobs.set(digest, bytes);
}

/** Mounts a blob from another repository; false if that one does not have it. */
export function mountBlob(store, name, digest, from) {
  const bytes = store.repositories.get(from)?.blobs.get(digest);
  if (bytes) repositoryFor(store, name).blobs.set(digest, bytes);
  return bytes !== undefined;
}

/** Deletes a blob. */
export function deleteBlob(store, name, digest) {
  getBlob(store, name, digest);
  store.repositories.get(name).blobs.delete(digest);
}

/** Opens an upload and returns its id. */
export function openUpload(store, name) {
  const id = randomUUID();
  store.uploads.set(id, { name, chunks: [], size: 0 });
  return id;
}

/** The upload of that id in that repository. */
export function getUpload(store, name, id) {
  const upload = store.uploads.get(id);
  if (upload?.name !== name) throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  return upload;
}

/** Appends a chunk. A Content-Range, if given, must continue where the last chunk ended. */
export function appendChunk(upload, bytes, contentRange) {
  const range = contentRange === undefined ? undefined : /^(?:bytes )?(\d+)-(\d+)(?:\/.*)?$/.exec(contentRange);
  if (range === null) throw new RegistryError(400, 'BLOB_UPLOAD_INVALID', `invalid Content-Range: ${contentRange}`);
  if (range && (Number(range[1]) !== upload.size || Number(range[2]) - Number(range[1]) + 1 !== bytes.length)) {
    throw new RegistryError(416, 'BLOB_UPLOAD_INVALID', `the next chunk starts at ${upload.size}`);
  }
  upload.chunks.push(bytes);
  upload.size += bytes.length;
}

/** The digest, media type and bytes of a tag's or digest's manifest. */
export function getManifest(store, name, reference) {
  const repository = store.repositories.get(name);
  if (!repository?.manifests.size) {
    throw new RegistryError(404, 'NAME_UNKNOWN', 'repository name not known to registry', { detail: { name } });
  }
  const digest = isDigest(reference) ? reference : repository.tags.get(reference);
  const manifest = repository.manifests.get(digest);
  if (!manifest) throw new RegistryError(404, 'MANIFEST_UNKNOWN', 'manifest unknown', { detail: { reference } });
  return { digest, ...manifest };
}

function parseManifest(bytes, mediaType) {
  const invalid = (why) => new RegistryError(400, 'MANIFEST_INVALID', why);
  if (bytes.length > LARGEST_MANIFEST)
    throw new RegistryError(413, 'SIZE_INVALID', 'a manifest may have at most 4 MiB');
  if (![...INDEXES, ...IMAGES].includes(mediaType)) throw invalid(`unknown media type: ${mediaType}`);
  let manifest;
  try {
    manifest = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw invalid('the manifest is not JSON');
  }
  if (manifest?.schemaVersion !== 2) throw invalid('schemaVersion is not 2');
  if (manifest.mediaType !== undefined && manifest.mediaType !== mediaType) {
    throw invalid(`Content-Type is ${mediaType}, mediaType is ${manifest.mediaType}`);
  }
  if (mediaType.startsWith('application/vnd.docker') && !manifest.mediaType) throw invalid('mediaType is missing');
  if (INDEXES.includes(mediaType) ? !Array.isArray(manifest.manifests) : !manifest.config || !manifest.layers) {
    throw invalid(`this is no ${mediaType}`);
  }
  return manifest;
}

/** Content that a manifest lists must exist, except layers with `urls` and a `subject`. */
function checkReferences(repository, manifest) {
  const missing = (descriptor, where) => !where.has(descriptor.digest) && !descriptor.urls?.length;
  const unknown = [
    ...(manifest.manifests ?? []).filter((entry) => missing(entry, repository.manifests)),
    ...[manifest.config, ...(manifest.layers ?? [])].filter((entry) => entry && missing(entry, repository.blobs)),
  ];
  if (unknown.length > 0) {
    const detail = unknown.map((entry) => ({ digest: entry.digest }));
    throw new RegistryError(400, 'MANIFEST_BLOB_UNKNOWN', 'manifest references unknown content', { detail });
  }
}

/** Stores a manifest and, if pushed by tag, sets the tag to it. Returns its digest and its subject's. */
export function putManifest(store, name, reference, bytes, mediaType) {
  if (!isDigest(reference) && !TAG.test(reference)) {
    throw new RegistryError(400, 'MANIFEST_INVALID', `neither a tag nor a digest: ${reference}`);
  }
  const digest = digestOf(bytes, reference);
  if (isDigest(reference) && digest !== reference) {
    throw new RegistryError(400, 'DIGEST_INVALID', 'the manifest has a different digest', {
      detail: { found: digest },
    });
  }
  const manifest = parseManifest(bytes, mediaType);
  const repository = repositoryFor(store, name);
  checkReferences(repository, manifest);
  repository.manifests.set(digest, { bytes, mediaType, manifest });
  if (!isDigest(reference)) repository.tags.set(reference, digest);
  return { digest, subject: manifest.subject?.digest };
}

/** Deletes a tag; or, by digest, a manifest and all its tags. */
export function deleteManifest(store, name, reference) {
  const { digest } = getManifest(store, name, reference);
  const { manifests, tags } = store.repositories.get(name);
  if (!isDigest(reference)) {
    tags.delete(reference);
    return;
  }
  manifests.delete(digest);
  for (const [tag, target] of tags) if (target === digest) tags.delete(tag);
}

/** One page of a sorted list, with `last` for the next page if there is one. */
export function page(names, { n, last }) {
  if (n !== null && !/^\d+$/.test(n)) throw new RegistryError(400, 'PAGINATION_NUMBER_INVALID', `invalid n: ${n}`);
  const rest = [...names].sort().filter((name) => last === null || name > last);
  const items = n === null ? rest : rest.slice(0, Number(n));
  return { items, next: items.length > 0 && items.length < rest.length ? items.at(-1) : undefined };
}

/** Descriptors of the manifests whose subject is this digest. */
export function referrers(store, name, digest, artifactType) {
  checkDigest(digest);
  return [...(store.repositories.get(name)?.manifests ?? [])]
    .filter(([, { manifest }]) => manifest.subject?.digest === digest)
    .map(([own, { bytes, mediaType, manifest }]) => ({
      mediaType,
      digest: own,
      size: bytes.length,
      artifactType: manifest.artifactType ?? manifest.config?.mediaType,
      ...(manifest.annotations && { annotations: manifest.annotations }),
    }))
    .filter((descriptor) => !artifactType || descriptor.artifactType === artifactType);
}
