import { asActionError } from './errors.ts';
import { watchSignals } from './github/cancellation.ts';
import { readCheckout } from './github/checkout.ts';
import { readContext } from './github/context.ts';
import { getInputFrom } from './request/input-reader.ts';
import { readInputs } from './request/inputs.ts';
import { makeRegistry, sendFirst } from './world.ts';

/** What was printed may take so long to be read after a cancelled job's time is up, in milliseconds. */
const LAST_WORDS_MS = 200;

/** the exit code, once all is said */
let said: number | null = null;

// what is not needed for the first request is loaded while that is on its way
const later = () => import('./main.ts');

async function start(env: NodeJS.ProcessEnv): Promise<number> {
  const get = getInputFrom(env);
  const mode = get('mode');
  // the inputs' own first: an input may quote a secret of another
  const pending = [get('password'), get('github-token')].filter((secret) => secret !== '');
  const traced: string[] = [];
  let mask = (secret: string): void => void pending.push(secret);
  let trace = (line: string): void => void traced.push(line);
  const cancel = watchSignals((error) => {
    // all is said, and only its reader is late
    if (said !== null) return void leave(said, LAST_WORDS_MS);
    // something hangs: what it has changed by now, nobody can say
    void later().then(async (main) => leave(await main.failed(mode, error, {}), LAST_WORDS_MS));
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
    // loading keeps the process busy: the request goes out before, or, where the connection takes its time, meanwhile
    if (sendFirst(request, registry)) await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 5))]);
    const main = await later();
    const { log } = main;
    for (const secret of pending) log.mask(secret);
    for (const line of traced) log.debug(line);
    mask = log.mask;
    trace = log.debug;
    return await main.run({ request, registry, retryBudget, cancel, env });
  } catch (error) {
    const main = await later();
    for (const secret of pending) main.log.mask(secret);
    return main.failed(mode || 'the run', asActionError(error));
  }
}

/**
 * Ends the process when all that was printed has been read: what a full pipe does not take yet would be lost, the error
 * at the end of it first of all.
 * @param limit how long that may take, in milliseconds
 */
async function leave(code: number, limit: number | null = null): Promise<void> {
  if (limit !== null) setTimeout(() => process.exit(code), limit);
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(code);
}

// a log that nobody takes any more is no reason to end between two writes
process.stdout.on('error', () => {});
said = await start(process.env);
await leave(said);
