import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage } from './docker/build.ts';
import { type Docker, dockerCommand } from './docker/command.ts';
import { dockerConfigWith } from './docker/config.ts';
import { dockerTagger, dockerTagProblem } from './docker/tag.ts';
import type { BuildDeps } from './execute/build.ts';
import type { PipelineDeps } from './execute/pipeline.ts';
import { Credentials, placesFrom } from './registry/auth/credentials.ts';
import type { Credential } from './registry/auth/docker-config.ts';
import { type BuildRequest, destinationsOf, type PlanningRequest, type Request } from './request/request.ts';
import type { Reporter } from './util/reporter.ts';
import { runnerFailed } from './util/runner-failed.ts';
import { accessOf, credentialFor, ownInput, type World } from './world.ts';

/**
 * Returns what the pipeline needs of docker: the builder of a build, the tagger where docker sets the tags.
 * @throws as `dockerFor`
 */
export async function dockerDeps(
  request: PlanningRequest,
  world: World,
  reporter: Reporter,
): Promise<Partial<PipelineDeps>> {
  const docker = await dockerFor(request, world, reporter);
  const isTagger = request.transport === 'docker';
  return {
    ...(isTagger ? { putTag: dockerTagger(docker.command, world.registry), review: dockerTagProblem } : {}),
    ...(request.mode === 'build' ? { build: builderOf(request, docker, reporter) } : {}),
  };
}

/** The docker command, and a private folder for the files that it reads. */
interface DockerTools {
  readonly command: Docker;
  readonly temp: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Sets up docker with the credentials that its own config lacks.
 * @throws RUNNER_FAILED when its temporary files cannot be written
 */
export async function dockerFor(request: PlanningRequest, world: World, { group }: Reporter): Promise<DockerTools> {
  const temp = privateFolder(world.env);
  const { env, cancel } = world;
  // a build that is not pushed needs no credentials
  if (request.mode === 'build' && !request.push) return { temp, env, command: dockerCommand(env, cancel.reads, group) };
  const credentials = await unknownToDocker(request, env);
  const engine = dockerCommand(
    await envWith(credentials.engine, env, join(temp, 'docker-config')),
    cancel.reads,
    group,
  );
  const isSame = credentials.build.size === credentials.engine.size;
  if (request.mode !== 'build' || isSame) return { temp, env, command: engine };
  const build = dockerCommand(await envWith(credentials.build, env, join(temp, 'build-config')), cancel.reads, group);
  return { temp, env, command: (args, options) => (args[0] === 'push' ? engine : build)(args, options) };
}

/**
 * Returns the function that builds a request's image with docker.
 * @returns a function that throws as `buildImage`
 */
export function builderOf(
  request: BuildRequest,
  { command, temp, env }: DockerTools,
  { info: log, notice }: Reporter,
): BuildDeps['build'] {
  return (image, tag, isTagFree) =>
    buildImage(request, image, tag, { docker: command, temp, env, log, notice, isTagFree });
}

/** Returns the environment of docker with credentials added to its config, in a folder of its own. */
async function envWith(
  credentials: ReadonlyMap<string, Credential>,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<NodeJS.ProcessEnv> {
  if (credentials.size === 0) return env;
  const places = placesFrom(env);
  const added = await dockerConfigWith(places.folder, folder, credentials, places.inline).catch((error) => {
    throw runnerFailed("write docker's credentials", error);
  });
  return { ...env, ...added };
}

/** The credentials that docker's own config lacks, by registry: docker takes one per registry, that of its first image. */
interface DockerCredentials {
  /** for the commands with which docker itself pulls, tags and pushes the images */
  readonly engine: ReadonlyMap<string, Credential>;
  /** for a build, which reads other repositories too: buildx finds scoped logins itself */
  readonly build: ReadonlyMap<string, Credential>;
}

/**
 * Returns the credentials to add to docker's config for a run.
 * @throws the errors of `Credentials.find`
 */
export async function unknownToDocker(request: Request, env: NodeJS.ProcessEnv): Promise<DockerCredentials> {
  const logins = new Credentials(placesFrom(env));
  const [engine, build] = [new Map<string, Credential>(), new Map<string, Credential>()];
  // docker writes tags where the environments are; copies use the registry's API
  const images = destinationsOf(request);
  const accessTo = accessOf(request);
  for (const image of images) {
    const { registry } = image;
    if (engine.has(registry)) continue;
    // docker itself reports a broken config or helper, if it needs it
    const isGiven = ownInput(registry, request) !== null;
    const isKnown = !isGiven && (await logins.docker(registry).catch(() => undefined)) !== null;
    const actions = accessTo(image).split(',');
    const scoped = isGiven ? null : await logins.scoped(registry, image.repository, actions).catch(() => null);
    // docker's login may be right for the other images
    const isAlone = images.filter((each) => each.registry === registry).length === 1;
    if (isKnown && !(scoped && isAlone)) continue;
    const credential = await credentialFor(image, request, logins);
    if (credential === null) continue;
    engine.set(registry, credential);
    if (scoped === null) build.set(registry, credential);
  }
  return { engine, build };
}

/**
 * Makes a folder that only this user can read, for files that docker reads. It is removed when the process ends.
 * @returns its path
 * @throws RUNNER_FAILED when RUNNER_TEMP is missing, full or not writable
 */
function privateFolder(env: NodeJS.ProcessEnv): string {
  const folder = makeFolder(env.RUNNER_TEMP || tmpdir());
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function makeFolder(parent: string): string {
  try {
    return mkdtempSync(join(parent, 'build-once-promote-'));
  } catch (error) {
    throw runnerFailed('create a temporary folder', error);
  }
}
