import { ActionError } from '../errors.ts';
import type { BuildRequest, DockerInputs } from '../request/request.ts';
import type { Docker } from './command.ts';

/** What builds the image. */
export interface Builder {
  /** as the log names it */
  readonly kind: 'BuildKit' | 'buildx (Docker engine)' | 'the Docker engine';
  /** the version of buildx as major and minor; null if it is unknown */
  readonly version: readonly [number, number] | null;
  /** the number of nodes, of which each builds some of the platforms */
  readonly nodes: number;
}

/** The first version of buildx with each feature. */
const SINCE = {
  secretsByEnv: [0, 6],
  attestations: [0, 10],
  annotations: [0, 12],
} as const;

/**
 * Finds what builds a request's image.
 * @throws BUILD_FAILED if the builder does not exist, or does not support one of the inputs
 */
export async function findBuilder({ docker: inputs }: BuildRequest, docker: Docker): Promise<Builder> {
  const builder = await inspect(inputs, docker);
  const unsupported = unsupportedInputs(inputs, builder);
  if (unsupported.length === 0) return builder;
  throw new ActionError(
    'BUILD_FAILED',
    `Not supported by ${builder.kind} on this runner: ${unsupported.join(', ')}. Set up a builder before this step (docker/setup-buildx-action), or remove these inputs.`,
  );
}

async function inspect(inputs: DockerInputs, docker: Docker): Promise<Builder> {
  const version = await docker(['buildx', 'version']);
  if (version.code !== 0) return { kind: 'the Docker engine', version: null, nodes: 1 };
  const inspected = await docker(['buildx', 'inspect', ...(inputs.builder ? [inputs.builder] : [])]);
  if (inspected.code !== 0 && inputs.builder)
    throw new ActionError(
      'BUILD_FAILED',
      `Builder "${inputs.builder}" not found. Create it before this step (docker/setup-buildx-action).`,
    );
  const driver = /^Driver:\s*(\S+)/m.exec(inspected.stdout)?.[1];
  const [, nodes = ''] = inspected.stdout.split(/^Nodes:/m);
  return {
    kind: driver === undefined || driver === 'docker' ? 'buildx (Docker engine)' : 'BuildKit',
    version: parseVersion(version.stdout),
    nodes: Math.max(1, nodes.match(/^Name:/gm)?.length ?? 0),
  };
}

/** Parses `github.com/docker/buildx v0.12.1 30feaa1`; distributions leave the `v` out, and others print 0.0.0. */
function parseVersion(text: string): [number, number] | null {
  const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d+/.exec(text) ?? [];
  return major === undefined || `${major}.${minor}` === '0.0' ? null : [Number(major), Number(minor)];
}

/** Whether buildx has a feature; one of an unknown version has all. */
export function supports({ version }: Builder, feature: keyof typeof SINCE): boolean {
  if (version === null) return true;
  const [major, minor] = SINCE[feature];
  return version[0] > major || (version[0] === major && version[1] >= minor);
}

/** Returns the version of buildx that has a feature, for a message. */
export function versionOf(feature: keyof typeof SINCE): string {
  return `${SINCE[feature].join('.')}.0`;
}

function unsupportedInputs(docker: DockerInputs, builder: Builder): string[] {
  const isPlain = builder.kind === 'the Docker engine';
  const isEngine = builder.kind !== 'BuildKit';
  const hasProvenance = docker.provenance !== null && docker.provenance !== 'false';
  const hasSbom = docker.sbom !== null && docker.sbom !== 'false';
  const hasSecrets = docker.secrets.length > 0;
  const needs = (feature: keyof typeof SINCE) => ` (needs buildx ${versionOf(feature)} or newer)`;
  const isOld = !supports(builder, 'attestations');
  const requested: [string, boolean][] = [
    ['several platforms', isEngine && docker.platforms.length > 1],
    ['provenance', isEngine && hasProvenance],
    ['sbom', isEngine && hasSbom],
    [`provenance${needs('attestations')}`, !isEngine && hasProvenance && isOld],
    [`sbom${needs('attestations')}`, !isEngine && hasSbom && isOld],
    ['secrets', isPlain && hasSecrets],
    [`secrets${needs('secretsByEnv')}`, !isPlain && hasSecrets && !supports(builder, 'secretsByEnv')],
    ['cache-to', isPlain && docker.cacheTo.length > 0],
    ['builder', isPlain && docker.builder !== null],
  ];
  return requested.filter(([, is]) => is).map(([what]) => what);
}
