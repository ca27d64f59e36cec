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
