import type { RegistryOptions } from '../registries/registry.ts';
import { startTokenServer } from '../registries/token-server.ts';
import { Lockstep } from './lockstep.ts';
import { startProxy, Trace } from './proxy.ts';

/** What proxies that count requests in lockstep share, and a token server behind one of them. */
export interface CountedTokens {
  trace: Trace;
  lockstep: Lockstep;
  /** the options of registries: with `auth: 'token'` they name the token server */
  registry: RegistryOptions;
  stop(): Promise<void>;
}

/** Starts the token server and its proxy. */
export async function startCountedTokens(auth: 'none' | 'token'): Promise<CountedTokens> {
  const trace = new Trace();
  const lockstep = new Lockstep();
  const tokens = await startTokenServer();
  const proxy = await startProxy(tokens.url, { trace, rules: lockstep.rule, name: 'tokens' });
  const registry = auth === 'none' ? {} : { auth, tokens, realm: proxy.at(tokens.url) };
  const stop = async (): Promise<void> => {
    await proxy.stop();
    await tokens.stop();
  };
  return { trace, lockstep, registry, stop };
}
