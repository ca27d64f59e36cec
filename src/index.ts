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

/** The inputs that name images: a user may write credentials before a host. */
const IMAGE_INPUTS = ['image', 'destination', 'tags', 'environment-tags'];
/** How long the output of a cancelled job may take to be read, in milliseconds. */
const FLUSH_MS = 200;

/** null until the run has ended */
let exitCode: number | null = null;

// what is not needed for the first request is loaded while that is on its way
const loadMain = () => import('./main.ts');
const loadCommands = () => import('./github/commands.ts');

async function start(env: NodeJS.ProcessEnv): Promise<number> {
  const get = getInputFrom(env);
  const mode = get('mode');
  const { reporter, attach } = deferredReporter(async () => (await loadCommands()).actionsReporter(env));
  // the inputs' own secrets first: another input may contain one of them
  for (const secret of [get('password'), get('github-token')]) if (secret !== '') reporter.mask(secret);
  for (const name of IMAGE_INPUTS) for (const secret of passwordsIn(get(name))) reporter.mask(secret);
  const fail = async (error: unknown, known?: Record<string, string>): Promise<number> => {
    const main = await loadMain();
    return main.fail(mode || 'the run', asActionError(error), reporter, known);
  };
  const cancel = watchSignals((error) => {
    // all is reported, and only its reader is late
    if (exitCode !== null) return void exitAfterFlush(exitCode, FLUSH_MS);
    // something hangs: what it has changed by now is unknown
    void fail(error, {}).then((code) => exitAfterFlush(code, FLUSH_MS));
  });
  try {
    const context = readContext(env);
    const checkout = mode === 'build' ? await readCheckout(context.workspace, env) : null;
    const request = readInputs(get, context, { checkout, readFile: readSmallFile });
    const { registry, sent, retryBudget } = makeRegistry(request, env, cancel, reporter.mask, reporter.debug);
    // loading keeps the process busy: the first request is sent before, or, where connecting takes long, meanwhile
    if (sendFirst(request, registry)) await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 5))]);
    const main = await loadMain();
    const running = main.run(request, { registry, retryBudget, cancel, env }, reporter);
    // the largest part is loaded while the first answer is awaited
    await Promise.race([sent, running]);
    await attach();
    return await running;
  } catch (error) {
    return fail(error);
  }
}

/**
 * Ends the process when all its output has been read: what a full pipe does not take yet would be lost, and the error
 * comes last.
 * @param limit how long that may take, in milliseconds; null without a limit
 */
async function exitAfterFlush(code: number, limit: number | null = null): Promise<void> {
  if (limit !== null) setTimeout(() => process.exit(code), limit);
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(code);
}

// a log that is not read any more is no reason to end between two writes
process.stdout.on('error', () => {});
exitCode = await start(process.env);
await exitAfterFlush(exitCode);
