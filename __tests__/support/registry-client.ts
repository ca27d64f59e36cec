import { RegistryClient } from '../../src/registry/client.ts';
import { Endpoint } from '../../src/registry/endpoint.ts';
import { Transport } from '../../src/registry/transport.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A client of a registry on loopback without credentials, whose waits take no time; and an image there. */
export function clientOf(host: string, actions = 'pull,push') {
  const clock = new VirtualClock();
  const endpoint = new Endpoint(host, {
    transport: new Transport({ connect: 1000, answer: 1000, writeAnswer: 1000, silence: 1000 }),
    clock,
    limits: { tries: 5, totalMs: 60_000 },
    plainHttp: true,
    credential: async () => null,
    mask: () => {},
    now: () => clock.now(),
    trace: () => {},
  });
  return { client: new RegistryClient(() => endpoint, actions), image: { registry: host, repository: 'acme/app' }, clock };
}
