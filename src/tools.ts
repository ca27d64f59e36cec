import { join } from 'node:path';
import { copyContents, pushManifests } from './copy/copier.ts';
import type { CopyDeps } from './copy/deps.ts';
import { gatherCopy } from './copy/gather.ts';
import { ManifestPusher } from './copy/put.ts';
import { buildImage } from './docker/build.ts';
import { type Docker, dockerCommand } from './docker/command.ts';
import { dockerConfigWith } from './docker/config.ts';
import { dockerTagger, dockerTagProblem } from './docker/tag.ts';
import type { BuildDeps } from './execute/build.ts';
import type { PipelineDeps } from './execute/pipeline.ts';
import type { ReadEvidence } from './facts/evidence.ts';
import type { GitHubClient } from './github/api/client.ts';
import { declareArtifacts } from './github/artifacts.ts';
import { isSameRepository } from './image/reference.ts';
import { type Recorder, recorderOf } from './recording/recorder.ts';
import { placesFrom } from './registry/auth/credentials.ts';
import type { Credential } from './registry/auth/docker-config.ts';
import type { PutTag } from './registry/client.ts';
import { type BuildRequest, copiesOf, type PlanningRequest, type PromoteRequest } from './request/request.ts';
import { systemClock } from './util/clock.ts';
import type { Reporter } from './util/reporter.ts';
import { runnerFailed } from './util/runner-failed.ts';
import { oneLine } from './util/text.ts';
import { clockUntil, privateFolder, unknownToDocker, type World } from './world.ts';

/** Connections to each registry while images are copied: a copy transfers many blobs in parallel. */
const CONNECTIONS_TO_COPY = 24;

/** Returns the dependencies of the pipeline: the registry, docker if it builds or tags, the copier if it copies. */
export async function pipelineDeps(request: PlanningRequest, world: World, reporter: Reporter): Promise<PipelineDeps> {
  const { registry, cancel } = world;
  const isTaggedByDocker = request.transport === 'docker';
  const docker = isTaggedByDocker || request.mode === 'build' ? await dockerFor(request, world, reporter) : null;
  return {
    registry,
    clock: clockUntil(cancel),
    log: reporter.info,
    checkCancelled: cancel.check,
    putTag: putTagOf(request, world, reporter),
    evidence: evidenceOf(request, world),
    ...(docker && isTaggedByDocker ? { putTag: dockerTagger(docker.command, registry), review: dockerTagProblem } : {}),
    ...(docker && request.mode === 'build' ? { build: builderOf(request, docker, reporter) } : {}),
    ...(request.mode === 'promote' && copiesOf(request).length > 0
      ? { copier: copierOf(request, world, reporter) }
      : {}),
  };
}

/** Returns what reads signed statements; null where no policy requires any. The libraries are loaded when it is used. */
function evidenceOf(request: PlanningRequest, world: World): ReadEvidence | null {
  const policy = request.policy ?? null;
  if (policy === null || !policy.stages.some((stage) => stage.require.length > 0)) return null;
  const { registry } = world;
  let reader: Promise<ReadEvidence> | null = null;
  const load = async (): Promise<ReadEvidence> => {
    const { makeEvidenceReader } = await import('./trust/reader.ts');
    const { githubToken: token, context } = request;
    const { repository } = context;
    const github =
      token === null || repository === null ? null : { repository, connect: () => connectToGitHub(token, world) };
    return makeEvidenceReader(policy, registry, github);
  };
  return async (...args) => {
    reader ??= load();
    return (await reader)(...args);
  };
}

/** Returns what asks GitHub about a run, and tells it. */
export function recorderFor(request: PlanningRequest, world: World, reporter: Reporter): Recorder {
  const { registry, env } = world;
  return recorderOf(request, {
    ...{ registry, connect: (token) => connectToGitHub(token, world), now: () => systemClock.now() },
    log: reporter.info,
    isPlainHttp: (image) => registry.isPlainHttp(image),
    declare: (references) => declareImages(references, env),
  });
}

const clients = new WeakMap<World, Promise<GitHubClient>>();

/**
 * Connects to GitHub's API, once for all that a run asks and tells it: the time that a run has for GitHub and the limits
 * of its rate are those of all together. The client is loaded here, so only by runs that use it.
 */
function connectToGitHub(token: string, world: World): Promise<GitHubClient> {
  const { cancel, env } = world;
  const client =
    clients.get(world) ??
    import('./github/api/connect.ts').then(({ connect }) =>
      connect(token, env, { clock: clockUntil(cancel), cancelled: cancel.reads }),
    );
  clients.set(world, client);
  return client;
}

function declareImages(references: readonly string[], env: NodeJS.ProcessEnv): string | null {
  try {
    const left = declareArtifacts(references, env);
    return left.length === 0
      ? null
      : `Not declared as artifacts of the job, which has them with other digests: ${left.join(', ')}.`;
  } catch (error) {
    return `The images could not be declared as artifacts of the job (${oneLine((error as Error).message)}).`;
  }
}

/** Sets a tag by the registry's API; where the image was copied, content that the registry has lost is sent again. */
function putTagOf(request: PlanningRequest, world: World, reporter: Reporter): PutTag {
  const copies = request.mode === 'promote' ? copiesOf(request) : [];
  return (image, tag, manifest) => {
    const copy = copies.find(({ to }) => isSameRepository(to, image));
    if (!copy) return world.registry.put(image, tag, manifest);
    return new ManifestPusher(copy.from, image, copyDepsOf(world, reporter)).put(tag, manifest);
  };
}

/** The docker command, and a private folder for the files that it reads. */
export interface DockerTools {
  readonly command: Docker;
  readonly temp: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Sets up docker with the credentials that its own config lacks. */
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

/** Returns the function that builds a request's image with docker. */
export function builderOf(
  request: BuildRequest,
  { command, temp, env }: DockerTools,
  { info: log, notice }: Reporter,
): BuildDeps['build'] {
  return (image, tag, isFree) => buildImage(request, image, tag, { docker: command, temp, env, log, notice, isFree });
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

function copyDepsOf({ registry, retryBudget, cancel }: World, reporter: Reporter): CopyDeps {
  return {
    ...{ store: registry, log: reporter.info, retryBudget },
    // the reporter may be loaded later
    get progress() {
      return reporter.progress;
    },
    ...{ checkCancelled: cancel.check, clock: clockUntil(cancel) },
  };
}

function copierOf(request: PromoteRequest, world: World, reporter: Reporter): NonNullable<PipelineDeps['copier']> {
  const { registry } = world;
  const deps = copyDepsOf(world, reporter);
  return {
    survey: (from, to, target) =>
      gatherCopy(registry, from, to, target, request.with, () => {
        for (const image of request.dryRun ? [] : [from, to]) registry.open(image, CONNECTIONS_TO_COPY);
      }),
    copy: (copies) => copyContents(copies, deps),
    push: (copies) => pushManifests(copies, deps),
  };
}
