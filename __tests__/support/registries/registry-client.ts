import { digestOf } from '../../../src/image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import { RegistryClient } from '../../../src/registry/client.ts';
import { endpointOf } from './registry-endpoint.ts';

/** Returns a client of a registry on loopback without credentials, whose waits take no time; and an image there. */
export function clientOf(host: string, actions = 'pull,push') {
  const { endpoint, clock } = endpointOf(host, { plainHttp: true, credential: async () => null });
  return {
    client: new RegistryClient(
      () => endpoint,
      ({ repository }) => `repository:${repository}:${actions}`,
    ),
    image: { registry: host, repository: 'acme/app' },
    clock,
  };
}

/** A manifest of these bytes. */
export function manifest(text = '{"schemaVersion":2}', mediaType: string = MEDIA_TYPES.ociManifest): Manifest {
  const bytes = Buffer.from(text);
  return { bytes, mediaType, digest: digestOf(bytes), size: bytes.length };
}

export const M = manifest();
export const OTHER = `sha256:${'0'.repeat(64)}`;
/** The headers of a response with the manifest. */
export const headers = (more: Record<string, string> = {}) => ({
  'content-type': M.mediaType,
  'docker-content-digest': M.digest,
  ...more,
});
