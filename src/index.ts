import { readContext } from './github/context.ts';
import { getInputFrom } from './request/input-reader.ts';
import { start } from './start.ts';

const { env } = process;

await start({
  env,
  get: getInputFrom(env),
  readContext: () => readContext(env),
  loadReporter: async () => (await import('./github/commands.ts')).actionsReporter(env),
});
