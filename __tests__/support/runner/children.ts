import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Notes a process that a test started, so that it is ended even if the test fails: the run's
 * teardown ends all noted processes. `dir` is the run's folder.
 */
export function note(dir: string, child: ChildProcess): void {
  const folder = join(dir, 'children');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, String(child.pid));
  writeFileSync(file, '');
  child.once('exit', () => rmSync(file, { force: true }));
}

/** Ends the noted processes. */
export function endNoted(dir: string): void {
  const folder = join(dir, 'children');
  for (const pid of existsSync(folder) ? readdirSync(folder) : []) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Ends a process that this one started, and waits for it; after a minute by force. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  await gone;
  clearTimeout(timer);
}
