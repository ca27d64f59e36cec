import type { ErrorCode } from '../../../src/errors.ts';
import { keyOf, type Lie } from '../registries/lying-registry.ts';
import type { Seen } from '../registries/scripted-server.ts';
import { type Hosts, SECRETS, TOKEN } from './hostile-hosts.ts';
import { NEXT } from './lying-runs.ts';

/** A malicious response to a run in a process of its own, and the expected result. */
export interface ProcessLie {
  name: string;
  hosts: Hosts;
  /** null if it is harmless and the run succeeds */
  code: ErrorCode | null;
  /** other than a promotion */
  inputs?: Record<string, string>;
  /** what the message says */
  says?: string;
  /** the attempted writes, in order, if the response is to a write */
  writes?: string[];
  /** the hosts that the proxy may be asked for in addition to the registry and the token server */
  alsoAsked?: string[];
}

/** All secrets in one line, for a server that echoes them. */
export const ECHO = SECRETS.join(' ');
/** The same before there is a token. */
export const ECHO_LOGIN = SECRETS.filter((secret) => secret !== TOKEN).join(' ');

export const brackets = (count: number): string => '['.repeat(count) + ']'.repeat(count);

export const isToken = ({ headers }: Seen): boolean => headers.authorization === `Bearer ${TOKEN}`;

export const TAG = `git-${NEXT.slice(0, 7)}`;
export const PROMOTE = { mode: 'promote', environment: 'prod', version: TAG };

/** The registry's response to one read with the token. */
export function registry(key: string, reply: Lie): Hosts {
  return {
    'registry.example': (request, truth) =>
      isToken(request) && keyOf(request) === key ? reply(request, truth) : undefined,
  };
}
