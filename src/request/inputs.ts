import { mergeErrors } from '../errors.ts';
import type { Context } from '../github/context.ts';
import { readCommon } from './common.ts';
import { type GetInput, InputReader } from './input-reader.ts';
import { COMMON_INPUTS, MODE_TABLE, type Surroundings } from './modes.ts';
import { MODES, type Mode, type Request } from './request.ts';

/** The defaults in action.yml, which the runner fills in where an input was not given. */
const DEFAULTS: Record<string, string> = {
  context: '.',
  latest: 'false',
  'environment-tags': '{{environment}}',
  transport: 'registry',
  with: 'all',
  pull: 'false',
  'no-cache': 'false',
  deployment: 'false',
  records: 'false',
  hold: 'false',
};

/**
 * Reads all inputs into the request of this run.
 * @param get reads one input
 * @throws INPUT_INVALID with every problem of the inputs, before any request goes out
 */
export function readInputs(get: GetInput, context: Context, surroundings: Surroundings): Request {
  const input = new InputReader(get);
  if (!input.text('mode')) input.problem(`mode is missing. Known: ${MODES.join(', ')}.`);
  const mode = input.choice('mode', MODES, 'status');
  readPolicy(input, surroundings);
  const common = readCommon(mode, input, context, ignoredInputs(mode, input));
  const request = MODE_TABLE[mode].read(input, common, surroundings);
  const refusal = input.refusal();
  if (refusal) throw refusal;
  return request;
}

/** Takes the policy over, or its problems. It has the stages, so `environments` beside it could only contradict it. */
function readPolicy(input: InputReader, { policy = null }: Surroundings): void {
  if (input.text('policy') === null || policy === null) return;
  if (input.text('environments') !== null)
    input.problem('Use either environments or policy, not both: the policy has the stages.');
  if ('stages' in policy) input.policy = policy;
  // without its stages and images other inputs would seem to be wrong
  else throw mergeErrors(policy);
}

/** Whether an input has a value other than its default. */
function isUsed(input: InputReader, name: string): boolean {
  const value = input.text(name);
  if (value === null) return false;
  // a boolean has several spellings
  return value !== DEFAULTS[name] && !(DEFAULTS[name] === 'false' && ['False', 'FALSE'].includes(value));
}

/** The inputs that were given, but that the mode does not use. */
function ignoredInputs(mode: Mode, input: InputReader): string[] {
  const others = new Set(Object.values(MODE_TABLE).flatMap(({ inputs }) => inputs));
  for (const name of [...COMMON_INPUTS, ...MODE_TABLE[mode].inputs]) others.delete(name);
  return [...others].filter((name) => isUsed(input, name));
}
