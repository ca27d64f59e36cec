import { type Registry, startRegistry } from '../__tests__/support/registries/registry.ts';
import { startTokenServer } from '../__tests__/support/registries/token-server.ts';
import type { Delay } from './delay.ts';
import { USER } from './peers.ts';

/** A registry behind a line. */
export interface Server {
  registry: Registry;
  /** As the tools name it: `localhost:PORT`, since oras takes a realm on loopback from a registry of the same host name alone. */
  host: string;
  stop(): Promise<void>;
}

/**
 * Starts a registry (distribution 3) and puts it, and its token server, behind the line; without one they are met
 * directly. `dir` is the storage of an earlier one, which is kept.
 */
export async function startServer(auth: 'none' | 'token', delay: Delay | null, dir?: string): Promise<Server> {
  const tokens =
    auth === 'token' ? await startTokenServer({ users: { [USER.username]: { password: USER.password } } }) : undefined;
  const through = async (url: string): Promise<string> => {
    const at = new URL(url.replace('127.0.0.1', 'localhost'));
    if (delay) at.port = String(await delay.add(url));
    return at.href;
  };
  const how = tokens ? { ...USER, tokens, realm: await through(tokens.url) } : {};
  const registry = await startRegistry({ auth, ...how, ...(dir && { dir }) });
  return {
    registry,
    host: new URL(await through(registry.url)).host,
    stop: async () => {
      await registry.stop({ keep: dir !== undefined });
      await tokens?.stop();
    },
  };
}
