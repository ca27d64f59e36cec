import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import { isDigest, type Repository, repositoryName } from '../image/reference.ts';
import type { BuildRequest } from '../request/request.ts';
import { NO_PROGRAMS } from '../util/git-env.ts';
import { runnerFailed } from '../util/runner-failed.ts';
import { annotationArgs, buildxArgs, commonArgs, indexAnnotations } from './arguments.ts';
import { type Builder, findBuilder, supports, versionOf } from './builder.ts';
import type { Docker, DockerResult } from './command.ts';
import { dockerError } from './refusal.ts';
import { secretArgs } from './secrets.ts';

/** The dependencies of a build. */
export interface BuildDeps {
  readonly docker: Docker;
  /** the folder for metadata */
  readonly temp: string;
  readonly log: (line: string) => void;
  readonly notice: (text: string) => void;
  /** the environment, of which BUILDX_NO_DEFAULT_ATTESTATIONS and the values of build arguments are read */
  readonly env: NodeJS.ProcessEnv;
  /** whether the commit tag is still free: the Docker engine can push only by tag */
  readonly isTagFree: () => Promise<boolean>;
}

/** What a build works with. */
interface Build {
  readonly request: BuildRequest;
  readonly image: Repository;
  readonly builder: Builder;
  readonly deps: BuildDeps;
  /** runs `docker build` or `docker buildx build` with the environment of the build; `isExpected` accepts a failure */
  readonly run: (args: readonly string[], isExpected?: (failed: DockerResult) => boolean) => Promise<DockerResult>;
}

/**
 * Builds the commit and pushes it, by digest if the builder supports it.
 * @param tag the commit tag, for a builder that can push only by tag
 * @returns the digest in the registry; null if nothing was pushed: `push` is false, or another run set the tag first
 * @throws BUILD_FAILED when docker fails, is missing, or does not support one of the inputs
 * @throws FORBIDDEN, UNAUTHORIZED, TAG_IMMUTABLE, RATE_LIMITED or REGISTRY_REFUSED when the registry refuses the push
 * @throws INPUT_INVALID when a build argument without a value is not in the environment
 * @throws CANCELLED when the job is being cancelled
 */
export async function buildImage(
  request: BuildRequest,
  image: Repository,
  tag: string,
  deps: BuildDeps,
): Promise<string | null> {
  checkBuildArgs(request, deps.env);
  const builder = await findBuilder(request, deps.docker);
  deps.log(`Building commit ${request.commit} with ${builder.kind}`);
  const secrets = secretArgs(request);
  const env = {
    ...secrets.env,
    ...epoch(request),
    // buildx runs git in the checkout for the provenance; the engine's own client clones with it
    ...(builder.kind === 'the Docker engine' ? {} : NO_PROGRAMS),
    DOCKER_BUILDKIT: builder.kind === 'the Docker engine' ? '0' : '1',
  };
  const run: Build['run'] = async (args, isExpected = () => false) => {
    const result = await deps.docker(args, { show: 'docker build', env });
    if (result.code !== 0 && !isExpected(result))
      throw dockerError(result, image, `build ${repositoryName(image)}:${tag}`, false);
    return result;
  };
  const build: Build = { request, image, builder, deps, run };
  return builder.kind === 'BuildKit' ? withBuildKit(build, secrets.args) : withEngine(build, secrets.args, tag);
}

/** Docker leaves out an argument without a value that is not in the environment, and the image would lack it. */
function checkBuildArgs({ docker }: BuildRequest, env: NodeJS.ProcessEnv): void {
  const missing = docker.buildArgs.filter((each) => !each.includes('=') && env[each] === undefined);
  if (missing.length === 0) return;
  throw new ActionError(
    'INPUT_INVALID',
    `build-args: ${missing.join(', ')} has no value, and no environment variable of that name is set. Write NAME=value, or set the variable in the step's env.`,
  );
}

function epoch({ checkout }: BuildRequest): NodeJS.ProcessEnv {
  return checkout ? { SOURCE_DATE_EPOCH: String(Date.parse(checkout.time) / 1000) } : {};
}

async function withBuildKit(build: Build, secrets: string[]): Promise<string | null> {
  const { request, builder, deps } = build;
  const args = [
    'buildx',
    'build',
    ...commonArgs(request),
    ...buildxArgs(request, builder),
    ...stampArgs(build),
    ...secrets,
  ];
  if (!request.push) {
    await build.run([...args, '--', request.docker.context]);
    return null;
  }
  const folder = await mkdtemp(join(deps.temp, 'metadata-')).catch((error) => {
    throw runnerFailed('create a temporary folder', error);
  });
  try {
    const metadata = join(folder, 'metadata.json');
    await buildAndPush(build, [...args, '--metadata-file', metadata]);
    const digest = digestIn(await readFile(metadata, 'utf8').catch(() => ''));
    if (typeof digest === 'string' && isDigest(digest)) return digest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  throw new ActionError(
    'BUILD_FAILED',
    `The build of ${repositoryName(build.image)} did not report the digest that it pushed. Update buildx, or set up a builder with docker/setup-buildx-action.`,
  );
}

/** The stamp as annotations, if buildx can set them. */
function stampArgs({ request, builder, deps }: Build): string[] {
  if (supports(builder, 'annotations')) return annotationArgs(request, deps.env);
  deps.notice(
    `buildx ${builder.version?.join('.')} cannot set annotations (buildx ${versionOf('annotations')} can): the image has its commit and version as labels only.`,
  );
  return [];
}

/** A digest that no image has. */
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;
/** What BuildKit says to a name with a digest, where it pushes the image itself. */
const ONE_NODE = /can't push tagged ref/;

/**
 * Builds the image and pushes it by digest. If several nodes build the platforms, buildx merges them into an index and
 * pushes that by the given name: a name alone would move `latest` (docker/buildx#177). With any digest in the name,
 * buildx puts the index's own there, and no tag moves.
 */
async function buildAndPush(build: Build, args: readonly string[]): Promise<void> {
  const { request, image, builder } = build;
  const hasSeveralNodes = builder.nodes > 1 && request.docker.platforms.length > 1;
  const name = repositoryName(image);
  const push = (reference: string, more: readonly string[] = []) => {
    const insecure = request.plainHttp ? ',registry.insecure=true' : '';
    const output = `type=image,name=${reference},push-by-digest=true,name-canonical=true,push=true${insecure}`;
    return [...args, '--output', [output, ...more].join(','), '--', request.docker.context];
  };
  if (hasSeveralNodes) {
    const merging = push(`${name}@${NO_DIGEST}`, indexAnnotations(request));
    const merged = await build.run(merging, ({ tail }) => ONE_NODE.test(tail));
    if (merged.code === 0) return;
    // one node builds all platforms: it pushes by digest, and has everything in its cache
  }
  await build.run(push(name));
}

/** Returns the digest in buildx's metadata; null if it is missing. */
function digestIn(metadata: string): unknown {
  try {
    return (JSON.parse(metadata) as Record<string, unknown> | null)?.['containerimage.digest'] ?? null;
  } catch {
    return null;
  }
}

async function withEngine(build: Build, secrets: string[], tag: string): Promise<string | null> {
  const { request, image, builder, deps } = build;
  const name = `${repositoryName(image)}:${tag}`;
  const isBuildx = builder.kind === 'buildx (Docker engine)';
  const command = isBuildx ? ['buildx', 'build', '--load', ...buildxArgs(request, builder)] : ['build'];
  await build.run([...command, ...commonArgs(request), ...secrets, '--tag', name, '--', request.docker.context]);
  if (!request.push) return null;
  if (!(await deps.isTagFree())) return null;
  const pushed = await deps.docker(['push', name], { show: 'docker push' });
  if (pushed.code !== 0) throw dockerError(pushed, image, `push ${name}`, true);
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
  if (digest) return digest;
  throw new ActionError('BUILD_FAILED', `docker push of ${name} did not report a digest. Update Docker.`);
}
