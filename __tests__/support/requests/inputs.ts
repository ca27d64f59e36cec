import type { ActionError } from '../../../src/errors.ts';
import type { Checkout } from '../../../src/github/checkout.ts';
import type { Context } from '../../../src/github/context.ts';
import { readInputs } from '../../../src/request/inputs.ts';
import type { Mode, Request } from '../../../src/request/request.ts';
import { readSmallFile } from '../../../src/util/small-file.ts';
import { refusalOf } from './refusals.ts';

export const COMMIT = 'abcdef0123456789abcdef0123456789abcdef01';

/** A push of main; change what matters. */
export function context(given: Partial<Context> = {}): Context {
  return {
    event: 'push',
    branch: 'main',
    workflowCommit: null,
    gitTag: null,
    commit: COMMIT,
    release: null,
    untrusted: null,
    repository: 'acme/app',
    server: 'https://github.com',
    source: 'https://github.com/acme/app',
    actor: 'ada',
    run: 'https://github.com/acme/app/actions/runs/1/attempts/1',
    workspace: '/workspace',
    ...given,
  };
}

/** The required inputs of each mode. */
const LEAST: Record<Mode, Record<string, string>> = {
  build: {},
  promote: { environment: 'prod', version: '1.2.3' },
  rollback: { environment: 'prod' },
  status: {},
  hold: { environment: 'prod', reason: 'incident' },
  resume: { environment: 'prod', reason: 'fixed' },
  mark: { environment: 'prod', reason: 'tested', as: 'verified' },
};

interface Surroundings {
  context?: Partial<Context>;
  checkout?: Checkout | null;
  readFile?: (path: string) => string;
}

type Of<M extends Mode> = Extract<Request, { mode: M }>;

/** Reads the request of a mode with these inputs in addition to the required ones; an empty input removes a default. */
export function request<M extends Mode>(mode: M, given: Record<string, string> = {}, around: Surroundings = {}): Of<M> {
  const inputs: Record<string, string> = { mode, image: 'ghcr.io/acme/app', ...LEAST[mode], ...given };
  const read = readInputs((name) => (inputs[name] ?? '').trim(), context(around.context), {
    checkout: around.checkout ?? null,
    readFile: around.readFile ?? readSmallFile,
  });
  return read as Of<M>;
}

/** Returns the error that a mode with these inputs is refused with. */
export function refusal(mode: Mode, given: Record<string, string>, around: Surroundings = {}): ActionError {
  return refusalOf(() => request(mode, given, around));
}
