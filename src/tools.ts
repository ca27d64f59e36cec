import type { PipelineDeps } from './execute/pipeline.ts';
import type { ReadEvidence } from './facts/evidence.ts';
import type { GitHubClient } from './github/api/client.ts';
import { declareArtifacts } from './github/artifacts.ts';
import type { Recorder } from './recording/recorder.ts';
import { NOT_RECORDED } from './recording/types.ts';
import { copiesOf, type PlanningRequest } from './request/request.ts';
import { systemClock } from './util/clock.ts';
import type { Reporter } from './util/reporter.ts';
import { oneLine } from './util/text.ts';
import { clockUntil, type World } from './world.ts';

/**
 * Returns the dependencies of the pipeline: the registry, docker if it builds or tags, the copier if it copies.
 * @throws as `dockerFor`
 */
export async function pipelineDeps(request: PlanningRequest, world: World, reporter: Reporter): Promise<PipelineDeps> {
  const { registry, cancel } = world;
  return {
    registry,
    clock: clockUntil(cancel),
    log: reporter.info,
    checkCancelled: cancel.check,
    putTag: (image, tag, manifest) => registry.put(image, tag, manifest),
    evidence: evidenceOf(request, world),
    ...(await copyDeps(request, world, reporter)),
    // last: where docker sets the tags, it also sets those of a copy
    ...(request.transport === 'docker' || request.mode === 'build'
      ? await (await import('./docker-tools.ts')).dockerDeps(request, world, reporter)
      : {}),
  };
}

async function copyDeps(request: PlanningRequest, world: World, reporter: Reporter): Promise<Partial<PipelineDeps>> {
  if (request.mode !== 'promote' || copiesOf(request).length === 0) return {};
  const { copierOf, putTagOf } = await import('./copy-tools.ts');
  return { putTag: putTagOf(request, world, reporter), copier: copierOf(request, world, reporter) };
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

/** The recorder of a run that has no token, and nothing to record. */
const NO_RECORDER: Recorder = {
  planned: async () => {},
  changesOf: async () => null,
  writing: { begin: async () => {}, end: async () => {} },
  finish: async () => NOT_RECORDED,
};

/** Returns what asks GitHub about a run, and tells it. */
export async function recorderFor(request: PlanningRequest, world: World, reporter: Reporter): Promise<Recorder> {
  const { registry, env } = world;
  const { githubToken, deployment, records } = request;
  if (githubToken === null && !deployment && !records && !env.GITHUB_ARTIFACTS) return NO_RECORDER;
  const { recorderOf } = await import('./recording/recorder.ts');
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
