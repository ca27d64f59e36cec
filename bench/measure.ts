import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '../__tests__/support/runner/runner.ts';
import { environment } from '../__tests__/support/runner/shell.ts';

/** The bundle that is measured, and the action.yml beside it. */
export const DIST = process.env.BENCH_DIST ?? join(import.meta.dirname, '../dist');
const METADATA = join(DIST, '../action.yml');

/** One run of a program. */
export interface Ran {
  wallMs: number;
  /** The most memory that it held; of several processes, the largest. */
  peakMb: number;
  /** null: it did not end within its time and was killed. */
  code: number | null;
  output: string;
}

export interface RunLimits {
  env?: Record<string, string | undefined>;
  timeoutMs?: number;
}

/** Runs a program to its end. */
export async function run(program: string, args: string[], { env = {}, timeoutMs = 600_000 }: RunLimits): Promise<Ran> {
  const began = performance.now();
  const child = spawn(program, args, { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  let peakMb = 0;
  // VmHWM only grows, so what was read last is short of the truth by what the last milliseconds added
  const poll = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid));
  }, 10);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    process.kill(-child.pid!, 'SIGKILL');
  }, timeoutMs);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (exit) => resolve(late ? null : (exit ?? 1)));
  });
  const wallMs = performance.now() - began;
  clearInterval(poll);
  clearTimeout(timer);
  return { wallMs, peakMb, code, output };
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Runs the action as a runner does. */
export async function act(inputs: Record<string, string>, { env = {}, timeoutMs = 600_000 }: RunLimits): Promise<Ran> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-run-'));
  const peak = join(dir, 'peak');
  const options = { entry: join(import.meta.dirname, 'entry.mjs'), metadata: METADATA, timeoutMs };
  const began = performance.now();
  try {
    const own = { ...env, BENCH_DIST: DIST, BENCH_PEAK: peak, NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS };
    const { exitCode, stdout, stderr, durationMs } = await runAction(inputs, { ...options, env: own });
    const peakMb = Number(readFileSync(peak, 'utf8')) / 1024;
    return { wallMs: durationMs, peakMb, code: exitCode ?? 1, output: stdout + stderr };
  } catch (error) {
    if (!(error as Error).message.startsWith('the run did not end')) throw error;
    return { wallMs: performance.now() - began, peakMb: 0, code: null, output: (error as Error).message };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Whether the action has this input. */
export function hasInput(name: string): boolean {
  return new RegExp(`^  ${name}:`, 'm').test(readFileSync(METADATA, 'utf8').split(/^outputs:/m)[0] ?? '');
}

export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** The least, the middle and the most. */
export function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { min: sorted[0] ?? Number.NaN, median, max: sorted.at(-1) ?? Number.NaN };
}
