import { expect } from '@jest/globals';
import * as images from '../images/images.ts';
import { copyRepository } from '../registries/copy-repository.ts';
import type { Registry } from '../registries/registry.ts';
import { type RunOptions, type RunResult, runAction } from '../runner/runner.ts';

/** One object of the `result` output, by the contract. */
export interface Entry {
  image: string;
  digest: string | null;
  version: string | null;
  revision: string | null;
  environment: string | null;
  previousDigest: string | null;
  previousVersion: string | null;
  previousRevision: string | null;
  tags: string[];
  changed: boolean;
  built: boolean;
}

/** A run that succeeded, with what matters most of it. */
export interface Done extends RunResult {
  result: Entry[];
  /** Tags that the `tags` output names, without the image, sorted. */
  tags: string[];
  changed: boolean;
}

type Inputs = Record<string, string>;

/** One repository of a registry, and runs of the action on it. */
export interface Scene {
  registry: Registry;
  repo: string;
  image: string;
  run(inputs: Inputs, options?: RunOptions): Promise<RunResult>;
  /** A run that must succeed, without an error annotation. */
  ok(inputs: Inputs, options?: RunOptions): Promise<Done>;
  /** A run that must fail with this code, with one titled annotation and nothing written; returns the message. */
  refused(code: string, inputs: Inputs, options?: RunOptions): Promise<string>;
  /** Runs a dry run, then the real one: the outputs are equal except for those of writes, and the dry run writes nothing. */
  rehearsed(inputs: Inputs, options?: RunOptions): Promise<Done>;
  /** All tags with their digests. */
  state(): Promise<Record<string, string>>;
  at(tag: string): Promise<string | undefined>;
  history(environment: string): Promise<images.HistoryEvent[]>;
  /** Pushes an image of a commit as another step would: an index with annotations, without a tag. */
  push(commit: string, more?: Record<string, string>): Promise<string>;
  /** Pushes and adopts an image of a commit; with a version as a release's build would. Returns its digest. */
  release(number: number, version: string, environment?: string): Promise<string>;
}

/** A commit's SHA by a small number: the same each time, others in the first seven characters. */
export function commitOf(number: number): string {
  return images.digestOf(`commit ${number}`).slice('sha256:'.length, 'sha256:'.length + 40);
}

/** When a numbered commit was made. */
export function timeOf(number: number): string {
  return new Date(Date.UTC(2026, 0, number)).toISOString().replace('.000', '');
}

/** The environment of one attempt of a numbered run, for a commit. */
export function attempt(run: number, attempt = 1, commit?: string): Record<string, string> {
  const about = commit === undefined ? {} : { GITHUB_SHA: commit };
  return { GITHUB_RUN_ID: String(run), GITHUB_RUN_ATTEMPT: String(attempt), ...about };
}

/** The URL under which an attempt is known. */
export function runUrl(run: number, attempt = 1): string {
  return `https://github.com/acme/app/actions/runs/${run}/attempts/${attempt}`;
}

/** What the runner gives a job on a published release. */
export function releaseOf(tag: string, commit: string): { event: object; env: Record<string, string> } {
  const ref = { GITHUB_REF: `refs/tags/${tag}`, GITHUB_REF_NAME: tag, GITHUB_REF_TYPE: 'tag' };
  return {
    event: { action: 'published', release: { tag_name: tag, draft: false, prerelease: false } },
    env: { GITHUB_EVENT_NAME: 'release', GITHUB_SHA: commit, ...ref },
  };
}

export function sceneOf(registry: Registry, repo: string, base: RunOptions = {}): Scene {
  const image = `${registry.host}/${repo}`;
  const run = (inputs: Inputs, options: RunOptions = {}): Promise<RunResult> =>
    runAction({ image, ...inputs }, { ...base, ...options, env: { ...base.env, ...options.env } });
  const state = (): Promise<Record<string, string>> => images.tagsAndDigests(registry, repo);
  const ok = async (inputs: Inputs, options?: RunOptions): Promise<Done> => doneOf(await run(inputs, options));
  const push = async (commit: string, more: Record<string, string> = {}): Promise<string> => {
    const annotations = { 'org.opencontainers.image.revision': commit, ...more };
    return (await images.pushIndex(registry, repo, { annotations })).digest;
  };
  return {
    ...{ registry, repo, image, run, ok, state, push },
    refused: async (code, inputs, options) => {
      const before = await state();
      const refused = await run(inputs, options);
      const message = refusalOf(code, refused);
      expect(await state()).toEqual(before);
      expect(refused.outputs).toMatchObject({ changed: 'false', built: 'false' });
      return message;
    },
    rehearsed: async (inputs, options) => {
      const before = await state();
      const dry = await ok({ ...inputs, 'dry-run': 'true' }, options);
      expect(await state()).toEqual(before);
      const real = await ok(inputs, options);
      expect(dry.outputs.changed).toBe('false');
      expect(plannedBy(dry)).toEqual(plannedBy(real));
      return real;
    },
    at: (tag) => images.headTag(registry, repo, tag),
    history: async (environment) => (await images.readHistory(registry, repo, environment))?.events ?? [],
    release: async (number, version, environment) => {
      const commit = commitOf(number);
      const digest = await push(commit, { 'org.opencontainers.image.created': timeOf(number) });
      const inputs = { mode: 'build', digest, sha: commit, version, ...(environment && { environment }) };
      await ok(inputs, { env: attempt(1000 + number, 1, commit) });
      return digest;
    },
  };
}

/** The outputs of a run without those that only a write can set. */
function plannedBy({ outputs, result }: Done): object {
  const { changed: _, result: __, 'history-digest': ___, 'result-file': ____, ...rest } = outputs;
  return { ...rest, result: result.map((entry) => ({ ...entry, changed: null })) };
}

/** A run as one that succeeded. */
export function doneOf(run: RunResult): Done {
  expect({ annotations: run.annotations.filter(({ level }) => level === 'error'), stderr: run.stderr }).toEqual({
    annotations: [],
    stderr: '',
  });
  expect(run.exitCode).toBe(0);
  const result = JSON.parse(run.outputs.result ?? '[]') as Entry[];
  const tags = (run.outputs.tags ?? '').split('\n').filter(Boolean);
  return {
    ...run,
    result,
    tags: tags.map((reference) => reference.slice(reference.lastIndexOf(':') + 1)).sort(),
    changed: run.outputs.changed === 'true',
  };
}

/**
 * Expects the outputs of a run that failed before it read anything. The digest of a promotion is `none` then: as `expect`
 * of a rollback it matches no image, while an empty one would count as not set.
 */
export function expectNothingKnown({ outputs }: RunResult, mode: string): void {
  const { 'result-file': file, ...rest } = outputs;
  const nothing = mode === 'promote' ? { digest: 'none', result: '[]' } : {};
  expect(rest).toEqual({ changed: 'false', built: 'false', ...nothing });
  expect(file !== undefined).toBe(mode === 'promote');
}

/** The message of a run that failed with this code, in one titled annotation. */
export function refusalOf(code: string, run: RunResult): string {
  const errors = run.annotations.filter(({ level }) => level === 'error');
  expect(errors.map(({ message }) => message.split(':')[0])).toEqual([code]);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe('');
  expect(errors[0]!.title).not.toBe('');
  return errors[0]!.message;
}

/**
 * A repository with versions 1.1.0, 1.2.0 and so on; the first of them are promoted to prod by the runs 1, 2, …
 * It is made once in a registry, and copied on disk.
 */
export async function promotedScene(
  registry: Registry,
  name: string,
  released: number,
  promoted: number,
): Promise<{ app: Scene; digests: string[] }> {
  const digests = await copiedScene(registry, `promoted-${released}-${promoted}`, name, async (app) => {
    const made: string[] = [];
    for (let number = 1; number <= released; number++) made.push(await app.release(number, `1.${number}.0`));
    for (let number = 1; number <= promoted; number++) {
      const inputs = { mode: 'promote', environment: 'prod', version: `1.${number}.0` };
      await app.ok(inputs, { env: attempt(number) });
    }
    return made;
  });
  return { app: sceneOf(registry, name), digests };
}

const prepared = new WeakMap<Registry, Map<string, Promise<unknown>>>();

/**
 * Prepares a repository once in a registry, under the name of a kind, and copies it on disk to a new name.
 * @param prepare what the repository needs; what it returns is returned for each copy
 */
export async function copiedScene<T>(
  registry: Registry,
  kind: string,
  name: string,
  prepare: (app: Scene) => Promise<T>,
): Promise<T> {
  const kinds = prepared.get(registry) ?? new Map<string, Promise<unknown>>();
  prepared.set(registry, kinds);
  const from = `prepared/${kind}`;
  if (!kinds.has(kind)) kinds.set(kind, prepare(sceneOf(registry, from)));
  const result = (await kinds.get(kind)) as T;
  copyRepository(registry, from, name);
  return result;
}
