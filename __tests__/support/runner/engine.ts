import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { end } from './children.ts';
import { type DebianProgram, installFromDebian, SBIN } from './debian.ts';
import type { Ending, Part } from './parts.ts';
import { environment, lastLines, shell, until, which } from './shell.ts';

/** What the parts of one run share: its folder, the environment for docker, and what is to be ended afterwards. */
export interface Ground {
  dir: string;
  env: Record<string, string>;
  endings: Ending[];
  log: (line: string) => void;
}

/** The docker command line. */
export async function findDocker(): Promise<Part> {
  const path = which('docker');
  return path ? { state: 'found', path, how: path } : { state: 'missing', reason: 'docker is not on PATH' };
}

/**
 * Returns a running engine, or starts one as root; on a Debian CI machine it is installed first, together
 * with the `more` parts that come from Debian.
 */
export async function startEngine(ground: Ground, more: DebianProgram[] = []): Promise<Part> {
  const there = await runningEngine(ground);
  await installFromDebian(there ? more : ['engine', ...more], ground.log);
  if (there) return there;
  const none = 'no engine answers, and one of our own';
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return { state: 'missing', reason: `${none} is started only by root on Linux` };
  const dockerd = which('dockerd', SBIN);
  if (!dockerd || !which('docker'))
    return { state: 'missing', reason: `${none} needs dockerd and docker (Debian's package docker.io)` };
  const dir = join(ground.dir, 'engine');
  mkdirSync(dir);
  const socket = `unix://${join(dir, 'docker.sock')}`;
  writeFileSync(join(dir, 'daemon.json'), '{}');
  const files = { '--config-file': 'daemon.json', '--data-root': 'data', '--exec-root': 'exec', '--pidfile': 'pid' };
  const own = Object.entries(files).flatMap(([flag, name]) => [flag, join(dir, name)]);
  const network = ['--iptables=false', '--ip6tables=false', '--bridge=none', '--ip-masq=false'];
  const daemon = startDaemon(dockerd, ['--host', socket, ...own, ...network], dir);
  ground.endings.push(daemon.stop);
  const answers = async (): Promise<boolean> =>
    daemon.ended() || (await shell('docker', ['version'], { env: { DOCKER_HOST: socket } })).code === 0;
  const up = await until(answers, 120_000, 100);
  if (!up || daemon.ended()) return { state: 'missing', reason: `dockerd did not start: ${daemon.outputTail()}` };
  ground.env.DOCKER_HOST = socket;
  return { state: 'made', path: socket, how: `${dockerd} of this run's own` };
}

async function runningEngine(ground: Ground): Promise<Part | undefined> {
  const version = await shell('docker', ['version', '--format', '{{.Server.Version}}'], { timeoutMs: 60_000 });
  if (version.code !== 0) return undefined;
  const context = await shell('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  const host = process.env.DOCKER_HOST || context.stdout.trim() || 'unix:///var/run/docker.sock';
  ground.env.DOCKER_HOST = host;
  return { state: 'found', path: host, how: `${version.stdout.trim()} at ${host}` };
}

export interface Daemon {
  stop: Ending;
  ended(): boolean;
  outputTail(): string;
}

/** Starts a daemon that logs to a file in its folder; stopping it also unmounts its mounts there. */
export function startDaemon(command: string, args: string[], dir: string): Daemon {
  const file = join(dir, 'log');
  const output = openSync(file, 'w');
  const path = [process.env.PATH, ...SBIN].join(':');
  const child = spawn(command, args, { env: environment({ PATH: path }), stdio: ['ignore', output, output] });
  closeSync(output);
  let failed = false;
  child.on('error', () => {
    failed = true;
  });
  return {
    stop: async () => {
      await end(child);
      await unmountUnder(dir);
    },
    ended: () => failed || child.exitCode !== null || child.signalCode !== null,
    outputTail: () => lastLines(readFileSync(file, 'utf8')),
  };
}

async function unmountUnder(dir: string): Promise<void> {
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((point) => point.startsWith(`${dir}/`));
  for (const point of points.reverse()) await shell('umount', ['-l', point]);
}
