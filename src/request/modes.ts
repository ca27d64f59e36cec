import type { ActionError } from '../errors.ts';
import type { Checkout } from '../github/checkout.ts';
import type { Policy } from '../policy/policy.ts';
import { readBuild } from './build-inputs.ts';
import type { CommonInputs } from './common.ts';
import type { InputReader } from './input-reader.ts';
import { readPromote } from './read-promote.ts';
import { readHold, readMark, readResume } from './read-record.ts';
import { readRollback } from './read-rollback.ts';
import { readStatus } from './read-status.ts';
import type { Mode, Request } from './request.ts';

/** What reading a request needs besides its inputs. */
export interface Surroundings {
  /** what is checked out where the build's context is; only a build uses it */
  readonly checkout: Checkout | null;
  /** why the checkout cannot be read; null or missing if it is read, or there is none */
  readonly checkoutProblem?: string | null;
  /** reads the text of a file; throws an error with a `code` where it cannot be read */
  readonly readFile: (path: string) => string;
  /** whether `page` may be any folder: a user at a terminal may write where they like, a workflow in its workspace */
  readonly isPageAnywhere?: boolean;
  /** the policy file, or what is wrong with it; null or missing without one */
  readonly policy?: Policy | readonly ActionError[] | null;
}

/** One mode: its inputs, how they are read, and what its tokens may do. */
export interface ModeRow {
  /** the inputs that it takes besides those of every mode */
  readonly inputs: readonly string[];
  /** @returns the request; it counts only where the reader has no problem */
  readonly read: (input: InputReader, common: CommonInputs, surroundings: Surroundings) => Request;
  /** the access that tokens are requested for, in repositories that the run may write to; a dry run only pulls */
  readonly access: 'pull' | 'pull,push';
}

/** The inputs that every mode takes. */
export const COMMON_INPUTS: readonly string[] = [
  ...['mode', 'image', 'sha-length', 'dry-run', 'history', 'username', 'password', 'plain-http', 'github-token'],
  ...['environments', 'policy'],
];

const UPDATE_INPUTS = [
  ...['environment', 'environment-tags', 'allow', 'transport', 'deployment', 'environment-url', 'records'],
];
const DOCKER_INPUTS = [
  ...['context', 'file', 'target', 'platforms', 'build-args', 'secrets', 'labels', 'cache-from', 'cache-to'],
  ...['builder', 'pull', 'no-cache', 'provenance', 'sbom'],
];

/** All modes; `modes/table.ts` has how each gathers its facts and decides. */
export const MODE_TABLE: Record<Mode, ModeRow> = {
  build: {
    inputs: [
      ...UPDATE_INPUTS,
      ...DOCKER_INPUTS,
      ...['version', 'tag-prefix', 'sha', 'digest', 'push', 'tags', 'latest'],
    ],
    read: (input, common, { checkout, checkoutProblem = null }) =>
      readBuild(input, common, { checkout, problem: checkoutProblem }),
    access: 'pull,push',
  },
  promote: {
    inputs: [...UPDATE_INPUTS, 'version', 'from', 'from-file', 'reason', 'destination', 'with'],
    read: (input, common, { readFile }) => readPromote(input, common, readFile),
    access: 'pull,push',
  },
  rollback: {
    inputs: [...UPDATE_INPUTS, 'version', 'reason', 'hold', 'until', 'expect'],
    read: (input, common, { readFile }) => readRollback(input, common, readFile),
    access: 'pull,push',
  },
  status: {
    inputs: ['version', 'page'],
    read: (input, common, { isPageAnywhere }) => readStatus(input, common, isPageAnywhere),
    access: 'pull',
  },
  hold: { inputs: ['environment', 'reason', 'until'], read: readHold, access: 'pull,push' },
  resume: { inputs: ['environment', 'reason'], read: readResume, access: 'pull,push' },
  mark: { inputs: ['environment', 'reason', 'version', 'as'], read: readMark, access: 'pull,push' },
};
