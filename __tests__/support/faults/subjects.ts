import { headTag } from '../images/images.ts';
import { type Registry, startRegistry } from '../registries/registry.ts';
import type { RunOptions, RunResult } from '../runner/runner.ts';
import {
  actCopy,
  behindProxies,
  type CopyEnd,
  type CopyJob,
  type CopyJobs,
  copyEnd,
  copyOrThrow,
  freshPlaces,
  liveAt,
  prepareCopyJobs,
} from './copy-trials.ts';
import type { ProxyOptions, Rule, Trace } from './proxy.ts';
import { prepareTrains, type Trains, trainOf } from './train-trials.ts';
import {
  act,
  actOrThrow,
  attempt,
  behindProxy,
  type End,
  endOf,
  fresh,
  type Jobs,
  prepareJobs,
  RUN,
} from './trials.ts';

/** One job on repositories of its own. */
export interface Trial<End> {
  /** the repositories whose environments it updates */
  readonly repos: readonly string[];
  /** Runs the job as the first attempt of run `RUN`, behind proxies with these rules. */
  run(
    rules: Rule | Rule[],
    options?: RunOptions,
    proxy?: Pick<ProxyOptions, 'cutsBody'>,
  ): Promise<{ run: RunResult; trace: Trace }>;
  /** Runs the job again as the second attempt, without proxies. @throws Error when the run fails */
  again(): Promise<RunResult>;
  /** Reads all that trials are compared by: tags, history, and for a copy all contents. */
  end(): Promise<End>;
  /** Reads the digest of the environment's tag in each repository. */
  live(): Promise<(string | undefined)[]>;
}

/** What is killed, signalled, or given faults: a job that can begin many times, each time in the same state. */
export interface Subject<End> {
  begin(): Trial<End>;
  /** Runs the job once, without faults, and returns how it ends. @throws Error when the run fails */
  once(): Promise<End>;
}

/** Makes a subject of what begins its trials; it runs undisturbed only once. */
function subjectOf<End>(begin: () => Trial<End>): Subject<End> {
  const once = async (): Promise<End> => {
    const trial = begin();
    const { run } = await trial.run([]);
    if (run.exitCode !== 0) throw new Error(`the run failed:\n${run.stdout}${run.stderr}`);
    return trial.end();
  };
  let ended: Promise<End> | undefined;
  return {
    begin,
    once: () => {
      ended ??= once();
      return ended;
    },
  };
}

/** All subjects of one kind, with their registries. */
interface Subjects<Key extends string, End> {
  readonly subject: Record<Key, Subject<End>>;
  stop(): Promise<unknown>;
}

/** Starts a registry with promotions, a rollback and a build of one image. */
export async function startImage(): Promise<
  Subjects<keyof Jobs['job'], End> & { readonly registry: Registry; readonly jobs: Jobs }
> {
  const registry = await startRegistry();
  const jobs = await prepareJobs(registry);
  const subject = mapValues(jobs.job, ({ from, inputs }) =>
    subjectOf((): Trial<End> => {
      const repo = fresh(jobs, from);
      return {
        repos: [repo],
        run: (rules, options) =>
          behindProxy(registry, rules, async (proxy) => ({
            run: await act(proxy, repo, inputs, { ...attempt(RUN), ...options }),
            trace: proxy.trace,
          })),
        again: () => actOrThrow(registry, repo, inputs, attempt(RUN, 2)),
        end: () => endOf(registry, repo),
        live: async () => [await headTag(registry, repo, 'prod')],
      };
    }),
  );
  return { registry, jobs, subject, stop: () => registry.stop() };
}

/** Starts a registry with promotions and a rollback of three images at once. */
export async function startTrain(): Promise<
  Subjects<keyof Trains['job'], End[]> & { readonly registry: Registry; readonly trains: Trains }
> {
  const registry = await startRegistry();
  const trains = await prepareTrains(registry);
  const subject = mapValues(trains.job, (job) =>
    subjectOf((): Trial<End[]> => {
      const train = trainOf(trains, job);
      return {
        repos: train.repos,
        run: (rules, options) =>
          behindProxy(registry, rules, async (proxy) => ({
            run: await train.act(proxy, { ...attempt(RUN), ...options }),
            trace: proxy.trace,
          })),
        again: () => train.must(registry, attempt(RUN, 2)),
        end: train.end,
        live: () => Promise.all(train.repos.map((repo) => headTag(registry, repo, 'prod'))),
      };
    }),
  );
  return { registry, trains, subject, stop: () => registry.stop() };
}

/** Describes one copy; every trial has destinations of its own. */
export function copySubject(job: CopyJob): Subject<CopyEnd[]> {
  return subjectOf(() => {
    const to = freshPlaces(job);
    return {
      repos: to,
      run: (rules, options, proxy) =>
        behindProxies(
          job,
          rules,
          async (proxies) => ({
            run: await actCopy(job, proxies, to, { ...attempt(RUN), ...options }),
            trace: proxies.trace,
          }),
          proxy,
        ),
      again: () => copyOrThrow(job, job, to, attempt(RUN, 2)),
      end: () => copyEnd(job, to),
      live: () => liveAt(job, to),
    };
  });
}

/**
 * Starts two registries with copies between them, within one, and of three images at once.
 * @param small one platform and two images: fewer requests of the same kinds
 */
export async function startCopy({
  small = false,
} = {}): Promise<Subjects<keyof CopyJobs['job'], CopyEnd[]> & { readonly here: Registry; readonly there: Registry }> {
  const [here, there] = await Promise.all([startRegistry(), startRegistry()]);
  const { job } = await prepareCopyJobs(here, there, small ? ['linux/amd64'] : undefined);
  if (small) job.train.from.length = 2;
  const stop = () => Promise.all([here.stop(), there.stop()]);
  return { here, there, subject: mapValues(job, copySubject), stop };
}

/** One run under faults, and how it ended. */
export interface FaultedRun<End> {
  run: RunResult;
  end: End;
  trace: Trace;
  trial: Trial<End>;
}

/** Runs a subject once behind proxies with these rules. */
export async function runWithFaults<End>(
  subject: Subject<End>,
  rules: Rule | Rule[],
  proxy?: Pick<ProxyOptions, 'cutsBody'>,
): Promise<FaultedRun<End>> {
  const trial = subject.begin();
  const { run, trace } = await trial.run(rules, { ownTime: {} }, proxy);
  return { run, trace, trial, end: await trial.end() };
}

function mapValues<Key extends string, From, To>(record: Record<Key, From>, map: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, map(value)])) as Record<Key, To>;
}
