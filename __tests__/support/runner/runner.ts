import { type StdioOptions, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { parse } from 'yaml';
import { type Annotation, annotationsOf, masksOf, outputsOf } from './commands.ts';
import { until } from './shell.ts';

export const ROOT = resolve(import.meta.dirname, '../../..');

export interface RunOptions {
  /** The event's payload, written to GITHUB_EVENT_PATH. */
  event?: object;
  /** Over everything else; undefined takes a variable out. `dockerEnv()` goes here for what needs docker. */
  env?: Record<string, string | undefined>;
  /** GITHUB_WORKSPACE and working directory; by default an empty folder. */
  workspace?: string;
  /** Called with the process's id as soon as it runs. */
  onStart?: (pid: number) => void;
  /**
   * Sent when the promise resolves, and once more after so many milliseconds; where it rejects, nothing is sent.
   * `noticed` is called when the run has received it.
   */
  kill?: { signal: NodeJS.Signals; when: Promise<unknown>; againAfterMs?: number; noticed?: () => void };
  /** Counts the run's own time (see own-time.cjs); a run that gets SIGINT or SIGTERM has it counted in any case. */
  ownTime?: { isSteady?: boolean; stretch?: number };
  /** Its output is not read until this resolves, as by a busy runner. */
  unread?: Promise<unknown>;
  /** Its output pipe is closed, as after the runner's process has died. */
  deaf?: boolean;
  /** After this the process is killed and the promise rejects. By default only a run that hangs is. */
  timeoutMs?: number;
  /** Another script instead of dist/index.js. */
  entry?: string;
  /** Another action.yml; false fills in no defaults and knows no inputs. */
  metadata?: string | false;
}

export interface RunResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  outputs: Record<string, string>;
  summary: string;
  /** Errors, warnings and notices, unescaped, in order. */
  annotations: Annotation[];
  /** Values given to add-mask. */
  masks: string[];
  /** From the start of the process to its end, in milliseconds: for the benchmark. */
  durationMs: number;
  /** How long it waited by its own timers, in milliseconds, and its CPU time; only where its own time is counted. */
  waitedMs?: number;
  cpuMs?: number;
  /** The part of the former from the signal until the end; only where one was received. */
  endedAfterMs?: number;
}

/** For what hangs, in milliseconds: how long a run takes depends on the machine. */
const HANGS_MS = 300_000;

/** The same on every run, so that tests can name them. */
export const SHA = '1'.repeat(40);
export const GITHUB = {
  GITHUB_ACTIONS: 'true',
  CI: 'true',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_SHA: SHA,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_REPOSITORY_OWNER: 'acme',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'http://127.0.0.1:9',
  GITHUB_RUN_ID: '100',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_NUMBER: '1',
  GITHUB_WORKFLOW: 'release',
  GITHUB_JOB: 'job',
  GITHUB_ACTOR: 'ada',
  GITHUB_TRIGGERING_ACTOR: 'ada',
  RUNNER_OS: 'Linux',
  RUNNER_ARCH: 'X64',
} as const;

/** Runs the action as the runner does: a process of its own, inputs and files by environment, nothing leaked. */
export async function runAction(inputs: Record<string, string>, options: RunOptions = {}): Promise<RunResult> {
  const dir = mkdtempSync(join(tmpdir(), 'run-'));
  try {
    const files = prepare(dir, options.event ?? {});
    const workspace = options.workspace ?? files.workspace;
    const env: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      ...GITHUB,
      ...files.env,
      GITHUB_WORKSPACE: workspace,
      ...inputVariables(inputs, options.metadata),
      ...options.env,
    };
    for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
    const ended = await execute(options.entry ?? join(ROOT, 'dist/index.js'), workspace, env, options);
    return {
      ...ended,
      outputs: outputsOf(readFileSync(files.env.GITHUB_OUTPUT, 'utf8')),
      summary: readFileSync(files.env.GITHUB_STEP_SUMMARY, 'utf8'),
      annotations: annotationsOf(ended.stdout),
      masks: masksOf(ended.stdout),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The folders and files that the runner prepares for a step, and the variables that name them. */
function prepare(dir: string, event: object) {
  const file = (name: string, text = ''): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const folder = (name: string): string => {
    mkdirSync(join(dir, name));
    return join(dir, name);
  };
  return {
    workspace: folder('workspace'),
    env: {
      HOME: folder('home'),
      RUNNER_TEMP: folder('temp'),
      TMPDIR: folder('tmp'),
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_STATE: file('state'),
      GITHUB_ENV: file('env'),
      GITHUB_PATH: file('path'),
    },
  };
}

interface Metadata {
  inputs: Record<string, { default?: string | number | boolean } | null>;
}

/** INPUT_ variables: every declared input is set; a default that is an expression is empty here. */
function inputVariables(inputs: Record<string, string>, metadata?: string | false): Record<string, string> {
  const path = metadata === undefined ? join(ROOT, 'action.yml') : metadata;
  const declared = path && existsSync(path) ? (parse(readFileSync(path, 'utf8')) as Metadata).inputs : undefined;
  const unknown = Object.keys(inputs).filter((name) => declared && !(name in declared));
  if (unknown.length > 0) throw new Error(`action.yml declares no input ${unknown.join(', ')}`);
  const values: Record<string, string> = {};
  for (const [name, input] of Object.entries(declared ?? {}))
    values[name] = String(input?.default ?? '').replace(/\$\{\{.*?\}\}/g, '');
  const entries = Object.entries({ ...values, ...inputs });
  return Object.fromEntries(
    entries.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

type OwnTime = Pick<RunResult, 'waitedMs' | 'cpuMs' | 'endedAfterMs'>;
type Ended = Pick<RunResult, 'exitCode' | 'signal' | 'stdout' | 'stderr' | 'durationMs'> & OwnTime;

/** Has a run count its own time, if that is requested or it gets a signal. */
function countOwnTime({ kill, ownTime }: RunOptions) {
  const isCounted = ownTime !== undefined || (kill !== undefined && kill.signal !== 'SIGKILL');
  if (!isCounted) return { args: [], env: {}, isNoticed: () => false, read: (): OwnTime => ({}) };
  const dir = mkdtempSync(join(tmpdir(), 'own-time-'));
  const report = join(dir, 'report');
  return {
    args: ['--require', join(import.meta.dirname, 'own-time.cjs')],
    env: { OWN_TIME: JSON.stringify({ report, ...ownTime }) },
    isNoticed: () => existsSync(`${report}.noticed`),
    read: (): OwnTime => {
      const text = existsSync(report) ? readFileSync(report, 'utf8') : '{}';
      rmSync(dir, { recursive: true, force: true });
      const { endedAfterMs, ...times } = JSON.parse(text) as OwnTime & { endedAfterMs?: number | null };
      return typeof endedAfterMs === 'number' ? { ...times, endedAfterMs } : times;
    },
  };
}

/** Delays or drops the reading of the output, if requested. */
function holdBack(stdout: Readable, { unread, deaf }: RunOptions): void {
  if (deaf) stdout.destroy();
  if (!unread) return;
  stdout.pause();
  void unread.then(() => stdout.resume());
}

async function execute(entry: string, cwd: string, env: NodeJS.ProcessEnv, options: RunOptions): Promise<Ended> {
  const time = countOwnTime(options);
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  const began = performance.now();
  const child = spawn(process.execPath, [...time.args, entry], { cwd, env: { ...env, ...time.env }, stdio });
  options.onStart?.(child.pid ?? 0);
  const [out, err] = [child.stdout!, child.stderr!];
  let stdout = '';
  let stderr = '';
  out.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  err.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  holdBack(out, options);
  let telling: Promise<void> | undefined;
  let isOver = false;
  options.kill?.when.then(
    () => {
      const { signal, againAfterMs, noticed } = options.kill!;
      child.kill(signal);
      if (againAfterMs !== undefined) setTimeout(() => child.kill(signal), againAfterMs);
      if (!noticed) return;
      telling = until(() => time.isNoticed() || isOver, HANGS_MS).then(() => {
        if (time.isNoticed()) noticed();
      });
    },
    () => {},
  );
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, options.timeoutMs ?? HANGS_MS);
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, name) => done([code, name]));
  });
  clearTimeout(timer);
  const durationMs = performance.now() - began;
  isOver = true;
  await telling;
  const counted = time.read();
  if (late) throw new Error(`the run did not end in time\n${stdout}\n${stderr}`);
  return { exitCode, signal, stdout, stderr, durationMs, ...counted };
}
