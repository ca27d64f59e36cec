import { isDigest } from '../../../src/image/reference.ts';
import type { MemoryRegistry } from './memory-registry.ts';
import { type ScriptedServer, serve } from './scripted-server.ts';

/** Serves a registry in memory over HTTP, for reading: https://github.com/opencontainers/distribution-spec */
export function serveMemory(registry: MemoryRegistry): Promise<ScriptedServer> {
  return serve(({ method, path, headers }) => {
    const [, repository = '', kind = '', reference = ''] =
      /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^?]+)/.exec(path) ?? [];
    const found = registry.repositories.get(`${headers.host}/${repository}`);
    const body = method === 'GET';
    const missing = { status: 404, body: JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN' }] }) };
    if (!found || !['GET', 'HEAD'].includes(method)) return missing;
    if (kind === 'tags') return { body: JSON.stringify({ name: repository, tags: [...found.tags.keys()] }) };
    if (kind === 'blobs') {
      const blob = found.blobs.get(reference);
      return blob ? { headers: { 'content-length': blob.length }, ...(body ? { body: blob } : {}) } : missing;
    }
    const manifest = found.manifests.get(isDigest(reference) ? reference : (found.tags.get(reference) ?? ''));
    if (!manifest) return missing;
    const { mediaType, digest, size, bytes } = manifest;
    return {
      headers: { 'content-type': mediaType, 'docker-content-digest': digest, 'content-length': size },
      ...(body ? { body: bytes } : {}),
    };
  });
}
