import { asActionError } from './errors.ts';
import { watchSignals } from './github/cancellation.ts';
import { readCheckout } from './github/checkout.ts';
import { readContext } from './github/context.ts';
import { getInputFrom } from './request/input-reader.ts';
import { readInputs } from './request/inputs.ts';
import { makeRegistry, sendFirst } from './world.ts';

/** How long flushing the output of a cancelled job may take, in milliseconds. */
const FLUSH_MS = 200;

/** null until the run has ended */
let exitCode: number | null = null;

// what the first request does not need is loaded while it is in flight
const loadMain = () => import('./main.ts');

async function start(env: NodeJS.ProcessEnv): Promise<number> {
  const get = getInputFrom(env);
  const mode = get('mode');
  // mask secret inputs first: another input may contain one of them
  const pending = [get('password'), get('github-token')].filter((secret) => secret !== '');
  const traced: string[] = [];
  let mask = (secret: string): void => void pending.push(secret);
  let trace = (line: string): void => void traced.push(line);
  const loadReporter = async () => {
    const main = await loadMain();
    const reporter = main.actionsReporter(env);
    for (const secret of pending.splice(0)) reporter.mask(secret);
    for (const line of traced.splice(0)) reporter.debug(line);
    mask = reporter.mask;
    trace = reporter.debug;
    return { main, reporter };
  };
  const cancel = watchSignals((error) => {
    // everything is reported; only the reader of the pipe is late
    if (exitCode !== null) return void exitAfterFlush(exitCode, FLUSH_MS);
    // something hangs: which writes were completed is unknown
    void loadReporter().then(async ({ main, reporter }) =>
      exitAfterFlush(await main.fail(mode, error, reporter, {}), FLUSH_MS),
    );
  });
  try {
    const context = readContext(env);
    const request = readInputs(get, context, mode === 'build' ? await readCheckout(context.workspace, env) : null);
    const { registry, sent, retryBudget } = makeRegistry(
      request,
      env,
      cancel,
      (secret) => mask(secret),
      (line) => trace(line),
    );
    // loading blocks the event loop: send the first request before it, unless connecting takes longer than 5 ms
    if (sendFirst(request, registry)) await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 5))]);
    const { main, reporter } = await loadReporter();
    return await main.run(request, { registry, retryBudget, cancel, env }, reporter);
  } catch (error) {
    const { main, reporter } = await loadReporter();
    return main.fail(mode || 'the run', asActionError(error), reporter);
  }
}

/**
 * Ends the process after its output is flushed: what a full pipe has not accepted would be lost, and the error is last.
 * @param limit the longest that flushing may take, in milliseconds; null for no limit
 */
async function exitAfterFlush(code: number, limit: number | null = null): Promise<void> {
  if (limit !== null) setTimeout(() => process.exit(code), limit);
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(code);
}

// a closed log must not end the process between two writes
process.stdout.on('error', () => {});
exitCode = await start(process.env);
await exitAfterFlush(exitCode);
