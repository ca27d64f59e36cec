import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canRunBuildkitd, findBuildx, plugBuildx, startBuilder } from './buildkitd.ts';
import { endNoted } from './children.ts';
import { DEBIAN_PROGRAMS, type DebianProgram, debianProgram } from './debian.ts';
import { findDocker, type Ground, startEngine } from './engine.ts';
import { cachedPath, goBinary } from './go-binary.ts';
import { lastLines, runOrThrow, shell, which } from './shell.ts';

/**
 * Parts that few tests need: provided only if a selected test file names them in quotes (as `needs` does),
 * because compiling cosign alone takes minutes.
 */
export const ON_DEMAND = [
  'cosign',
  'regctl',
  'oras',
  ...DEBIAN_PROGRAMS,
  'olareg',
  'jq',
  'yq',
  'kustomize',
  'helm',
  'actionlint',
] as const;
export type OnDemand = (typeof ON_DEMAND)[number];

export const PART_NAMES = [
  'registry',
  'crane',
  'act',
  'openssl',
  'git',
  'docker',
  'engine',
  'buildx',
  'buildkitd',
  ...ON_DEMAND,
] as const;
export type PartName = (typeof PART_NAMES)[number];

/** A program or service that end-to-end tests need. */
export interface Part {
  state: 'found' | 'made' | 'missing';
  /** Of a program: where it is. Of the engine: its address. Of buildkitd: the name of its builder. */
  path?: string;
  /** Where it comes from, in a few words. */
  how?: string;
  /** Why it is missing. */
  reason?: string;
  /** No selected test needs it, so it was not looked for. */
  unasked?: boolean;
}

export type Parts = Record<PartName, Part> & {
  /** DOCKER_HOST, DOCKER_CONFIG, BUILDX_CONFIG: what a test that uses docker puts into the environment. */
  env: Record<string, string>;
  /** A folder of this run's own, removed at its end. */
  dir: string;
  /** The same for what registries store. */
  storage: string;
};

/** A process or folder to remove after all tests. */
export type Ending = () => Promise<void>;

/**
 * Looks for each part, makes what can be made, and starts the daemons; a part that cannot be provided is recorded as
 * missing. Two at a time: the first run is mostly compiling, and one compiler rarely uses two cores.
 * `asked` lists the parts on demand that are needed.
 */
export async function prepareParts(
  log: (line: string) => void,
  asked: readonly OnDemand[] = ON_DEMAND,
): Promise<{ parts: Parts; endings: Ending[] }> {
  const ground = prepareGround(log);
  const step = (name: string, make: () => Promise<Part>): Promise<Part> => timed(name, make, log);
  const onDemand = async (name: OnDemand, make: () => Promise<Part>): Promise<Part> =>
    asked.includes(name) ? step(name, make) : { state: 'missing', reason: 'no selected test needs it', unasked: true };
  const debian = DEBIAN_PROGRAMS.filter((name) => asked.includes(name));
  const engineLane = async () => {
    const openssl = await step('openssl', () => onPath('openssl'));
    const git = await step('git', () => onPath('git'));
    const engine = await step('engine', () => startEngine(ground, debian));
    const own = canRunBuildkitd() && engine.state !== 'found';
    const none = async (): Promise<Part> => ({ state: 'missing', reason: 'not asked for' });
    const program = await step('the program buildkitd', own ? () => goBinary('buildkitd') : none);
    const docker = await step('docker', findDocker);
    const found: [DebianProgram, Part][] = [];
    for (const name of DEBIAN_PROGRAMS) found.push([name, await onDemand(name, () => debianProgram(name))]);
    const programs = Object.fromEntries(found) as Record<DebianProgram, Part>;
    const cosign = await onDemand('cosign', () => goBinary('cosign'));
    const helm = await onDemand('helm', () => goBinary('helm'));
    return { openssl, git, engine, docker, program, rest: { ...programs, cosign, helm } };
  };
  const programLane = async () => {
    const registry = await step('registry', () => goBinary('registry'));
    const crane = await step('crane', () => goBinary('crane'));
    const act = await step('act', () => goBinary('act'));
    const plugin = await step('the program buildx', findBuildx);
    const olareg = await onDemand('olareg', () => goBinary('olareg'));
    const regctl = await onDemand('regctl', () => goBinary('regctl'));
    const oras = await onDemand('oras', () => goBinary('oras'));
    const jq = await onDemand('jq', () => goBinary('jq'));
    // another program of this name is common, too
    const yq = await onDemand('yq', () => goBinary('yq', []));
    const kustomize = await onDemand('kustomize', () => goBinary('kustomize'));
    const actionlint = await onDemand('actionlint', () => goBinary('actionlint'));
    const rest = { olareg, regctl, oras, jq, yq, kustomize, actionlint };
    return { registry, crane, act, plugin, rest };
  };
  const [one, two] = await Promise.all([engineLane(), programLane()]);
  const { openssl, git, engine, docker, program } = one;
  const { crane, act, plugin } = two;
  const fromImage = () => step('registry', () => registryFromImage(two.registry, engine));
  const registry = two.registry.state === 'missing' ? await fromImage() : two.registry;
  const buildx = await step('buildx', () => plugBuildx(ground, docker, plugin));
  const buildkitd = await step('buildkitd', () => startBuilder(ground, program, engine, buildx));
  const { dir, env, endings } = ground;
  const rest = { ...one.rest, ...two.rest };
  const storage = storageFolder(dir);
  if (storage !== dir) endings.push(async () => rmSync(storage, { recursive: true, force: true }));
  const parts = { registry, crane, act, openssl, git, docker, engine, buildx, buildkitd, ...rest, env, dir, storage };
  return { parts, endings };
}

/** This run's folder, with docker's configuration in it: the user's own is neither read nor written. */
function prepareGround(log: (line: string) => void): Ground {
  const dir = mkdtempSync(join(tmpdir(), 'parts-'));
  const env = { DOCKER_CONFIG: join(dir, 'docker'), BUILDX_CONFIG: join(dir, 'buildx') };
  for (const folder of Object.values(env)) mkdirSync(folder);
  const remove: Ending = async () => {
    endNoted(dir);
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  return { dir, env, endings: [remove], log };
}

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * Returns a folder in memory where there is much room, else the run's own: a registry waits for the disk at every write.
 * What a run has left that was killed is removed first.
 */
function storageFolder(dir: string): string {
  const prefix = 'build-once-promote-';
  try {
    for (const name of readdirSync(MEMORY))
      if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length))))
        rmSync(join(MEMORY, name), { recursive: true, force: true });
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ENOUGH_BYTES) return dir;
    const storage = join(MEMORY, `${prefix}${process.pid}`);
    mkdirSync(storage, { mode: 0o700 });
    return storage;
  } catch {
    return dir;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function timed(name: string, make: () => Promise<Part>, log: (line: string) => void): Promise<Part> {
  const began = Date.now();
  const part = await make().catch((error: Error): Part => ({ state: 'missing', reason: lastLines(error.message) }));
  log(`${name}: ${part.state}, ${part.how ?? part.reason} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return part;
}

async function onPath(name: string): Promise<Part> {
  const path = which(name);
  return path ? { state: 'found', path, how: path } : { state: 'missing', reason: `${name} is not on PATH` };
}

/** Where there is an engine but no Go: the program is copied out of the registry's image into the cache. */
async function registryFromImage(missing: Part, engine: Part): Promise<Part> {
  if (engine.state === 'missing' || process.platform !== 'linux') return missing;
  const env = { DOCKER_HOST: engine.path };
  const created = await shell('docker', ['create', 'registry:3'], { env, timeoutMs: 120_000 });
  const reason = `${missing.reason}; the image registry:3 can't be had: ${lastLines(created.stderr, 1)}`;
  if (created.code !== 0) return { state: 'missing', reason };
  const container = created.stdout.trim().split('\n').at(-1)!;
  const path = cachedPath('registry');
  mkdirSync(dirname(path), { recursive: true });
  const copy = await shell('docker', ['cp', `${container}:/bin/registry`, `${path}.${process.pid}`], { env });
  await runOrThrow('docker', ['rm', '--force', container], { env });
  if (copy.code !== 0) return { state: 'missing', reason: lastLines(copy.stderr) };
  renameSync(`${path}.${process.pid}`, path);
  return { state: 'made', path, how: 'copied out of the image registry:3' };
}
