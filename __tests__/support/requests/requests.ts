import type { PipelineDeps } from '../../../src/execute/pipeline.ts';
import type { Context } from '../../../src/github/context.ts';
import { type Descriptor, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import type { Registry } from '../../../src/registry/client.ts';
import type {
  BuildRequest,
  HoldRequest,
  PromoteRequest,
  RollbackRequest,
  StatusRequest,
} from '../../../src/request/request.ts';
import type { Clock } from '../../../src/util/clock.ts';
import { APP, commitOf } from '../images/memory-images.ts';

export const SOURCE = 'https://github.com/team/app';
/** The start time of the clock in tests. */
export const START = Date.parse('2026-03-01T12:00:00.000Z');

/** The URL of a run's attempt. */
export function runUrl(id: number, attempt = 1): string {
  return `${SOURCE}/actions/runs/${id}/attempts/${attempt}`;
}

export function contextOf(id = 1, attempt = 1): Context {
  return {
    event: 'push',
    branch: 'main',
    workflowCommit: null,
    gitTag: null,
    commit: commitOf('c0ffee1'),
    release: null,
    untrusted: null,
    repository: 'team/app',
    server: 'https://github.com',
    source: SOURCE,
    actor: 'ana',
    run: runUrl(id, attempt),
    workspace: '/workspace',
  };
}

/** What the requests of all modes have, with no inputs but the image. */
export const COMMON = {
  images: [APP],
  shaLength: 7,
  dryRun: false,
  history: true,
  plainHttp: false,
  credential: null,
  githubToken: null,
  context: contextOf(),
  ignored: [],
  notices: [],
  logLines: [],
} as const;

const UPDATING = {
  ...COMMON,
  environmentTags: ['{{environment}}'],
  allow: [],
  transport: 'registry',
  deployment: false,
  records: false,
  environmentUrl: null,
  reason: null,
} as const;

export function promoteRequest(given: Partial<PromoteRequest> = {}): PromoteRequest {
  const source = { kind: 'named', text: '1.0.0' } as const;
  return {
    ...UPDATING,
    mode: 'promote',
    environment: 'prod',
    stages: [],
    source,
    destinations: [],
    with: 'all',
    ...given,
  };
}

/** A promotion of what `version` names. */
export function promoting(text: string, given: Partial<PromoteRequest> = {}): PromoteRequest {
  return promoteRequest({ source: { kind: 'named', text }, ...given });
}

export function rollbackRequest(given: Partial<RollbackRequest> = {}): RollbackRequest {
  return { ...UPDATING, mode: 'rollback', environment: 'prod', stages: [], version: null, ...given };
}

export function holdRequest(given: Partial<HoldRequest> = {}): HoldRequest {
  return { ...UPDATING, reason: 'x', mode: 'hold', environment: 'prod', stages: [], until: null, ...given };
}

export function statusRequest(given: Partial<StatusRequest> = {}): StatusRequest {
  return { ...COMMON, mode: 'status', environments: [], page: null, version: null, ...given };
}

export function buildRequest(given: Partial<BuildRequest> = {}): BuildRequest {
  const commit = given.commit ?? commitOf('c0ffee1');
  return {
    ...UPDATING,
    mode: 'build',
    image: APP,
    images: [APP],
    commit,
    checkout: { commit, time: '2026-02-28T10:00:00Z' },
    checkoutProblem: null,
    version: null,
    environment: null,
    stages: [],
    digest: null,
    docker: DOCKER,
    push: true,
    tags: [],
    branchTags: [],
    tagWarnings: [],
    ...given,
  };
}

export const DOCKER: BuildRequest['docker'] = {
  context: '.',
  file: null,
  target: null,
  platforms: [],
  buildArgs: [],
  secrets: [],
  labels: [],
  cacheFrom: [],
  cacheTo: [],
  builder: null,
  pull: false,
  noCache: false,
  provenance: null,
  sbom: null,
};

/** Every input of docker, each with a value. */
export const ALL_DOCKER = {
  context: './api',
  file: 'api/Dockerfile',
  target: 'app',
  platforms: ['linux/amd64', 'linux/arm64'],
  buildArgs: ['A=1', 'B=x y'],
  secrets: ['token=a,b', 'other=c'],
  labels: ['a=b', 'org.opencontainers.image.title=App'],
  cacheFrom: ['type=gha'],
  cacheTo: ['type=gha,mode=max'],
  builder: 'mine',
  pull: true,
  noCache: true,
  provenance: 'mode=max',
  sbom: 'true',
} satisfies BuildRequest['docker'];

/** A clock that advances only in `sleep`. */
export class TestClock implements Clock {
  private time: number;
  readonly sleeps: number[] = [];

  constructor(start = START) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.sleeps.push(milliseconds);
    this.time += milliseconds;
  }

  random(): number {
    return 0.5;
  }
}

/** What a pipeline needs, all in memory. */
export function depsOf(
  registry: Registry,
  given: Partial<PipelineDeps> = {},
): PipelineDeps & { clock: Clock; lines: string[] } {
  const lines: string[] = [];
  return {
    registry,
    clock: new TestClock(),
    putTag: (image, tag, manifest) => registry.put(image, tag, manifest),
    log: (line) => void lines.push(line),
    checkCancelled: () => {},
    ...given,
    lines,
  };
}

/** The digest of a letter. */
export function digest(name: string): string {
  return `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}`;
}

/** The target of a tag with a digest; null stays null. */
export function at(name: string | null): Descriptor | null {
  return name === null ? null : { digest: digest(name), mediaType: MEDIA_TYPES.ociIndex, size: 700 };
}
