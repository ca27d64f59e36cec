import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The responses of a helper: for each server its standard output, or its exit code and output. */
export type Helper = Record<string, string | { exit: number; stdout?: string; stderr?: string }>;

/** The credentials in a home folder. */
export interface Setting {
  /** docker's config.json, as an object or text; or a folder instead */
  config?: unknown;
  text?: string;
  folder?: boolean;
  env?: Record<string, string>;
  helpers?: Record<string, Helper>;
  /** other files, by their path in the home */
  files?: Record<string, unknown>;
}

const homes: string[] = [];

/** Removes the home folders of a test file. */
export function removeHomes(): void {
  for (const folder of homes.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Creates a home with credentials and helpers on the PATH; returns its environment. `~/` in `env` is the home. */
export function home({ config, text, folder, env = {}, helpers = {}, files = {} }: Setting): Record<string, string> {
  const dir = mkdtempSync(join(tmpdir(), 'docker-config-'));
  homes.push(dir);
  const docker = join(dir, '.docker');
  const file = join(docker, 'config.json');
  mkdirSync(docker);
  if (folder) mkdirSync(file);
  else if (text !== undefined) writeFileSync(file, text);
  else if (config !== undefined) writeFileSync(file, JSON.stringify(config));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  for (const [name, answers] of Object.entries(helpers)) addHelper(dir, name, helperScript(answers));
  const variables = Object.entries(env).map(([name, value]) => [name, value.replace(/^~/, dir)]);
  return { HOME: dir, PATH: `${dir}${delimiter}${process.env.PATH}`, ...Object.fromEntries(variables) };
}

/** Writes a program as a credential helper. */
export function addHelper(dir: string, name: string, script: string): void {
  writeFileSync(join(dir, `docker-credential-${name}`), script);
  chmodSync(join(dir, `docker-credential-${name}`), 0o755);
}

/** Returns a helper as a shell script. It responds for the server on its standard input, and logs it in `asked`. */
function helperScript(answers: Helper): string {
  const cases = Object.entries(answers).map(([server, answer]) => {
    const { exit, stdout = '', stderr = '' } = typeof answer === 'string' ? { exit: 0, stdout: answer } : answer;
    return `'${server}') printf '%s' '${stdout}'; printf '%s' '${stderr}' >&2; exit ${exit};;`;
  });
  const unknown = `*) printf '%s' 'credentials not found in native keychain'; exit 1;;`;
  const begin = `[ "$1" = get ] || exit 9\nserver=$(cat)\nprintf '%s\\n' "$server" >> "$HOME/asked"`;
  return `#!/bin/sh\n${begin}\ncase "$server" in\n${[...cases, unknown].join('\n')}\nesac\n`;
}
