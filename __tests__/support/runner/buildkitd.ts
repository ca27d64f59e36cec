import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Ground, startDaemon } from './engine.ts';
import { goBinary } from './go-binary.ts';
import type { Part } from './parts.ts';
import { lastLines, runOrThrow, shell, until, which } from './shell.ts';

/** The name of the builder for several platforms, in BUILDX_CONFIG. */
export const BUILDER = 'build-once-promote';

const PLUGIN_FOLDERS = [
  join(homedir(), '.docker/cli-plugins'),
  '/usr/local/lib/docker/cli-plugins',
  '/usr/local/libexec/docker/cli-plugins',
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
];

/** The buildx plugin's program, wherever docker would look for it, or made. */
export function findBuildx(): Promise<Part> {
  return goBinary('buildx', ['docker-buildx', 'buildx'], PLUGIN_FOLDERS);
}

/** Puts buildx into this run's own docker configuration and checks that docker runs it from there. */
export async function plugBuildx(ground: Ground, docker: Part, buildx: Part): Promise<Part> {
  if (buildx.state === 'missing' || !buildx.path) return buildx;
  if (docker.state === 'missing') return { state: 'missing', reason: `buildx needs docker: ${docker.reason}` };
  const plugins = join(ground.env.DOCKER_CONFIG!, 'cli-plugins');
  mkdirSync(plugins, { recursive: true });
  symlinkSync(buildx.path, join(plugins, 'docker-buildx'));
  const { code, stderr } = await shell('docker', ['buildx', 'version'], { env: ground.env });
  return code === 0 ? buildx : { state: 'missing', reason: `docker doesn't run ${buildx.path}: ${lastLines(stderr)}` };
}

/** Whether this machine can run a buildkitd of our own. */
export function canRunBuildkitd(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * A builder that makes several platforms and attestations: a buildkitd of this run's own where root may start one,
 * else one in a container of the engine that is there (which pulls moby/buildkit).
 */
export async function startBuilder(ground: Ground, program: Part, engine: Part, buildx: Part): Promise<Part> {
  if (buildx.state === 'missing') return { state: 'missing', reason: `it needs buildx: ${buildx.reason}` };
  if (engine.state === 'found') {
    const inContainer = await containerBuilder(ground);
    if (inContainer.state !== 'missing' || !canRunBuildkitd()) return inContainer;
  }
  if (!canRunBuildkitd()) return { state: 'missing', reason: 'it is started only by root on Linux, or by an engine' };
  if (program.state === 'missing' || !program.path) return program;
  if (!which('runc', ['/usr/sbin', '/sbin'])) return { state: 'missing', reason: 'it needs runc' };
  const dir = join(ground.dir, 'buildkitd');
  mkdirSync(dir);
  const socket = join(dir, 'buildkitd.sock');
  const workers = ['--oci-worker=true', '--containerd-worker=false'];
  const args = ['--root', join(dir, 'root'), '--addr', `unix://${socket}`, '--config', join(dir, 'none'), ...workers];
  const daemon = startDaemon(program.path, args, dir);
  ground.endings.push(daemon.stop);
  const up = await until(() => existsSync(socket) || daemon.ended(), 120_000, 50);
  if (!up || daemon.ended()) return { state: 'missing', reason: `buildkitd did not start: ${daemon.outputTail()}` };
  await runOrThrow('docker', ['buildx', 'create', '--name', BUILDER, '--driver', 'remote', `unix://${socket}`], ground);
  const check = await shell('docker', ['buildx', 'inspect', '--bootstrap', BUILDER], { env: ground.env });
  if (check.code !== 0) return { state: 'missing', reason: `buildx can't reach buildkitd: ${lastLines(check.stderr)}` };
  return { state: 'made', path: BUILDER, how: `${program.how}, of this run's own` };
}

/** A builder in a container, on the host's network so that it reaches a registry on 127.0.0.1. */
async function containerBuilder(ground: Ground): Promise<Part> {
  const driver = ['--driver', 'docker-container', '--driver-opt', 'network=host'];
  const options = { env: ground.env, timeoutMs: 180_000 };
  const made = await shell('docker', ['buildx', 'create', '--name', BUILDER, ...driver, '--bootstrap'], options);
  const remove = async (): Promise<void> => {
    await shell('docker', ['buildx', 'rm', '--force', BUILDER], options);
  };
  if (made.code !== 0) {
    await remove();
    return { state: 'missing', reason: `buildkit in a container: ${lastLines(made.stderr)}` };
  }
  ground.endings.push(remove);
  return { state: 'made', path: BUILDER, how: 'in a container of the engine' };
}
