import { asActionError } from './errors.ts';
import { watchSignals } from './github/cancellation.ts';
import type { Context } from './github/context.ts';
import type { Hooks } from './main.ts';
import { loadPolicy } from './policy/load.ts';
import type { GetInput } from './request/input-reader.ts';
import { readInputs } from './request/inputs.ts';
import type { Surroundings } from './request/modes.ts';
import type { Request } from './request/request.ts';
import type { Cancellation } from './util/cancellation.ts';
import { deferredReporter } from './util/deferred-reporter.ts';
import type { Reporter } from './util/reporter.ts';
import { readSmallBytes, readSmallFile } from './util/small-file.ts';
import { passwordsIn } from './util/user-info.ts';
import { makeRegistry, sendFirst } from './world.ts';

/** Inputs that name images, or where a reference may be written by mistake: a user may write credentials before a host. */
const REFERENCE_INPUTS = [
  ...['image', 'destination', 'tags', 'environment-tags', 'version', 'from', 'environment', 'environments'],
  ...['sha', 'digest', 'cache-from', 'cache-to'],
];
/** How long the output of a cancelled run may take to be read, in milliseconds. */
const FLUSH_MS = 200;

/** Where a run comes from and where it is reported: the action or the command line. */
export interface Face {
  readonly env: NodeJS.ProcessEnv;
  readonly get: GetInput;
  readonly readContext: () => Context;
  /** loaded after the first request has been sent */
  readonly loadReporter: () => Promise<Reporter>;
  /** a policy that was loaded already is not read again */
  readonly surroundings?: Pick<Surroundings, 'isPageAnywhere' | 'policy'>;
  /** called before anything is sent; may throw */
  readonly hooks?: (request: Request, cancel: Cancellation) => Hooks;
  /**
   * Called when a run has ended, before the process does.
   * @param exitCode that of the run
   * @returns the exit code of the process
   */
  readonly end?: (exitCode: number, cancel: Cancellation) => Promise<number>;
}

// loaded after the first request has been sent
const loadMain = () => import('./main.ts');

/** Reads the request, runs it, reports it, and ends the process. */
export async function start(face: Face): Promise<never> {
  // a run does not stop between two writes because its log is no longer read
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  /** null until the run has ended */
  let ended: number | null = null;
  const { reporter, attach } = deferredReporter(face.loadReporter);
  const fail = async (error: unknown, known?: Record<string, string>): Promise<number> => {
    const main = await loadMain();
    return main.fail(face.get('mode') || 'the run', asActionError(error), reporter, known);
  };
  const end = async (code: number): Promise<number> => (face.end ? face.end(code, cancel) : code);
  const cancel = watchSignals((error) => {
    // everything is reported; only reading the output takes time
    if (ended !== null) return void exitAfterFlush(ended, FLUSH_MS);
    // the run does not end by itself: what it has changed is unknown
    void fail(error, {}).then(async (code) => exitAfterFlush(await end(code), FLUSH_MS));
  });
  ended = await end(await runRequest(face, cancel, reporter, attach).catch(fail));
  return exitAfterFlush(ended);
}

async function runRequest(
  { env, get, readContext, surroundings, hooks }: Face,
  cancel: ReturnType<typeof watchSignals>,
  reporter: Reporter,
  attach: () => Promise<void>,
): Promise<number> {
  // before anything is reported: another input may contain one of these secrets
  for (const secret of [get('password'), get('github-token')]) if (secret !== '') reporter.mask(secret);
  for (const name of REFERENCE_INPUTS) for (const secret of passwordsIn(get(name))) reporter.mask(secret);
  const context = readContext();
  const place = { workspace: context.workspace, context: get('context') };
  const found =
    get('mode') === 'build'
      ? await (await import('./github/checkout.ts')).readCheckout(place, env)
      : { checkout: null, problem: null };
  const policy = get('policy');
  const request = readInputs(get, context, {
    ...surroundings,
    policy:
      surroundings?.policy ?? (policy === '' ? null : await loadPolicy(policy, context.workspace, readSmallBytes)),
    checkout: found.checkout,
    checkoutProblem: found.problem,
    readFile: readSmallFile,
  });
  const added = hooks?.(request, cancel);
  const { registry, sent, retryBudget } = makeRegistry(request, env, cancel, reporter.mask, reporter.debug);
  // loading blocks the process, so the first request is sent before
  if (sendFirst(request, registry)) await Promise.race([sent, connecting()]);
  const main = await loadMain();
  const running = main.run(request, { registry, retryBudget, cancel, env }, reporter, added);
  // the largest module is loaded while waiting for the first response
  await Promise.race([sent, running]);
  await attach();
  return running;
}

/**
 * Resolves when a slow connection has been waited for long enough: 5 ms after this turn of the event loop, in which the
 * request is prepared.
 */
async function connecting(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 5));
}

/**
 * Ends the process when all its output has been read. Otherwise the last lines, which have the error, could be lost in a
 * full pipe.
 * @param limit how long to wait for that, in milliseconds; null for no limit
 */
async function exitAfterFlush(code: number, limit: number | null = null): Promise<never> {
  if (limit !== null) setTimeout(() => process.exit(code), limit);
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))),
  );
  process.exit(code);
}
