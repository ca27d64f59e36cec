import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './runner.ts';

export const CLI = join(ROOT, 'dist/cli.js');

export interface CliOptions {
  /** over a bare environment; undefined takes a variable out */
  env?: Record<string, string | undefined>;
  /** by default an empty folder */
  cwd?: string;
  /** what is written to its stdin, which is closed then; by default nothing */
  stdin?: string;
  /** another program instead of the Node of the tests */
  node?: string;
  /** sent as soon as this resolves */
  kill?: { signal: NodeJS.Signals; when: Promise<unknown> };
  /** closes its stdout at once, as `head` does */
  closesStdout?: boolean;
}

export interface CliResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the data has
  json(): any;
}

/** Runs the command line as a process with nothing of the tests' own environment. */
export async function runCli(args: string[], options: CliOptions = {}): Promise<CliResult> {
  const dir = mkdtempSync(join(tmpdir(), 'cli-'));
  const [home, work] = ['home', 'work'].map((name) => join(dir, name));
  for (const folder of [home!, work!]) mkdirSync(folder);
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: home, TMPDIR: dir, ...options.env };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  try {
    const child = spawn(options.node ?? process.execPath, [CLI, ...args], { cwd: options.cwd ?? work, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    if (options.closesStdout) child.stdout.destroy();
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin ?? '');
    options.kill?.when.then(
      () => child.kill(options.kill!.signal),
      () => {},
    );
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    return { exitCode, stdout, stderr, json: () => JSON.parse(stdout) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
