import type { Result } from '../execute/pipeline-steps.ts';
import { repositoryName } from '../image/reference.ts';
import type { StatusFacts } from '../modes/status.ts';
import type { ImageOutcome, ImagePlan } from '../plan/plan.ts';
import { hasWrites } from '../plan/plan.ts';
import type { Request } from '../request/request.ts';

/** One object of the `result` output; null where unknown. */
export interface ResultEntry {
  readonly image: string;
  /** where it was copied from, or would be; only where it is copied */
  readonly source?: string;
  readonly digest: string | null;
  readonly version: string | null;
  readonly revision: string | null;
  readonly environment: string | null;
  readonly previousDigest: string | null;
  readonly previousVersion: string | null;
  readonly tags: readonly string[];
  /** null where a write failed, so that nobody can say */
  readonly changed: boolean | null;
  readonly built: boolean;
}

/** The outputs of a run that plans, also of one that failed. */
export function outputsOf(result: Result): Record<string, string> {
  const entries = result.plan.images.map((plan) => entryOf(plan, result));
  const [first] = entries;
  if (!first) return { changed: 'false', built: String(result.built) };
  const history = historyDigest(result);
  const isKnown = result.error === null || !result.begun;
  return {
    ...(first.digest === null ? {} : { image: `${first.image}@${first.digest}` }),
    digest: first.digest ?? '',
    version: first.version ?? '',
    revision: first.revision ?? '',
    environment: first.environment ?? '',
    tags: first.tags.join('\n'),
    'previous-digest': first.previousDigest ?? '',
    'previous-version': first.previousVersion ?? '',
    // what a write that failed has changed, nobody can say here
    ...(isKnown ? { changed: String(entries.some(({ changed }) => changed === true)) } : {}),
    built: String(entries.some(({ built }) => built) || result.built),
    result: JSON.stringify(entries),
    ...(history === null || !isKnown ? {} : { 'history-digest': history }),
    changes: 'null',
  };
}

function historyDigest({ plan, outcome }: Result): string | null {
  return outcome?.images[0] ? outcome.images[0].historyDigest : (plan.images[0]?.historyDigest ?? null);
}

function entryOf(plan: ImagePlan, { outcome, error, begun, built, copied }: Result): ResultEntry {
  const done: ImageOutcome | undefined = outcome?.images.find((image) => image.plan === plan);
  const isCopied = copied.some(({ to }) => repositoryName(to) === repositoryName(plan.image));
  return {
    image: repositoryName(plan.image),
    ...(plan.copy ? { source: repositoryName(plan.copy.source) } : {}),
    digest: plan.target.digest || null,
    version: plan.identity.version,
    revision: plan.identity.revision,
    environment: plan.environment,
    previousDigest: plan.previous?.digest ?? null,
    previousVersion: plan.previous?.version ?? null,
    tags: [...new Set(tagsOf(plan, error === null))].map((tag) => `${repositoryName(plan.image)}:${tag}`),
    changed: error !== null && begun ? null : done !== undefined && (hasWrites(plan) || plan.built || isCopied),
    built: plan.built || (built && plan.target.digest === ''),
  };
}

/** The tags that are on the image by this run: planned ones count where nothing failed. */
export function tagsOf(plan: ImagePlan, isDone: boolean): string[] {
  if (!isDone) return [...plan.unchangedTags];
  const first = plan.commitTag ? [plan.commitTag.tag] : [];
  const environment = plan.move ? [plan.move.environment] : [];
  const along = plan.copy?.tags ?? [];
  return [...first, ...environment, ...plan.unchangedTags, ...[...along, ...plan.tags].map(({ tag }) => tag)];
}

/** The outputs of `status`. */
export function statusOutputs(facts: StatusFacts, request: Request): Record<string, string> {
  const environments = JSON.stringify(facts.environments.map(({ row }) => row));
  const history = facts.environments.length === 1 ? facts.environments[0]?.historyDigest : null;
  const [found] = facts.locations;
  const common = { environments, changed: 'false', built: 'false', ...(history ? { 'history-digest': history } : {}) };
  if (!found || request.mode !== 'status') return common;
  const name = repositoryName(found.image);
  return {
    ...common,
    image: `${name}@${found.target.digest}`,
    digest: found.target.digest,
    version: found.identity.version ?? '',
    revision: found.identity.revision ?? '',
    environment: found.live.length === 1 ? (found.live[0] ?? '') : '',
    tags: found.tags.map((tag) => `${name}:${tag}`).join('\n'),
  };
}
