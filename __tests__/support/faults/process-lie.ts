import type { ErrorCode } from '../../../src/errors.ts';
import { keyOf, type Lie } from '../registries/lying-registry.ts';
import type { Seen } from '../registries/scripted-server.ts';
import { type Hosts, SECRETS, TOKEN } from './hostile-hosts.ts';
import { NEXT } from './lying-runs.ts';

/** One lie that a run as a process is told, and what it ends with. */
export interface ProcessLie {
  name: string;
  hosts: Hosts;
  /** null where it is harmless, so that the run does what it was asked for */
  code: ErrorCode | null;
  /** other than a promotion */
  inputs?: Record<string, string>;
  /** what the message says */
  says?: string;
  /** what was tried to write, in order, where the lie is told to a write */
  writes?: string[];
  /** what the proxy may be asked for beside the registry and the token server */
  alsoAsked?: string[];
}

/** All secrets in one line, for a server that sends back what it was shown. */
export const ECHO = SECRETS.join(' ');
/** The same before there is a token. */
export const ECHO_LOGIN = SECRETS.filter((secret) => secret !== TOKEN).join(' ');

export const brackets = (count: number): string => '['.repeat(count) + ']'.repeat(count);

export const isToken = ({ headers }: Seen): boolean => headers.authorization === `Bearer ${TOKEN}`;

export const TAG = `git-${NEXT.slice(0, 7)}`;
export const PROMOTE = { mode: 'promote', environment: 'prod', version: TAG };

/** The registry's answer to one read, once it has been shown the token. */
export function registry(key: string, reply: Lie): Hosts {
  return {
    'registry.example': (request, truth) =>
      isToken(request) && keyOf(request) === key ? reply(request, truth) : undefined,
  };
}
