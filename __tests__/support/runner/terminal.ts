import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../registries/gate.ts';
import { CLI } from './cli.ts';
import { parts } from './found-parts.ts';
import { runOrThrow, until } from './shell.ts';

/** A real terminal that runs the command line. */
export interface Terminal {
  /** Resolves with what is on the screen as soon as it matches. */
  waitFor(pattern: RegExp): Promise<string>;
  /** Everything that was written to the terminal, with its control sequences. */
  raw(): string;
  type(text: string): Promise<void>;
  /** A key by tmux's name: `Enter`, `C-c`, `C-d`. */
  press(key: string): Promise<void>;
  /** Resolves with the exit code and the screen. */
  ended(): Promise<{ exitCode: number; screen: string }>;
  close(): Promise<void>;
}

export interface TerminalOptions {
  columns?: number;
  lines?: number;
  /** another program instead of the command line, with what precedes the arguments */
  program?: string[];
  env?: Record<string, string>;
}

/** For what hangs. */
const LIMIT_MS = 300_000;

/** Opens a terminal of tmux with a server of its own, and runs the command line, or another program, there. */
export async function openTerminal(args: string[], options: TerminalOptions = {}): Promise<Terminal> {
  const dir = mkdtempSync(join(tmpdir(), 'terminal-'));
  const program = parts().tmux.path!;
  const record = join(dir, 'raw');
  const tmux = (...more: string[]): Promise<string> =>
    runOrThrow(program, ['-S', join(dir, 'socket'), '-f', '/dev/null', ...more], {
      env: { TMUX: undefined, LC_ALL: 'C.UTF-8' },
    });
  const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const env = { PATH: process.env.PATH ?? '', HOME: dir, TERM: 'screen-256color', ...options.env };
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`);
  const command = [
    'env',
    '-i',
    ...variables,
    ...[...(options.program ?? [process.execPath, CLI]), ...args].map(quote),
  ].join(' ');
  const size = ['-x', String(options.columns ?? 80), '-y', String(options.lines ?? 24)];
  const screen = (): Promise<string> => tmux('capture-pane', '-p', '-t', 'main');
  // it waits until everything that is written is recorded
  await tmux('new-session', '-d', '-s', 'main', ...size, `read -r go; ${command}; echo "exit code $?"; sleep 600`);
  await tmux('pipe-pane', '-t', 'main', `cat > ${quote(record)}`);
  await tmux('send-keys', '-t', 'main', 'Enter');
  const waitFor = async (pattern: RegExp): Promise<string> => {
    const end = performance.now() + LIMIT_MS;
    for (;;) {
      const seen = await screen();
      if (pattern.test(seen)) return seen;
      if (performance.now() > end) throw new Error(`not on the terminal: ${pattern}\n${seen}`);
      await pause(50);
    }
  };
  return {
    waitFor,
    raw: () => readFileSync(record, 'utf8'),
    type: async (text) => void (await tmux('send-keys', '-t', 'main', '-l', text)),
    press: async (key) => void (await tmux('send-keys', '-t', 'main', key)),
    ended: async () => {
      const seen = await waitFor(/exit code \d+/);
      // what is on the screen is recorded a moment later
      await until(() => existsSync(record) && /exit code \d+/.test(readFileSync(record, 'utf8')), LIMIT_MS);
      return { exitCode: Number(/exit code (\d+)/.exec(seen)?.[1]), screen: seen };
    },
    close: async () => {
      await tmux('kill-server').catch(() => {});
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
