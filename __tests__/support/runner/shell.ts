import { type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface ShellResult {
  /** The exit code; null where a signal ended it, 127 where it could not be started. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ShellOptions {
  cwd?: string;
  /** Added to this process's environment; undefined takes a variable out. */
  env?: Record<string, string | undefined>;
  timeoutMs?: number;
  input?: string | Buffer;
}

/** This process's environment with changes: undefined takes a variable out. */
export function environment(changes: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete merged[name];
  return merged;
}

/** Runs a program to its end. Never throws: a program that is not there ends with code 127. */
export async function shell(command: string, args: string[], options: ShellOptions = {}): Promise<ShellResult> {
  const spawnOptions: SpawnOptions = { env: environment(options.env), stdio: ['pipe', 'pipe', 'pipe'] };
  if (options.cwd) spawnOptions.cwd = options.cwd;
  const child = spawn(command, args, spawnOptions);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdin?.on('error', () => {}).end(options.input ?? '');
  const timer = options.timeoutMs ? setTimeout(() => child.kill('SIGKILL'), options.timeoutMs) : undefined;
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      stderr += error.message;
      resolve(127);
    });
    child.on('close', (exit) => resolve(exit));
  });
  clearTimeout(timer);
  return { code, stdout, stderr };
}

/** Runs a program that must succeed, and returns its standard output. */
export async function runOrThrow(command: string, args: string[], options: ShellOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await shell(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${lastLines(stderr || stdout)}`);
  return stdout;
}

/** The full path of a program on PATH or in one of some more folders; undefined where it is not there. */
export function which(name: string, more: string[] = []): string | undefined {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...more]) {
    const path = join(folder, name);
    if (folder && isExecutable(path)) return path;
  }
  return undefined;
}

/** Whether there is a file at this path that may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The end of a program's output, on one line, for a message. */
export function lastLines(text: string, count = 3): string {
  return text.trim().split('\n').slice(-count).join(' | ').slice(-600);
}

// a test may replace the timers
const { setTimeout: startTimer } = globalThis;

/** Polls until the answer is true; returns false after the time limit. */
export async function until(ask: () => boolean | Promise<boolean>, timeoutMs: number, everyMs = 20): Promise<boolean> {
  for (const end = performance.now() + timeoutMs; performance.now() < end; ) {
    if (await ask()) return true;
    await new Promise((resolve) => startTimer(resolve, everyMs));
  }
  return false;
}
