import { watchSignals } from './cancel.ts';
import { readContext } from './context.ts';
import { asActionError } from './errors.ts';
import { readCheckout } from './git.ts';
import { getInputFrom } from './input-reader.ts';
import { readInputs } from './inputs.ts';
import { makeRegistry, sendFirst } from './world.ts';

// what is not needed for the first request is loaded while that is on its way
const later = () => import('./main.ts');

async function start(env: NodeJS.ProcessEnv): Promise<number> {
  const get = getInputFrom(env);
  const mode = get('mode');
  const pending: string[] = [];
  const traced: string[] = [];
  let mask = (secret: string): void => void pending.push(secret);
  let trace = (line: string): void => void traced.push(line);
  const cancel = watchSignals(
    (error) => void later().then(async (main) => process.exit(await main.failed(mode, error))),
  );
  try {
    const context = readContext(env);
    const request = readInputs(get, context, mode === 'build' ? await readCheckout(context.workspace, env) : null);
    const { registry, sent, trouble } = makeRegistry(
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
    const { credential, githubToken } = request;
    for (const secret of [credential?.password, githubToken, ...pending]) if (secret) log.mask(secret);
    for (const line of traced) log.debug(line);
    mask = log.mask;
    trace = log.debug;
    return await main.run({ request, registry, trouble, cancel, env });
  } catch (error) {
    const main = await later();
    return main.failed(mode || 'the run', asActionError(error));
  }
}

process.exit(await start(process.env));
