import { headTag, historyChain, pushManifest, readHistory, tagsAndDigests } from '../images/images.ts';
import type { Registry } from '../registries/registry.ts';
import { pushCosignTag, pushReferrer, readWhole, type Whole } from '../requests/copies.ts';
import { type RunOptions, type RunResult, runAction } from '../runner/runner.ts';
import { type ProxyOptions, type Rule, type Ruled, startProxy, Trace } from './proxy.ts';
import { attempt, pushVersion, RUN, type Story } from './trials.ts';

/** The state of one destination, for comparison. */
export interface CopyEnd {
  /** but the history's own */
  tags: Record<string, string>;
  /** the tagged images by digest: the bytes of manifests, and blobs verified against their digests */
  whole: Record<string, Whole>;
  story: Story;
  histories: number;
}

/** A copy: its source repositories, and the two registries. */
export interface CopyJob {
  from: string[];
  source: Registry;
  destination: Registry;
}

export interface CopyJobs {
  job: Record<'between' | 'within' | 'train', CopyJob>;
  digest: string;
}

const SBOM = 'application/spdx+json';

/**
 * Pushes `dev/app` (two platforms with attestations, a referrer under the fallback tag, a cosign
 * signature) to both registries, and `dev/train-…`, three small images, to the first.
 * @param platforms others than the two; fewer make fewer requests, of the same kinds
 */
export async function prepareCopyJobs(here: Registry, there: Registry, platforms?: string[]): Promise<CopyJobs> {
  let digest = '';
  for (const registry of [here, there]) {
    const image = await pushVersion(registry, 'dev/app', '1.1.0', ['1.1.0', 'git-1111111'], {
      attestations: true,
      layerBytes: 200_000,
      ...(platforms && { platforms }),
    });
    await pushReferrer(registry, 'dev/app', image, SBOM, 'what is in it');
    await pushCosignTag(registry, 'dev/app', image.digest, 'sig', ['a signature']);
    digest = image.digest;
  }
  const train = ['dev/train-api', 'dev/train-web', 'dev/train-jobs'];
  const annotations = { 'org.opencontainers.image.version': '1.1.0' };
  for (const repo of train) await pushManifest(here, repo, { tags: ['1.1.0'], seed: repo, annotations });
  const job = {
    between: { from: ['dev/app'], source: here, destination: there },
    within: { from: ['dev/app'], source: there, destination: there },
    train: { from: train, source: here, destination: there },
  };
  return { job, digest };
}

let places = 0;

/** Returns destinations that no other case uses. */
export function freshPlaces({ from }: CopyJob): string[] {
  places += 1;
  return from.map((repo) => `shop/${places}/${repo.slice('dev/'.length)}`);
}

/** The addresses of a job's two registries: proxies, or direct. */
export interface Hosts {
  source: { host: string };
  destination: { host: string };
}

/** Runs a copy to these places. */
export function actCopy(
  { from }: CopyJob,
  hosts: Hosts,
  to: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const image = from.map((repo) => `${hosts.source.host}/${repo}`).join('\n');
  const destination = to.map((repo) => `${hosts.destination.host}/${repo}`).join('\n');
  const inputs = { mode: 'promote', environment: 'prod', version: '1.1.0', image, destination };
  return runAction(inputs, options);
}

/** Does the same, and throws if the run fails. */
export async function copyOrThrow(...args: Parameters<typeof actCopy>): Promise<RunResult> {
  const run = await actCopy(...args);
  if (run.exitCode !== 0) throw new Error(`the copy failed:\n${run.stdout}${run.stderr}`);
  return run;
}

/** Returns the state of each destination. */
export function copyEnd({ destination }: CopyJob, to: readonly string[]): Promise<CopyEnd[]> {
  return Promise.all(
    to.map(async (repo) => {
      const [all, chain, history] = await Promise.all([
        tagsAndDigests(destination, repo),
        historyChain(destination, repo, 'prod'),
        readHistory(destination, repo, 'prod'),
      ]);
      const tags = Object.fromEntries(Object.entries(all).filter(([tag]) => !tag.endsWith('-history')));
      const named = [...new Map(Object.entries(tags).map(([tag, digest]) => [digest, tag]))];
      const read = named.map(async ([digest, tag]) => [digest, await readWhole(destination, repo, tag)] as const);
      return {
        tags,
        whole: Object.fromEntries(await Promise.all(read)),
        story: (history?.events ?? []).map(({ action, digest }): Story[number] => [action, digest]),
        histories: chain.length,
      };
    }),
  );
}

/** Returns the digest of each destination's environment tag. */
export function liveAt({ destination }: CopyJob, to: readonly string[]): Promise<(string | undefined)[]> {
  return Promise.all(to.map((repo) => headTag(destination, repo, 'prod')));
}

export interface CopyProxies extends Hosts {
  trace: Trace;
}

/** Puts proxies in front of a job's registries, with one trace and one count of requests (`n`). */
export async function behindProxies<T>(
  { source, destination }: CopyJob,
  rules: Rule | Rule[],
  use: (proxies: CopyProxies) => Promise<T>,
  options: ProxyOptions = {},
): Promise<T> {
  const trace = new Trace();
  let count = 0;
  const list = [rules].flat();
  const counted: Rule = async (request) => {
    const ruled: Ruled = { ...request, n: ++count };
    for (const rule of list) {
      const fault = await rule(ruled);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
  const start = (registry: Registry, name: string) =>
    startProxy(registry.url, { ...options, trace, name, rules: counted });
  const first = await start(destination, 'destination');
  const second = source === destination ? first : await start(source, 'source');
  try {
    return await use({ trace, source: second, destination: first });
  } finally {
    await first.stop();
    if (second !== first) await second.stop();
  }
}

/** One copy under faults, and its end. */
export interface TriedCopy {
  run: RunResult;
  to: string[];
  end: CopyEnd[];
  trace: Trace;
}

/** Copies to new destinations behind proxies with these rules. */
export async function triedCopy(
  job: CopyJob,
  rules: Rule | Rule[],
  { proxy, run: options }: { proxy?: ProxyOptions; run?: RunOptions } = {},
): Promise<TriedCopy> {
  const to = freshPlaces(job);
  return behindProxies(
    job,
    rules,
    async (proxies) => {
      const run = await actCopy(job, proxies, to, { ...attempt(RUN), ...options });
      return { run, to, end: await copyEnd(job, to), trace: proxies.trace };
    },
    proxy,
  );
}

/** Returns the kind of a request, without names and digests: `destination PUT blob`, `source GET manifest`, … */
export function kindOf({ via, method, path, query }: Pick<Ruled, 'via' | 'method' | 'path' | 'query'>): string {
  const [, what = '', name = ''] = /\/(manifests|blobs\/uploads|blobs|tags|referrers)\/(.*)$/.exec(path) ?? [];
  const kinds: Record<string, string> = {
    manifests: manifestKind(name),
    'blobs/uploads': query.includes('mount=') ? 'mount' : 'upload',
    blobs: 'blob',
  };
  return `${via} ${method} ${kinds[what] ?? what}`;
}

function manifestKind(name: string): string {
  if (name.startsWith('sha256:')) return 'manifest';
  if (name.endsWith('-history')) return 'history';
  if (name === 'prod') return 'environment';
  return name.startsWith('sha256-') ? (name.includes('.') ? 'signature' : 'list') : 'tag';
}

/** A rule for requests of these kinds: of each kind the first few, or all. */
export function onKinds(kinds: readonly string[], fault: Awaited<ReturnType<Rule>>, times = 1): Rule {
  const seen = new Map<string, number>();
  return (request) => {
    const kind = kindOf(request);
    if (!kinds.includes(kind)) return undefined;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return seen.get(kind)! <= times ? fault : undefined;
  };
}
