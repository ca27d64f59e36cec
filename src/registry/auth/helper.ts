import type * as childProcess from 'node:child_process';
import { createRequire } from 'node:module';
import { ActionError } from '../../errors.ts';
import { withoutInputs } from '../../util/child-env.ts';
import { absolutePath, findProgram } from '../../util/find-program.ts';
import { type Credential, field } from './docker-config.ts';

/** Output of helpers without a credential: the library's message, and those of keychains that some helpers print. */
const NOT_FOUND =
  /credentials not found in native keychain|specified item could not be found in the keychain|^Element not found\.?$/i;
const LIMIT_MS = 30_000;
const MAX_OUTPUT = 64 * 1024;
const require = createRequire(import.meta.url);
/** running helpers; null before the first one starts */
let running: Set<childProcess.ChildProcess> | null = null;

/** How a helper ended. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** only searched for "not found": it may contain secrets */
  readonly stderr: string;
}

/**
 * Gets a server's credential from a credential helper: runs it with `get`, writes the server's name to its standard
 * input, and reads JSON from its standard output. https://github.com/docker/docker-credential-helpers#development
 * @param name the suffix of the program's name, after `docker-credential-`
 * @param server the key of the credential, as in docker's config
 * @param place the config that names the helper, used in error messages
 * @param env the helper's environment; inputs of the action, and relative or empty entries of its PATH, are removed
 * @param limitMs the time limit, in milliseconds
 * @returns null if it has no credential for this server
 * @throws INPUT_INVALID when it is not in an absolute folder of the PATH, fails, returns something else, or exceeds the
 *   limit
 */
export async function askHelper(
  name: string,
  server: string,
  place: string,
  env: NodeJS.ProcessEnv,
  limitMs = LIMIT_MS,
): Promise<Credential | null> {
  const program = `docker-credential-${name}`;
  const problem = (why: string): ActionError =>
    new ActionError('INPUT_INVALID', `The credential helper ${program}, named in ${place}, ${why}.`);
  // the message must not quote it: it may be a secret in the wrong place
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(name))
    throw new ActionError(
      'INPUT_INVALID',
      `A credential helper in ${place} has a name that is not a valid program name. Fix or remove it.`,
    );
  const file = await findProgram(program, env.PATH).catch(() => {
    throw problem('is not on the PATH. Install it, or remove it from the config');
  });
  const { code, stdout, stderr } = await run(file, server, env, limitMs, problem);
  if (code !== 0) {
    if ([stdout, stderr].some((text) => NOT_FOUND.test(text.trim()))) return null;
    throw problem(`failed for ${server} (exit code ${code}). Run it by hand to see the reason`);
  }
  // some exit with 0 without a credential
  if (NOT_FOUND.test(stdout.trim())) return null;
  const answer = parsed(stdout);
  if (answer === null) throw problem('returned something that is not a JSON object. Run it by hand to see its output');
  const [username, secret] = [field(answer, 'Username'), field(answer, 'Secret')];
  if (typeof secret !== 'string' || secret === '') return null;
  if (username === '<token>') return { kind: 'identity', token: secret };
  return { kind: 'basic', username: typeof username === 'string' ? username : '', password: secret };
}

function parsed(text: string): object | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && !Array.isArray(answer) ? answer : null;
  } catch {
    return null;
  }
}

/** Kills the helper when this process exits, so that a cancelled run leaves none behind. */
function watch(child: childProcess.ChildProcess): void {
  if (running === null) {
    const children = new Set<childProcess.ChildProcess>();
    process.once('exit', () => {
      for (const each of children) each.kill('SIGKILL');
    });
    running = children;
  }
  running.add(child);
  child.once('close', () => running?.delete(child));
}

function run(
  file: string,
  server: string,
  env: NodeJS.ProcessEnv,
  limitMs: number,
  problem: (why: string) => ActionError,
): Promise<Ended> {
  // loaded here, because most runs have no helper
  const { spawn } = require('node:child_process') as typeof childProcess;
  const childEnv = { ...withoutInputs(env), PATH: absolutePath(env.PATH) };
  return new Promise((resolve, reject) => {
    const child = spawn(file, ['get'], { env: childEnv, stdio: ['pipe', 'pipe', 'pipe'] });
    const late = problem(`did not respond within ${limitMs / 1000} s. Run it by hand to see the reason`);
    // spawn's own timeout would keep this process alive if the program cannot be started
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      // a grandchild may keep the pipes open
      child.stdout.destroy();
      child.stderr.destroy();
      reject(late);
    }, limitMs).unref();
    watch(child);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        output[name] = (output[name] + chunk).slice(0, MAX_OUTPUT);
      });
    // EPIPE if the helper does not read its input
    child.stdin.on('error', () => {});
    child.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(problem(`cannot be started (${code}). Run it by hand to see the reason`)),
    );
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (signal) reject(problem(`was killed by ${signal}. Run it by hand to see the reason`));
      else resolve({ code, ...output });
    });
    child.stdin.end(server);
  });
}
