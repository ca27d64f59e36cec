import { expect } from '@jest/globals';
import {
  historyChain,
  type PushedImage,
  pushIndex,
  readHistory,
  type Target,
  tagsAndDigests,
} from '../images/images.ts';
import { copyRepository } from '../registries/copy-repository.ts';
import { gate } from '../registries/gate.ts';
import type { Registry } from '../registries/registry.ts';
import { type RunOptions, type RunResult, runAction, SHA } from '../runner/runner.ts';
import { type Rule, type Ruled, startProxy, type TestProxy, type Trace } from './proxy.ts';

/** The actions and digests in an environment's history. */
export type Story = [action: string, digest: string][];

/** The state of a repository, for comparison. */
export interface End {
  tags: Record<string, string>;
  story: Story;
  /** The length of the history's chain of parents: one per write. */
  histories: number;
}

/** Pushes an image (of two platforms by default) with its metadata in annotations; equal versions make equal images. */
export function pushVersion(
  target: Target,
  repo: string,
  version: string,
  tags = [version],
  more: { attestations?: boolean; layerBytes?: number; platforms?: string[] } = {},
): Promise<PushedImage> {
  const annotations = {
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.revision': SHA,
    'org.opencontainers.image.created': '2026-01-02T03:04:05Z',
  };
  return pushIndex(target, repo, { tags, annotations, seed: version, ...more });
}

/** Repositories in each initial state, and the jobs to run there. */
export interface Jobs {
  registry: Registry;
  /** The digests by version. */
  digests: Record<'1.0.0' | '1.1.0' | '1.2.0', string>;
  job: Record<'first' | 'second' | 'back' | 'release', Job>;
}

export interface Job {
  /** The repository that every case copies first. */
  from: string;
  inputs: Record<string, string>;
}

export const promote = (version: string) => ({ mode: 'promote', environment: 'prod', version });
export const ROLLBACK = { mode: 'rollback', environment: 'prod' };

/**
 * Makes repositories `fresh` (no environment), `one` (1.0.0 is live in prod) and `two` (1.1.0 is live, 1.0.0 was).
 * All have the image 1.2.0, that a build may adopt, without a tag.
 */
export async function prepareJobs(registry: Registry): Promise<Jobs> {
  const pushed = ['1.0.0', '1.1.0', '1.2.0'].map(async (version) => {
    const image = await pushVersion(registry, 'fresh', version, version === '1.2.0' ? [] : [version]);
    return [version, image.digest];
  });
  const digests = Object.fromEntries(await Promise.all(pushed)) as Jobs['digests'];
  copyRepository(registry, 'fresh', 'one');
  await actOrThrow(registry, 'one', promote('1.0.0'), attempt(1));
  copyRepository(registry, 'one', 'two');
  await actOrThrow(registry, 'two', promote('1.1.0'), attempt(2));
  const tags = '{{version}}\n{{version}}-{{sha}}\n{{major}}.{{minor}}';
  const release = { mode: 'build', environment: 'prod', version: '1.2.0', digest: digests['1.2.0'], tags };
  const job = {
    first: { from: 'fresh', inputs: promote('1.0.0') },
    second: { from: 'one', inputs: promote('1.1.0') },
    back: { from: 'two', inputs: ROLLBACK },
    release: { from: 'one', inputs: release },
  };
  return { registry, digests, job };
}

let copies = 0;

/** Returns a copy of a repository for one case. */
export function fresh({ registry }: Jobs, from: string): string {
  copies += 1;
  const repo = `copy-${copies}`;
  copyRepository(registry, from, repo);
  return repo;
}

/** How a job ends that nothing disturbs, with the numbers of its requests, and of the writes among them. */
export type Undisturbed = { end: End; requests: number; writes: number };

const undisturbedRuns = new WeakMap<Job, Promise<Undisturbed>>();

/** Runs a job without faults, the first time only; returns how it ends. */
export function undisturbed(jobs: Jobs, job: Job): Promise<Undisturbed> {
  if (!undisturbedRuns.has(job)) undisturbedRuns.set(job, runUndisturbed(jobs, job));
  return undisturbedRuns.get(job)!;
}

async function runUndisturbed(jobs: Jobs, { from, inputs }: Job): Promise<Undisturbed> {
  const repo = fresh(jobs, from);
  const counts = await behindProxy(jobs.registry, [], async (proxy) => {
    await actOrThrow(proxy, repo, inputs, attempt(RUN));
    return { requests: proxy.trace.count, writes: proxy.trace.writes.length };
  });
  return { end: await endOf(jobs.registry, repo), ...counts };
}

/** The run that cases are about. */
export const RUN = 500;

/** An attempt of a run, by the variables that the runner sets. */
export function attempt(run: number, number = 1): { env: Record<string, string> } {
  return { env: { GITHUB_RUN_ID: String(run), GITHUB_RUN_ATTEMPT: String(number) } };
}

/** Runs the action on a repository, directly or through a proxy. */
export function act(
  { host }: { host: string },
  repo: string,
  inputs: Record<string, string>,
  options: RunOptions = {},
): Promise<RunResult> {
  return runAction({ image: `${host}/${repo}`, ...inputs }, options);
}

/** Does the same, and throws if the run fails. */
export async function actOrThrow(...args: Parameters<typeof act>): Promise<RunResult> {
  const run = await act(...args);
  if (run.exitCode !== 0) throw new Error(`${JSON.stringify(args[2])} failed:\n${run.stdout}${run.stderr}`);
  return run;
}

/** Returns the tags except histories, and the history. Throws if the numbers of events have a gap. */
export async function endOf(target: Target, repo: string): Promise<End> {
  const [all, chain, history] = await Promise.all([
    tagsAndDigests(target, repo),
    historyChain(target, repo, 'prod'),
    readHistory(target, repo, 'prod'),
  ]);
  const tags = Object.fromEntries(Object.entries(all).filter(([tag]) => !tag.endsWith('-history')));
  return {
    tags,
    story: (history?.events ?? []).map(({ action, digest }) => [action, digest]),
    histories: chain.length,
  };
}

/** The codes of a run's error annotations: every message starts with one. */
export function codesOf({ annotations }: RunResult): string[] {
  return annotations.filter(({ level }) => level === 'error').map(({ message }) => message.split(':')[0] ?? '');
}

/** Starts a proxy in front of the registry for one case. */
export async function behindProxy<T>(
  registry: { url: string },
  rules: Rule | Rule[],
  use: (proxy: TestProxy) => Promise<T>,
): Promise<T> {
  const proxy = await startProxy(registry.url, { rules });
  try {
    return await use(proxy);
  } finally {
    await proxy.stop();
  }
}

/** Returns a rule for requests of one method for one tag or digest: the first, the first few, or all (Infinity). */
export function on(method: string, reference: string, fault: Awaited<ReturnType<Rule>>, times = 1): Rule {
  let seen = 0;
  return (request) => {
    if (request.method !== method || !request.path.endsWith(`/${reference}`)) return undefined;
    seen += 1;
    return seen <= times ? fault : undefined;
  };
}

/** Never resolves. */
const never = new Promise<void>(() => {});

/**
 * Returns a rule by which the registry stops responding at a request, either before it is carried out or before
 * it is answered; `reached` resolves at that moment.
 */
export function silentFrom(is: (request: Ruled) => boolean, moment: 'before' | 'after') {
  const point = gate();
  let isSilent = false;
  const rule: Rule = (request) => {
    if (isSilent) return 'never';
    if (!is(request)) return undefined;
    isSilent = true;
    const fall = (): Promise<void> => {
      point.open();
      return never;
    };
    return moment === 'before' ? { before: fall } : { after: fall };
  };
  return { rule, reached: point.opened };
}

/** Processes items, several at a time. */
export async function several<T, R>(items: readonly T[], work: (item: T) => Promise<R>, atOnce = 4): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** One run of a job under faults. */
export interface JobRun {
  run: RunResult;
  end: End;
  repo: string;
  /** Its attempted writes, as `PUT prod`. */
  writes: string[];
}

/** Runs a job on a fresh copy behind a proxy with these rules. */
export async function runJobWithFaults(jobs: Jobs, { from, inputs }: Job, rules: Rule | Rule[]): Promise<JobRun> {
  const repo = fresh(jobs, from);
  return behindProxy(jobs.registry, rules, async (proxy) => {
    const run = await act(proxy, repo, inputs, attempt(RUN));
    return { run, end: await endOf(jobs.registry, repo), repo, writes: writesOf(proxy.trace) };
  });
}

/** Returns the writes of a trace, each as `PUT prod`. */
export function writesOf({ writes }: Trace): string[] {
  return writes.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
}

/** Expects a run to have failed with one error and without a write. */
export function expectUntouched({ run, end, writes }: Omit<JobRun, 'repo'>, code: string, before: End): void {
  expect({ code: run.exitCode, errors: codesOf(run) }).toEqual({ code: 1, errors: [code] });
  expect(writes).toEqual([]);
  expect(end).toEqual(before);
}
