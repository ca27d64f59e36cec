import * as http from 'node:http';
import type * as httpsModule from 'node:https';
import { createRequire } from 'node:module';
import { getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import type { Duplex } from 'node:stream';
import { hostname, portOf, servername } from './address.ts';
import { proxyOf, proxyOptions } from './proxy.ts';
import { certificateNames, certsFolders, type TlsOptions, tlsOptions } from './tls.ts';

const require = createRequire(import.meta.url);
/**
 * How long a connection to one of a host's addresses may take before the next is tried, in milliseconds. Node's 250 ms
 * give up on every distant host whose other address family has no route (node#54359).
 */
const ADDRESS_MS = 2500;

type Create = (options: http.ClientRequestArgs, callback: (error: Error | null, socket: Duplex) => void) => Duplex;

/** The keep-alive connections of a run: an agent for each origin, with its proxy and certificates. */
export class Connections {
  private readonly agents = new Map<string, http.Agent>();
  private readonly preconnected = new Map<string, Duplex[]>();
  private readonly env: NodeJS.ProcessEnv;

  /** @param env gives the proxies and the home folder with its certificates */
  constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
    // for connections to a proxy, too
    setDefaultAutoSelectFamilyAttemptTimeout(Math.max(ADDRESS_MS, getDefaultAutoSelectFamilyAttemptTimeout()));
  }

  /**
   * Opens connections in advance, because over TLS each takes two round trips. Does nothing behind a proxy.
   * @param origin as `https://host:port`
   * @param count the number of connections to have, including open ones
   * @param registry the registry whose certificates apply
   */
  open(origin: URL, count: number, registry?: string): void {
    let agent: http.Agent;
    try {
      if (proxyOf(origin, this.env)) return;
      agent = this.agentFor(origin, registry);
    } catch {
      // the first request reports the error
      return;
    }
    const { secureContext } = (agent as http.Agent & { options: TlsOptions }).options;
    const create = Object.getPrototypeOf(agent).createConnection as Create;
    const preconnected = this.preconnectedTo(origin);
    for (let open = preconnected.length + connectionsOf(agent); open < count; open++) {
      const options = { host: hostname(origin), port: portOf(origin), servername: servername(origin), keepAlive: true };
      const socket = create.call(agent, { ...options, secureContext } as http.ClientRequestArgs, () => {});
      if (!socket) return;
      socket.on('error', () => drop(preconnected, socket));
      socket.on('close', () => drop(preconnected, socket));
      preconnected.push(socket);
    }
  }

  /**
   * Returns the agent for a URL, always the same one for an origin.
   * @throws INPUT_INVALID when the proxy or a certificate file is not valid
   */
  agentFor(url: URL, registry?: string): http.Agent {
    let agent = this.agents.get(url.origin);
    if (!agent) {
      const options = {
        keepAlive: true,
        maxSockets: 64,
        scheduling: 'lifo',
        ...proxyOptions(url, this.env),
      } as http.AgentOptions;
      agent = url.protocol === 'https:' ? this.secure(url, registry, options) : new http.Agent(options);
      this.agents.set(url.origin, agent);
      this.takePreconnectedFirst(agent, url);
    }
    return agent;
  }

  /** Returns an agent for HTTPS. Reads certs.d, so once per origin, and never for plain HTTP. */
  private secure(url: URL, registry: string | undefined, options: http.AgentOptions): http.Agent {
    const tls = tlsOptions(certificateNames(url, registry), certsFolders(this.env));
    return new (https().Agent)({ ...options, ...tls });
  }

  private takePreconnectedFirst(agent: http.Agent, url: URL): void {
    const preconnected = this.preconnectedTo(url);
    const create = Object.getPrototypeOf(agent).createConnection as Create;
    const taking: Create = (options, callback) => {
      const ready = preconnected.shift();
      return ready && !ready.destroyed ? ready : create.call(agent, options, callback);
    };
    Object.assign(agent, { createConnection: taking });
  }

  private preconnectedTo(url: URL): Duplex[] {
    const preconnected = this.preconnected.get(url.origin) ?? [];
    this.preconnected.set(url.origin, preconnected);
    return preconnected;
  }
}

/** Returns Node's module for HTTPS, loaded on first use: TLS takes some milliseconds, and plain HTTP does not need it. */
export function https(): typeof httpsModule {
  return require('node:https') as typeof httpsModule;
}

function connectionsOf({ sockets, freeSockets }: http.Agent): number {
  return [...Object.values(sockets), ...Object.values(freeSockets)].reduce((sum, all) => sum + (all?.length ?? 0), 0);
}

function drop(preconnected: Duplex[], socket: Duplex): void {
  const at = preconnected.indexOf(socket);
  if (at >= 0) preconnected.splice(at, 1);
}
