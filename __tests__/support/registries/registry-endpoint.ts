import type { ApiRequest } from '../../../src/registry/api-request.ts';
import type { Credential } from '../../../src/registry/auth/docker-config.ts';
import { Endpoint, type EndpointOptions } from '../../../src/registry/endpoint.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import { VirtualClock } from '../requests/virtual-clock.ts';
import type { Reply, Seen, serve } from './scripted-server.ts';

/** For what hangs, in milliseconds. */
const MINUTE = 60_000;
export const USER: Credential = { kind: 'basic', username: 'ada', password: 'secret' };
export const READ: ApiRequest = {
  method: 'GET',
  path: '/v2/acme/app/manifests/prod',
  scope: 'repository:acme/app:pull',
  maxBody: 10_000,
  expect: [200, 404],
  what: 'read the tag prod',
};
export const WRITE: ApiRequest = {
  ...READ,
  method: 'PUT',
  body: Buffer.from('{}'),
  expect: [201],
  what: 'push the tag prod',
};

/** Returns an endpoint with a virtual clock, whose waits take no time; with that clock and the traced lines. */
export function endpointOf(registry: string, more: Partial<EndpointOptions> = {}) {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const endpoint = new Endpoint(registry, {
    transport: new Transport({
      timeouts: {
        ...{ connect: MINUTE, answer: MINUTE, writeAnswer: MINUTE },
        idle: MINUTE,
        body: MINUTE,
        slow: MINUTE,
      },
    }),
    env: {},
    clock,
    limits: { tries: 5, totalMs: 60_000 },
    plainHttp: false,
    credential: async () => USER,
    mask: () => {},
    now: () => clock.now(),
    trace: (line) => lines.push(line),
    ...more,
  });
  return { endpoint, clock, lines };
}

/** Starts a registry with its own token server. It accepts the tokens in `taken`, and responds with 401 otherwise. */
export async function tokenRegistry(start: typeof serve, reply: (request: Seen) => Reply = () => ({ body: 'ok' })) {
  let given = 0;
  const taken = new Set<string>();
  const server = await start((request) => {
    if (request.path.startsWith('/token')) {
      given += 1;
      taken.add(`Bearer t${given}`);
      return { body: JSON.stringify({ token: `t${given}` }) };
    }
    if (taken.has(request.headers.authorization ?? '')) return reply(request);
    const challenge = `Bearer realm="${server.url.href}token",service="s"`;
    return { status: 401, headers: { 'www-authenticate': challenge } };
  });
  const paths = () => server.seen.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  return { server, taken, paths };
}
