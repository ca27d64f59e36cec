import { Auth } from '../../../src/registry/auth/auth.ts';
import type { Credential } from '../../../src/registry/auth/docker-config.ts';
import type { HttpRequest, HttpResponse } from '../../../src/registry/http/types.ts';
import { VirtualClock } from '../requests/virtual-clock.ts';

export const SCOPE = 'repository:acme/app:pull,push';
export const USER: Credential = { kind: 'basic', username: 'ada', password: 'päss:word' };
export const BASIC = Buffer.from('ada:päss:word').toString('base64');
export const CHALLENGE = 'Bearer realm="https://auth.example.com/token?tenant=1",service="registry.example.com"';

interface Setting {
  registry?: string;
  credential?: Credential | null | ((repository: string) => Credential | null);
  plainHttp?: boolean;
  answers?: { status?: number; body?: unknown }[];
}

/** Returns an Auth whose token server gives these responses, repeating the last; with all recorded requests. */
export function authentication({
  registry = 'registry.example.com',
  credential = USER,
  plainHttp = false,
  answers,
}: Setting) {
  const clock = new VirtualClock();
  const sent: HttpRequest[] = [];
  const masked: string[] = [];
  const lookedUp: string[] = [];
  const given = answers ?? [{ body: { token: 'first', expires_in: 300 } }];
  const auth = new Auth(registry, {
    credential: async (repository) => {
      lookedUp.push(repository);
      return typeof credential === 'function' ? credential(repository) : credential;
    },
    plainHttp,
    mask: (secret) => masked.push(secret),
    now: () => clock.now(),
    send: async (request): Promise<HttpResponse> => {
      sent.push(request);
      const { status = 200, body = {} } = given[Math.min(sent.length, given.length) - 1]!;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return { status, headers: {}, body: Buffer.from(text) };
    },
  });
  return { auth, clock, sent, masked, lookedUp, lookups: () => lookedUp.length };
}
