import { asActionError, type ErrorCode } from '../../../src/errors.ts';
import { execute, type PipelineDeps } from '../../../src/execute/pipeline.ts';
import { errorOf, type Result } from '../../../src/execute/result.ts';
import { loadHistory } from '../../../src/history/store.ts';
import { digestOf } from '../../../src/image/digest.ts';
import type { Manifest } from '../../../src/image/manifest.ts';
import type { Repository } from '../../../src/image/reference.ts';
import { outputsOf, type ResultEntry } from '../../../src/report/outputs.ts';
import type { PlanningRequest } from '../../../src/request/request.ts';
import { APP, addIndex, type Says } from '../images/memory-images.ts';
import { MemoryRegistry } from '../registries/memory-registry.ts';
import { contextOf, depsOf, promoting, rollbackRequest, TestClock } from './requests.ts';

/** How a run ended, whether it failed while reading, deciding, or writing. */
export interface Played {
  readonly code: ErrorCode | null;
  readonly message: string;
  /** null where it failed while reading */
  readonly result: Result | null;
  readonly outputs: Record<string, string>;
  /** the `result` output */
  readonly entries: readonly ResultEntry[];
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** what this run wrote, as `registry/repository:tag` */
  readonly writes: readonly string[];
}

export interface Playing {
  /** the run's number and its attempt; by default the next run */
  readonly as?: readonly [run: number, attempt: number];
  readonly deps?: Partial<PipelineDeps>;
}

/** The commit that a version is released from, where a test says nothing else. */
export function commitOfVersion(version: string): string {
  return digestOf(Buffer.from(version)).slice('sha256:'.length, 'sha256:'.length + 40);
}

/** A registry in memory on which runs follow each other, a minute apart. */
export class Stage {
  readonly registry: MemoryRegistry;
  readonly clock = new TestClock();
  private runs = 0;

  constructor(registry = new MemoryRegistry()) {
    this.registry = registry;
  }

  /** An image of a version with all the tags that a build and a release give it. */
  release(version: string, given: Says = {}, image: Repository = APP): Manifest {
    const revision = given.revision ?? commitOfVersion(version);
    const sha = revision.slice(0, 7);
    const says = { version, revision, build: '{}', seed: `${image.repository} ${version}`, ...given };
    const tag = version.replace('+', '_');
    return addIndex(this.registry, image, says, [tag, `${tag}-${sha}`, `git-${sha}`]);
  }

  async play(request: PlanningRequest, playing: Playing = {}): Promise<Played> {
    const [run, attempt] = playing.as ?? [++this.runs, 1];
    this.runs = Math.max(this.runs, run);
    await this.clock.sleep(60_000);
    const before = this.registry.writes().length;
    const deps = depsOf(this.registry, { clock: this.clock, ...playing.deps });
    const asked = { ...request, context: contextOf(run, attempt) };
    const { result, thrown } = await execute(asked, deps).then(
      (done) => ({ result: done, thrown: null }),
      (error: unknown) => ({ result: null, thrown: asActionError(error) }),
    );
    const error = thrown ?? (result && errorOf(result));
    const outputs = result ? outputsOf(result) : {};
    return {
      code: error?.code ?? null,
      message: error?.message ?? '',
      result,
      outputs,
      entries: JSON.parse(outputs.result ?? '[]') as ResultEntry[],
      lines: deps.lines,
      warnings: result?.plan.warnings ?? [],
      notices: result?.plan.notices ?? [],
      writes: this.registry.writes().slice(before),
    };
  }

  /** Promotes versions one after the other, each by a run of its own. */
  async promote(environment: string, ...versions: readonly string[]): Promise<void> {
    for (const version of versions) must(await this.play(promoting(version, { environment })));
  }

  async rollBack(environment: string): Promise<void> {
    must(await this.play(rollbackRequest({ environment })));
  }

  /** The digest that a tag names; null where there is none. */
  at(tag: string, image: Repository = APP): string | null {
    return this.registry.look(image, tag)?.digest ?? null;
  }

  /** The version whose tag names what is live in an environment. */
  live(environment: string, image: Repository = APP): string | null {
    const digest = this.at(environment, image);
    const { tags } = this.registry.repository(image);
    return [...tags].find(([tag, named]) => named === digest && /^\d+\.\d+\.\d+$/.test(tag))?.[0] ?? digest;
  }

  /** An environment's events, as `promote 1.0.0`. */
  async history(environment: string, image: Repository = APP): Promise<string[] | null> {
    const history = await loadHistory(this.registry, image, environment);
    return history?.events.map(({ action, version, digest }) => `${action} ${version ?? digest}`) ?? null;
  }

  /** Every tag with its digest: two of these are equal where nothing was written. */
  snapshot(): Record<string, string> {
    return Object.fromEntries(
      [...this.registry.repositories].flatMap(([name, { tags }]) =>
        [...tags].map(([tag, digest]) => [`${name}:${tag}`, digest]),
      ),
    );
  }
}

/** Expects a run to have gone well. */
export function must(played: Played): Played {
  if (played.code !== null) throw new Error(`${played.code}: ${played.message}`);
  return played;
}
