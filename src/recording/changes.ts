import { type ApiError, asApiError } from '../github/api/api-error.ts';
import { type Comparison, compare, type GitHubRepository, readPulls } from '../github/api/changes.ts';
import type { GitHubClient } from '../github/api/client.ts';
import type { Context } from '../github/context.ts';
import type { Plan } from '../plan/plan.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { deferred } from '../util/deferred.ts';
import type { Problems } from './problems.ts';
import { type RevisionsOfImage, revisionsOf, urlOf } from './revisions.ts';
import type { ChangesEntry } from './types.ts';

/** How many comparisons are requested in parallel. */
const MAX_PARALLEL = 8;
/** The largest `changes` output, in characters: a job's outputs may have 1 MB in all. */
const MAX_OUTPUT = 400_000;

/** What reading the changes of a run needs. */
export interface ChangesDeps {
  readonly context: Context;
  /** whether the run rolls back, so that the new commit is probably the older one */
  readonly isRollback: boolean;
  /** the part of the run's time that is left to deployments and records, in milliseconds */
  readonly reserveMs: number;
  /** connects to GitHub; called only where something has to be compared */
  readonly client: () => Promise<GitHubClient>;
  /** finds the repository that an image is from where the assumed one does not have its commits; null if unknown */
  readonly sourceOf: (revisions: RevisionsOfImage) => Promise<GitHubRepository | null>;
  readonly problems: Problems;
  readonly log: (line: string) => void;
}

/** Reads what lies between the live image and the new one, for each image of a plan. */
export class ChangesReader {
  private readonly deps: ChangesDeps;
  /** the comparisons by repository and revisions: images of one repository share them */
  private readonly known = new Map<string, Promise<Compared>>();
  private reading: Promise<void> = Promise.resolve();
  /** the repositories of which that was said */
  private readonly unreadable = new Set<string>();

  constructor(deps: ChangesDeps) {
    this.deps = deps;
  }

  /** Begins to read the changes of a plan. @returns a promise that resolves when the first requests are sent */
  async start({ images }: Plan): Promise<void> {
    const fresh = new Map<string, RevisionsOfImage>();
    for (const plan of images) {
      const revisions = revisionsOf(plan, this.deps.context);
      if (revisions === null || revisions.base === revisions.head || this.known.has(keyOf(revisions))) continue;
      fresh.set(keyOf(revisions), revisions);
    }
    if (fresh.size === 0) return;
    let client: GitHubClient;
    try {
      client = await this.deps.client();
    } catch (error) {
      for (const [key, { repository }] of fresh)
        this.known.set(key, Promise.resolve({ repository, error: asApiError(error) }));
      return;
    }
    const before = this.reading;
    this.reading = this.read(client, fresh).then(() => before);
  }

  /** Waits for all comparisons. @returns one entry per image of the plan */
  async finish(plan: Plan): Promise<(ChangesEntry | null)[]> {
    await this.start(plan);
    await this.reading;
    const entries: (ChangesEntry | null)[] = [];
    for (const image of plan.images) {
      const revisions = revisionsOf(image, this.deps.context);
      entries.push(revisions && (await this.entryOf(revisions)));
    }
    return withinLimit(entries);
  }

  private async read(client: GitHubClient, fresh: ReadonlyMap<string, RevisionsOfImage>): Promise<void> {
    const { isRollback, reserveMs } = this.deps;
    const found: { key: string; repository: GitHubRepository; comparison: Comparison }[] = [];
    const results = new Map([...fresh.keys()].map((key) => [key, deferred<Compared>()] as const));
    for (const [key, { promise }] of results) this.known.set(key, promise);
    await forEachLimit(
      [...fresh],
      async ([key, revisions]) => {
        let asked = revisions.repository;
        const at = async (repository: GitHubRepository): Promise<void> => {
          asked = repository;
          const comparison = await compare(client, { ...revisions, repository }, isRollback, reserveMs);
          found.push({ key, repository, comparison });
        };
        try {
          await at(revisions.repository).catch(async (thrown: unknown) => {
            const error = asApiError(thrown);
            const isAbsent = error.reason === 'not-found' || error.reason === 'invalid';
            const source = revisions.isAssumed && isAbsent ? await this.deps.sourceOf(revisions) : null;
            if (source === null) throw error;
            await at(source);
          });
        } catch (error) {
          results.get(key)?.resolve({ repository: asked, error: asApiError(error) });
        }
      },
      MAX_PARALLEL,
    );
    const pulls = await this.readPulls(client, found);
    for (const { key, repository, comparison } of found) {
      const commits = comparison.commits.map((commit) => ({ ...commit, pulls: pulls(repository, commit.sha) }));
      results.get(key)?.resolve({ repository, comparison: { ...comparison, commits } });
    }
  }

  private async readPulls(
    client: GitHubClient,
    found: readonly { repository: GitHubRepository; comparison: Comparison }[],
  ) {
    const byRepository = new Map<string, { repository: GitHubRepository; shas: Set<string> }>();
    for (const { repository, comparison } of found) {
      const group = byRepository.get(nameOf(repository)) ?? { repository, shas: new Set() };
      for (const { sha } of comparison.commits) group.shas.add(sha);
      byRepository.set(nameOf(repository), group);
    }
    const pulls = new Map<string, Awaited<ReturnType<typeof readPulls>>['pulls']>();
    const groups = [...byRepository.values()].filter(({ shas }) => shas.size > 0);
    await forEachLimit(
      groups,
      async ({ repository, shas }) => {
        const read = await readPulls(client, repository, [...shas], this.deps.reserveMs);
        if (read.error)
          this.deps.problems.add('the pull requests could not be read', 'pull-requests: read', read.error);
        pulls.set(nameOf(repository), read.pulls);
      },
      MAX_PARALLEL,
    );
    return (repository: GitHubRepository, sha: string) => pulls.get(nameOf(repository))?.get(sha) ?? [];
  }

  private async entryOf(revisions: RevisionsOfImage): Promise<ChangesEntry> {
    const { image, base, head } = revisions;
    const link = (repository: GitHubRepository, from: string, to: string): string =>
      `${urlOf(this.deps.context, repository)}/compare/${from}...${to}`;
    const common = { image, base, head };
    const own = link(revisions.repository, base, head);
    if (base === head) return { ...common, url: own, direction: 'same', commits: [], total: 0, truncated: false };
    const compared = await this.known.get(keyOf(revisions));
    if (compared === undefined || 'error' in compared) {
      const repository = compared?.repository ?? revisions.repository;
      if (compared) this.fail(repository, compared.error);
      const [from, to] = this.deps.isRollback ? [head, base] : [base, head];
      const url = link(repository, from, to);
      return { ...common, url, direction: null, commits: [], total: null, truncated: false };
    }
    const { repository, comparison } = compared;
    const { direction, commits, total, behind } = comparison;
    const url = direction === 'backward' ? link(repository, head, base) : link(repository, base, head);
    const entry = { ...common, url, direction, commits, total, truncated: total > commits.length };
    return behind === undefined ? entry : { ...entry, behind };
  }

  /** Notes why a comparison failed. The token of a job cannot read another private repository: that is only logged. */
  private fail(repository: GitHubRepository, error: ApiError): void {
    const { context, log, problems } = this.deps;
    const name = nameOf(repository);
    const isOther = name !== context.repository?.toLowerCase() && error.reason === 'not-found';
    if (!isOther) problems.add('the changes could not be read', 'contents: read', error);
    else if (!this.unreadable.has(name))
      log(`The token cannot read the commits in ${name}: what goes out is known by its link only`);
    this.unreadable.add(name);
  }
}

/** A comparison, or why there is none. */
type Compared =
  | { readonly repository: GitHubRepository; readonly comparison: Comparison }
  | { readonly repository: GitHubRepository; readonly error: ApiError };

function nameOf({ owner, name }: GitHubRepository): string {
  return `${owner}/${name}`.toLowerCase();
}

function keyOf({ repository, base, head, isAssumed }: RevisionsOfImage): string {
  return `${nameOf(repository)} ${base} ${head} ${isAssumed}`;
}

/** Keeps fewer commits of each entry where all together would be too large for an output. */
function withinLimit(entries: readonly (ChangesEntry | null)[]): (ChangesEntry | null)[] {
  let kept = [...entries];
  for (let most = 128; JSON.stringify(kept).length > MAX_OUTPUT && most > 0; most = Math.floor(most / 2))
    kept = kept.map((entry) => entry && { ...entry, ...newest(entry, most) });
  if (JSON.stringify(kept).length > MAX_OUTPUT) kept = kept.map((entry) => entry && { ...entry, ...newest(entry, 0) });
  return kept;
}

function newest({ commits, total }: ChangesEntry, most: number): Pick<ChangesEntry, 'commits' | 'truncated'> {
  const kept = most === 0 ? [] : commits.slice(-most);
  return { commits: kept, truncated: total !== null && total > kept.length };
}
