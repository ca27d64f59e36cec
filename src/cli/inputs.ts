import { ActionError } from '../errors.ts';
import type { GetInput } from '../request/input-reader.ts';
import { didYouMean } from '../util/nearest.ts';
import type { Parsed } from './arguments.ts';
import { secretsFrom } from './secrets.ts';

/** What the inputs come from besides the arguments. */
export interface InputSources {
  readonly env: NodeJS.ProcessEnv;
  /** read from stdin with --password-stdin; null without */
  readonly password: string | null;
  readonly readFile: (path: string) => string;
  /** the policy file that is used where none is named; null where there is none */
  readonly policy: string | null;
  /** the environment that a check asks about; null for other commands */
  readonly checked?: string | null;
}

/**
 * Returns the reader of the inputs that the arguments and the environment set.
 * @throws INPUT_INVALID where the secrets of a build cannot be read
 */
export function getInputs(
  { command, inputs, positional, own }: Parsed,
  { env, password, readFile, policy, checked = null }: InputSources,
): GetInput {
  const secrets = inputs.get('secrets');
  const values = new Map<string, string>([
    ...inputs,
    ...(secrets === undefined ? [] : [['secrets', secretsFrom(secrets, env, readFile)] as const]),
    ...(password === null ? [] : [['password', password] as const]),
    ['mode', command.mode ?? ''],
    ['github-token', env.GH_TOKEN || env.GITHUB_TOKEN || ''],
  ]);
  const [first, second] = positional;
  const usesPolicy = !values.has('policy') && !values.has('environments') && command.mode !== null;
  if (policy !== null && usesPolicy) values.set('policy', policy);
  const reads = command.shows === 'history' || command.shows === 'diff';
  if (command.shows === 'diff' && first === second)
    throw new ActionError('INPUT_INVALID', `expected two environments to compare, got "${first}" twice.`);
  if (!reads && first !== undefined) values.set('environment', first);
  // a policy has all stages
  if (reads && !values.has('policy')) values.set('environments', [first, second].filter(Boolean).join('\n'));
  if (checked !== null) values.set('environment', checked).set('dry-run', 'true');
  const out = own.get('out');
  if (out?.trim() === '') throw new ActionError('INPUT_INVALID', 'out: expected a folder, got an empty string.');
  if (out !== undefined) values.set('page', out);
  // a variable of a script that is not set
  if (positional.some((name) => name.trim() === ''))
    throw new ActionError('INPUT_INVALID', 'expected the name of an environment, got an empty string.');
  return (name) => (values.get(name) ?? '').trim();
}

/** Which events of a history are shown. */
export interface EventFilter {
  readonly limit: number;
  /** milliseconds since the epoch */
  readonly since: number;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Reads `--limit` and `--since`.
 * @param now milliseconds since the epoch
 * @throws INPUT_INVALID
 */
export function readFilter({ own }: Pick<Parsed, 'own'>, now: number): EventFilter {
  const limit = own.get('limit');
  const since = own.get('since');
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit))
    throw new ActionError('INPUT_INVALID', `limit: expected a whole number from 1, got "${limit}".`);
  return {
    limit: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
    since: since === undefined ? Number.NEGATIVE_INFINITY : readSince(since, now),
  };
}

function readSince(text: string, now: number): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (UNITS[unit] ?? 0) * 1000;
  const time = /^\d{4}-\d\d-\d\d(T.*)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new ActionError(
      'INPUT_INVALID',
      `since: expected a date (2026-01-31), a time (2026-01-31T09:00:00Z) or a duration (90m, 12h, 7d), got "${text}".`,
    );
  return time;
}

/** Returns the shell of `completion`. @throws INPUT_INVALID */
export function readShell<T extends string>(text: string, shells: readonly T[]): T {
  const shell = shells.find((each) => each === text);
  if (shell !== undefined) return shell;
  throw new ActionError(
    'INPUT_INVALID',
    `Unknown shell "${text}".${didYouMean(text, shells)} Known: ${shells.join(', ')}.`,
  );
}
