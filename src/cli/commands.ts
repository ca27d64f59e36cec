import { COMMON_INPUTS, MODE_TABLE } from '../request/modes.ts';
import type { Mode } from '../request/request.ts';
import { FLAGS, NO_FLAGS, type OwnFlagName } from './flags.ts';

/** One command of the command line. */
export interface CommandRow {
  /** the mode of the action that it runs; null where it runs none */
  readonly mode: Mode | null;
  /** what a command does that runs no mode, or not always */
  readonly does?: 'complete' | 'check';
  /** what it shows: only for commands that read */
  readonly shows?: 'status' | 'history' | 'diff' | 'board' | 'gates';
  /** its arguments, as commander writes them */
  readonly args: string;
  readonly summary: string;
  /** the flags of its own */
  readonly own: readonly OwnFlagName[];
  /** the inputs that are flags, where not all of its mode are */
  readonly inputs?: readonly string[];
  readonly examples: readonly string[];
}

const READING: readonly OwnFlagName[] = ['json', 'password-stdin', 'debug'];
const WRITING: readonly OwnFlagName[] = ['json', 'yes', 'password-stdin', 'debug'];
const CONNECTION = ['image', 'policy', 'plain-http', 'username'];

/** All commands, in the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandRow>> = {
  status: {
    ...{ mode: 'status', shows: 'status', args: '[image...]', own: READING },
    summary: 'Show what is live in each environment',
    examples: ['status ghcr.io/acme/shop', 'status ghcr.io/acme/shop --version 1.4.2'],
  },
  history: {
    ...{ mode: 'status', shows: 'history', args: '<env> [image...]', own: [...READING, 'limit', 'since'] },
    inputs: CONNECTION,
    summary: 'Show who moved an environment, when and why, newest first',
    examples: ['history prod ghcr.io/acme/shop --limit 10', 'history prod ghcr.io/acme/shop --since 7d'],
  },
  diff: {
    ...{ mode: 'status', shows: 'diff', args: '<env> <other> [image...]', own: READING },
    inputs: CONNECTION,
    summary: 'Show which images differ between two environments',
    examples: ['diff staging prod ghcr.io/acme/shop ghcr.io/acme/cart'],
  },
  build: {
    ...{ mode: 'build', args: '[image]', own: WRITING },
    summary: 'Build the checked-out commit once, push and tag it',
    examples: ['build ghcr.io/acme/shop --environment dev', 'build ghcr.io/acme/shop --version 1.4.2 --latest'],
  },
  promote: {
    ...{ mode: 'promote', args: '<env> [image...]', own: WRITING },
    summary: 'Set an environment to an existing image',
    examples: [
      'promote staging ghcr.io/acme/shop --version 1.4.2',
      'promote prod ghcr.io/acme/shop --from staging --environments dev,staging,prod',
    ],
  },
  rollback: {
    ...{ mode: 'rollback', args: '<env> [image...]', own: WRITING },
    summary: 'Set an environment back to the previous image',
    examples: [
      'rollback prod ghcr.io/acme/shop --reason "checkout is slow"',
      'rollback prod ghcr.io/acme/shop --version 1.4.1',
    ],
  },
  hold: {
    ...{ mode: 'hold', args: '<env> [image...]', own: WRITING },
    summary: 'Put an environment on hold: nothing is promoted to it',
    examples: ['hold prod ghcr.io/acme/shop --reason "sale until Monday" --until 48h'],
  },
  resume: {
    ...{ mode: 'resume', args: '<env> [image...]', own: WRITING },
    summary: 'End the hold of an environment',
    examples: ['resume prod ghcr.io/acme/shop --reason "the sale is over"'],
  },
  mark: {
    ...{ mode: 'mark', args: '<env> [image...]', own: WRITING },
    summary: 'Mark the live image, or --version, as verified, blocked or cleared',
    examples: ['mark staging ghcr.io/acme/shop --as verified --reason "smoke tests passed"'],
  },
  check: {
    ...{ mode: 'promote', does: 'check', shows: 'gates', args: '[image...]', own: READING },
    inputs: ['version', 'from', 'allow', 'sha-length', ...CONNECTION],
    summary: 'Show what the gates of all stages say of an image; without one check the policy file',
    examples: ['check', 'check ghcr.io/acme/shop --version 1.4.2', 'check --from staging'],
  },
  board: {
    ...{ mode: 'status', shows: 'board', args: '[image...]', own: [...READING, 'out'] },
    summary: 'Write a page that shows what is live where',
    examples: ['board ghcr.io/acme/shop ghcr.io/acme/cart --out public'],
  },
  completion: {
    ...{ mode: null, does: 'complete', args: '<shell>', own: [], inputs: [] },
    summary: 'Print a completion script for bash, zsh or fish',
    examples: ['completion bash > ~/.local/share/bash-completion/completions/build-once-promote'],
  },
};

/** The inputs that are flags of a command. */
export function inputsOf({ mode, inputs, args }: CommandRow): string[] {
  const known = mode === null ? (inputs ?? []) : [...MODE_TABLE[mode].inputs, ...COMMON_INPUTS];
  const isArgument = (name: string): boolean => name === 'environment' && args.startsWith('<env>');
  return (inputs ?? known).filter(
    (name) => known.includes(name) && name in FLAGS && !NO_FLAGS.includes(name) && !isArgument(name),
  );
}
