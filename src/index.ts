import { asActionError } from './errors.ts';
import { watchSignals } from './github/cancellation.ts';
import { readCheckout } from './github/checkout.ts';
import { readContext } from './github/context.ts';
import { getInputFrom } from './request/input-reader.ts';
import { readInputs } from './request/inputs.ts';
import { deferredReporter } from './util/deferred-reporter.ts';
import { readSmallFile } from './util/small-file.ts';
import { passwordsIn } from './util/user-info.ts';
import { makeRegistry, sendFirst } from './world.ts';

/** Inputs that name images, or where a reference may be written by mistake: a user may write credentials before a host. */
const REFERENCE_INPUTS = [
  ...['image', 'destination', 'tags', 'environment-tags', 'version', 'from', 'environment', 'environments'],
  ...['sha', 'digest', 'cache-from', 'cache-to'],
];
/** How long the output of a cancelled job may take to be read, in milliseconds. */
const FLUSH_MS = 200;

/** the exit code; null until the run has ended */
let exitCode: number | null = null;

// loaded after the first request has been sent
const loadMain = () => import('./main.ts');
const loadCommands = () => import('./github/commands.ts');

async function start(env: NodeJS.ProcessEnv): Promise<number> {
  const get = getInputFrom(env);
  const mode = get('mode');
  const { reporter, attach } = deferredReporter(async () => (await loadCommands()).actionsReporter(env));
  // before anything is reported: another input may contain one of these secrets
  for (const secret of [get('password'), get('github-token')]) if (secret !== '') reporter.mask(secret);
  for (const name of REFERENCE_INPUTS) for (const secret of passwordsIn(get(name))) reporter.mask(secret);
  const fail = async (error: unknown, known?: Record<string, string>): Promise<number> => {
    const main = await loadMain();
    return main.fail(mode || 'the run', asActionError(error), reporter, known);
  };
  const cancel = watchSignals((error) => {
    // everything is reported; only reading the output takes time
    if (exitCode !== null) return void exitAfterFlush(exitCode, FLUSH_MS);
    // the run does not end by itself: what it has changed is unknown
    void fail(error, {}).then((code) => exitAfterFlush(code, FLUSH_MS));
  });
  try {
    const context = readContext(env);
    const place = { workspace: context.workspace, context: get('context') };
    const found = mode === 'build' ? await readCheckout(place, env) : { checkout: null, problem: null };
    const request = readInputs(get, context, {
      checkout: found.checkout,
      checkoutProblem: found.problem,
      readFile: readSmallFile,
    });
    const { registry, sent, retryBudget } = makeRegistry(request, env, cancel, reporter.mask, reporter.debug);
    // loading blocks the process, so the first request is sent before; a slow connection is waited for 5 ms at most
    if (sendFirst(request, registry)) await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 5))]);
    const main = await loadMain();
    const running = main.run(request, { registry, retryBudget, cancel, env }, reporter);
    // the largest module is loaded while waiting for the first response
    await Promise.race([sent, running]);
    await attach();
    return await running;
  } catch (error) {
    return fail(error);
  }
}

/**
 * Ends the process when all its output has been read. Otherwise the last lines, which have the error, could be lost in a
 * full pipe.
 * @param limit how long to wait for that, in milliseconds; null for no limit
 */
async function exitAfterFlush(code: number, limit: number | null = null): Promise<void> {
  if (limit !== null) setTimeout(() => process.exit(code), limit);
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(code);
}

// a run does not stop between two writes because nobody reads its log
process.stdout.on('error', () => {});
exitCode = await start(process.env);
await exitAfterFlush(exitCode);
