import { errorOf, historyDigestOf, outcomeOf, type Result } from '../execute/result.ts';
import type { Metrics } from '../figures/types.ts';
import { repositoryName } from '../image/reference.ts';
import type { StatusFacts } from '../modes/status.ts';
import { copyOf, hasTagWrites, type ImagePlan, isReady, moveOf, targetDigest } from '../plan/plan.ts';
import { NOT_RECORDED, type Recorded } from '../recording/types.ts';
import type { Request } from '../request/request.ts';

/** One object of the `result` output; null where unknown. */
export interface ResultEntry {
  readonly image: string;
  /** where it was copied from, or would be; only where it is copied */
  readonly source?: string;
  readonly digest: string | null;
  readonly version: string | null;
  /** the other versions of the image, highest first; only if it has several */
  readonly also?: readonly string[];
  readonly revision: string | null;
  readonly environment: string | null;
  readonly previousDigest: string | null;
  readonly previousVersion: string | null;
  readonly previousRevision: string | null;
  readonly tags: readonly string[];
  /** null where a write failed, so that it is unknown */
  readonly changed: boolean | null;
  readonly built: boolean;
}

/** The outputs of a run that plans, also of one that failed. */
export function outputsOf(result: Result, recorded: Recorded = NOT_RECORDED): Record<string, string> {
  const entries = result.plan.images.map((plan) => entryOf(plan, result));
  const [first] = entries;
  if (!first) return { changed: 'false', built: String(result.built) };
  const history = result.plan.images[0] ? historyDigestOf(result, result.plan.images[0]) : null;
  const isKnown = !isHalfWritten(result);
  return {
    ...(first.digest === null ? {} : { image: `${first.image}@${first.digest}` }),
    digest: first.digest ?? '',
    version: first.version ?? '',
    revision: first.revision ?? '',
    environment: first.environment ?? '',
    tags: first.tags.join('\n'),
    'previous-digest': first.previousDigest ?? '',
    'previous-version': first.previousVersion ?? '',
    // after a failed write it is unknown what has changed
    ...(isKnown ? { changed: String(entries.some(({ changed }) => changed === true)) } : {}),
    built: String(entries.some(({ built }) => built) || result.built),
    result: JSON.stringify(entries),
    ...(history === null || !isKnown ? {} : { 'history-digest': history }),
    changes: JSON.stringify(recorded.changes),
    ...(recorded.deploymentId === null ? {} : { 'deployment-id': recorded.deploymentId }),
  };
}

/** Whether a failure came after the first write. */
function isHalfWritten(result: Result): boolean {
  return result.kind === 'failed' && result.hasWritten;
}

function entryOf(plan: ImagePlan, result: Result): ResultEntry {
  const name = repositoryName(plan.image);
  const copy = copyOf(plan);
  const wasBuilt = isReady(plan) ? plan.built : result.built;
  const isCopied = result.copied.some(({ to, hasWritten }) => hasWritten && repositoryName(to) === name);
  const isChanged = outcomeOf(result, plan) !== null && (hasTagWrites(plan) || wasBuilt || isCopied);
  return {
    image: name,
    ...(copy ? { source: repositoryName(copy.source) } : {}),
    ...subjectOf(plan, errorOf(result) === null),
    environment: plan.environment,
    previousDigest: plan.previous?.digest ?? null,
    previousVersion: plan.previous?.version ?? null,
    previousRevision: plan.previous?.revision ?? null,
    tags: tagsOf(plan, errorOf(result) === null).map((tag) => `${name}:${tag}`),
    changed: isHalfWritten(result) ? null : isChanged,
    built: wasBuilt,
  };
}

/** What an entry is about: the image of the plan; where its environment is left, what stays live there. */
function subjectOf(plan: ImagePlan, isDone: boolean): Pick<ResultEntry, 'digest' | 'version' | 'also' | 'revision'> {
  const { isLeft, previous, identity } = plan;
  const isKept = isDone && isLeft && previous;
  const { version, also = [], revision } = isKept ? previous : identity;
  const digest = isKept ? previous.digest : targetDigest(plan);
  return { digest, version, ...(also.length > 0 ? { also } : {}), revision };
}

/**
 * The tags that are on the image by this run: the environment first, the commit tag last.
 * @param isDone whether nothing failed, so that planned tags count, too
 */
export function tagsOf(plan: ImagePlan, isDone: boolean): string[] {
  if (!isDone) return [...plan.unchangedTags];
  const move = moveOf(plan);
  const tags = [
    ...(plan.commitTag ? [plan.commitTag.tag] : []),
    ...(move ? [move.environment] : []),
    ...plan.unchangedTags,
    ...[...(copyOf(plan)?.tags ?? []), ...plan.tags].map(({ tag }) => tag),
  ];
  // the same order in every run, whichever of them it writes
  const rank = (tag: string): number => (tag === plan.environment ? 0 : tag.startsWith('git-') ? 2 : 1);
  return [...new Set(tags)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** The outputs of `status`. */
export function statusOutputs(
  facts: StatusFacts,
  request: Request,
  metrics: readonly Metrics[] = [],
): Record<string, string> {
  const environments = JSON.stringify(facts.environments.map(({ row }) => row));
  const history = facts.environments.length === 1 ? facts.environments[0]?.historyDigest : null;
  const [found] = facts.locations;
  const common = {
    environments,
    metrics: JSON.stringify(metrics),
    ...{ changed: 'false', built: 'false' },
    ...(facts.exists === null ? {} : { exists: String(facts.exists) }),
    ...(history ? { 'history-digest': history } : {}),
  };
  if (!found || facts.exists !== true || request.mode !== 'status') return common;
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
