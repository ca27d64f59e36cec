import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import { LABEL, STAMPED } from '../image/identity.ts';
import { isDigest, type Repository, repositoryName } from '../image/reference.ts';
import { stampOf } from '../image/stamp.ts';
import type { BuildRequest } from '../request/request.ts';
import { type Docker, runOrThrow } from './command.ts';

/** The dependencies of a build. */
export interface BuildDeps {
  readonly docker: Docker;
  /** the folder for secrets and metadata */
  readonly temp: string;
  readonly log: (line: string) => void;
  /** the environment, of which BUILDX_NO_DEFAULT_ATTESTATIONS is read */
  readonly env: NodeJS.ProcessEnv;
  /** whether the commit tag is still free: the Docker engine can push only by tag */
  readonly isFree: () => Promise<boolean>;
}

/** What builds the image, as the log names it. */
type Builder = 'BuildKit' | 'buildx (Docker engine)' | 'the Docker engine';

/** Returns the labels that every build is stamped with. */
export function stampLabels(request: BuildRequest): Record<string, string> {
  return {
    [LABEL.revision]: request.commit,
    [LABEL.source]: request.context.source ?? '',
    [LABEL.created]: request.checkout?.time ?? '',
    // empty if unknown, so that the base image's version is not inherited
    [LABEL.version]: request.version ?? '',
    [LABEL.build]: JSON.stringify(stampOf(request.docker, request.context.workspace)),
  };
}

function keyOf(label: string): string {
  return label.split('=')[0]?.trim() ?? '';
}

/**
 * Builds the commit and pushes it, by digest if the builder supports it.
 * @param tag the commit tag, for a builder that can push only by tag
 * @returns the digest in the registry; null if nothing was pushed: `push` is false, or another run set the tag first
 * @throws BUILD_FAILED when docker fails, is missing, or does not support one of the inputs
 * @throws CANCELLED when the job is being cancelled
 */
export async function buildImage(
  request: BuildRequest,
  image: Repository,
  tag: string,
  deps: BuildDeps,
): Promise<string | null> {
  const builder = await findBuilder(request, deps);
  deps.log(`Building commit ${request.commit} with ${builder}`);
  const folder = await mkdtemp(join(deps.temp, 'build-once-promote-'));
  try {
    const secrets = await writeSecrets(request, folder);
    const common = {
      show: 'docker build',
      env: { SOURCE_DATE_EPOCH: epoch(request), DOCKER_BUILDKIT: builder === 'the Docker engine' ? '0' : '1' },
    };
    if (builder === 'BuildKit') return await withBuildKit(request, image, folder, secrets, deps, common);
    return await withEngine(request, image, tag, builder, secrets, deps, common);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function epoch({ checkout }: BuildRequest): string {
  return checkout ? String(Date.parse(checkout.time) / 1000) : '';
}

async function findBuilder({ docker: inputs }: BuildRequest, { docker }: BuildDeps): Promise<Builder> {
  const version = await docker(['buildx', 'version']);
  if (version.code !== 0) return 'the Docker engine';
  const inspected = await docker(['buildx', 'inspect', ...(inputs.builder ? [inputs.builder] : [])]);
  if (inspected.code !== 0 && inputs.builder)
    throw new ActionError(
      'BUILD_FAILED',
      `Builder "${inputs.builder}" not found. Create it before this step (docker/setup-buildx-action).`,
    );
  const driver = /^Driver:\s*(\S+)/m.exec(inspected.stdout)?.[1];
  return driver === undefined || driver === 'docker' ? 'buildx (Docker engine)' : 'BuildKit';
}

/** Writes secrets to files that only this user can read, so that they are not on the command line. */
async function writeSecrets({ docker }: BuildRequest, folder: string): Promise<string[]> {
  const args: string[] = [];
  for (const [index, secret] of docker.secrets.entries()) {
    const at = secret.indexOf('=');
    const file = join(folder, `secret-${index}`);
    await writeFile(file, secret.slice(at + 1), { mode: 0o600 });
    await chmod(file, 0o600);
    args.push('--secret', `id=${secret.slice(0, at)},src=${file}`);
  }
  return args;
}

type Shown = { show: string; env: NodeJS.ProcessEnv };

async function withBuildKit(
  request: BuildRequest,
  image: Repository,
  folder: string,
  secrets: string[],
  deps: BuildDeps,
  shown: Shown,
): Promise<string | null> {
  const metadata = join(folder, 'metadata.json');
  const insecure = request.plainHttp ? ',registry.insecure=true' : '';
  const output = request.push
    ? [
        '--output',
        `type=image,name=${repositoryName(image)},push-by-digest=true,name-canonical=true,push=true${insecure}`,
      ]
    : [];
  const args = [
    'buildx',
    'build',
    ...commonArgs(request),
    ...buildxArgs(request),
    ...annotations(request, deps),
    ...secrets,
    ...output,
  ];
  await runOrThrow(
    deps.docker,
    [...args, '--metadata-file', metadata, '--', request.docker.context],
    'build the image',
    shown,
  );
  if (!request.push) return null;
  const digest = digestIn(await readFile(metadata, 'utf8').catch(() => ''));
  if (typeof digest === 'string' && isDigest(digest)) return digest;
  throw new ActionError(
    'BUILD_FAILED',
    'The build did not report the digest that it pushed. Update buildx, or set up a builder with docker/setup-buildx-action.',
  );
}

/** Returns the digest in buildx's metadata; null if it is missing. */
function digestIn(metadata: string): unknown {
  try {
    return (JSON.parse(metadata) as Record<string, unknown> | null)?.['containerimage.digest'] ?? null;
  } catch {
    return null;
  }
}

async function withEngine(
  request: BuildRequest,
  image: Repository,
  tag: string,
  builder: Builder,
  secrets: string[],
  deps: BuildDeps,
  shown: Shown,
): Promise<string | null> {
  const unsupported = unsupportedInputs(request, builder);
  if (unsupported.length > 0) {
    throw new ActionError(
      'BUILD_FAILED',
      `Not supported by ${builder} on this runner: ${unsupported.join(', ')}. Set up a builder before this step (docker/setup-buildx-action), or remove these inputs.`,
    );
  }
  const name = `${repositoryName(image)}:${tag}`;
  const isBuildx = builder === 'buildx (Docker engine)';
  const command = isBuildx ? ['buildx', 'build', '--load', ...buildxArgs(request)] : ['build'];
  await runOrThrow(
    deps.docker,
    [...command, ...commonArgs(request), ...secrets, '--tag', name, '--', request.docker.context],
    'build the image',
    shown,
  );
  if (!request.push) return null;
  if (!(await deps.isFree())) return null;
  const pushed = await runOrThrow(deps.docker, ['push', name], `push ${name}`, { show: 'docker push' });
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
  if (digest) return digest;
  throw new ActionError('BUILD_FAILED', `docker push of ${name} did not report a digest. Update Docker.`);
}

function unsupportedInputs({ docker }: BuildRequest, builder: Builder): string[] {
  const isPlain = builder === 'the Docker engine';
  const requested: [string, boolean][] = [
    ['several platforms', docker.platforms.length > 1],
    ['provenance', docker.provenance !== null && docker.provenance !== 'false'],
    ['sbom', docker.sbom !== null && docker.sbom !== 'false'],
    ['secrets', isPlain && docker.secrets.length > 0],
    ['cache-to', isPlain && docker.cacheTo.length > 0],
    ['builder', isPlain && docker.builder !== null],
  ];
  return requested.filter(([, is]) => is).map(([what]) => what);
}

function commonArgs(request: BuildRequest): string[] {
  const { docker } = request;
  const own = docker.labels.filter((label) => !STAMPED.includes(keyOf(label)));
  const stamped = Object.entries(stampLabels(request)).map(([key, value]) => `${key}=${value}`);
  return [
    ...(docker.file ? ['--file', docker.file] : []),
    ...(docker.target ? ['--target', docker.target] : []),
    ...(docker.platforms.length > 0 ? ['--platform', docker.platforms.join(',')] : []),
    ...docker.buildArgs.flatMap((each) => ['--build-arg', each]),
    ...[...own, ...stamped].flatMap((each) => ['--label', each]),
    ...docker.cacheFrom.flatMap((each) => ['--cache-from', each]),
    ...(docker.pull ? ['--pull'] : []),
    ...(docker.noCache ? ['--no-cache'] : []),
  ];
}

function buildxArgs({ docker }: BuildRequest): string[] {
  return [
    ...(docker.builder ? ['--builder', docker.builder] : []),
    ...docker.cacheTo.flatMap((each) => ['--cache-to', each]),
    ...(docker.provenance === null ? [] : ['--provenance', docker.provenance]),
    ...(docker.sbom === null ? [] : ['--sbom', docker.sbom]),
  ];
}

/**
 * Returns the arguments that set the stamp as annotations: on the index if the build creates one, else on the manifest.
 * https://docs.docker.com/build/metadata/annotations/
 */
function annotations(request: BuildRequest, { env }: BuildDeps): string[] {
  const { platforms, provenance, sbom } = request.docker;
  const isAttested =
    provenance === null ? !/^(1|t|true)$/i.test(env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') : provenance !== 'false';
  const isIndex = platforms.length > 1 || isAttested || (sbom !== null && sbom !== 'false');
  const level = isIndex ? 'index' : 'manifest';
  return Object.entries(stampLabels(request)).flatMap(([key, value]) => ['--annotation', `${level}:${key}=${value}`]);
}
