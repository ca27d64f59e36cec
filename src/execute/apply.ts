import { ActionError, asActionError } from '../errors.ts';
import { type History, isRecord, isSameEvent } from '../history/event.ts';
import { saveHistory } from '../history/store.ts';
import { shortDigest } from '../image/digest.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Move } from '../plan/move.ts';
import {
  type ImagePlan,
  isReady,
  needsWriting,
  type Plan,
  type ReadyImagePlan,
  type RecordImagePlan,
} from '../plan/plan.ts';
import type { PutTag, Registry } from '../registry/client.ts';
import type { Clock } from '../util/clock.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { orderedLog } from '../util/ordered-log.ts';
import { lateReads, readPastLate } from './late-reads.ts';
import type { ImageOutcome, Outcome } from './result.ts';
import { revert } from './revert.ts';
import { settle } from './settle.ts';
import { GAP_MS, RECORD_RECHECK_MS } from './timing.ts';

/** What writing a plan needs. */
export interface ApplyDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly putTag: PutTag;
  readonly identify: (image: Repository, live: Descriptor) => Promise<Identity>;
  readonly log: (line: string) => void;
  /** called between writes; throws CANCELLED while the job is being cancelled */
  readonly checkCancelled: () => void;
}

/** A move with its image, and what was done of it so far. */
export interface Moving {
  readonly plan: ReadyImagePlan | RecordImagePlan;
  readonly move: Move;
  historyWritten: boolean;
  /** digest of the history that was written; null before that, and where the registry stored other bytes */
  historyDigest: string | null;
}

/** The tags of each image that were to be written. */
export interface TagWrites {
  /** whose write was begun */
  readonly attempted: ReadonlyMap<ReadyImagePlan, readonly string[]>;
  /** whose write the registry has accepted */
  readonly written: ReadonlyMap<ReadyImagePlan, readonly string[]>;
}

/**
 * Writes a plan: the histories, then the tags, then both are read back. All images or none.
 * @param plan without problems; its commit tags are written already
 * @param early its tags that are written already
 * @throws the error that stopped it, after what was written has been reverted as far as possible; TAG_MOVED where another
 *   run moved an environment at the same time
 */
export async function apply(plan: Plan, deps: ApplyDeps, early: readonly string[] = []): Promise<Outcome> {
  const images = plan.images.filter(isReady).filter(needsWriting);
  const moving: Moving[] = plan.images.flatMap((image) =>
    (image.kind === 'ready' || image.kind === 'record') && image.move
      ? [{ plan: image, move: image.move, historyWritten: false, historyDigest: null }]
      : [],
  );
  const written = new Map<ReadyImagePlan, string[]>(images.map((image) => [image, [...early]]));
  // a new tag can't be restored: the version of a failed build stays, as its commit tag does
  const restorable = ({ tags }: ReadyImagePlan) =>
    early.filter((tag) => tags.some((each) => each.tag === tag && each.was));
  const attempted = new Map<ReadyImagePlan, string[]>(images.map((image) => [image, restorable(image)]));
  try {
    const logHistory = orderedLog(
      moving.filter(({ move }) => move.next !== null),
      deps.log,
    );
    await forEachLimit(moving, (one) => writeHistory(one, { ...deps, log: (line) => logHistory(one, line) }));
    deps.checkCancelled();
    const later = (image: ReadyImagePlan) => tagsOf(image).filter((tag) => !early.includes(tag));
    const writes = images.flatMap((image) => later(image).map((tag) => ({ image, tag })));
    const log = orderedLog(writes, deps.log);
    await forEachLimit(writes, async (write) => {
      const { image, tag } = write;
      deps.checkCancelled();
      attempted.get(image)?.push(tag);
      await deps.putTag(image.image, tag, image.target);
      written.get(image)?.push(tag);
      log(write, `${repositoryName(image.image)}:${tag} → ${shortDigest(image.target.digest)}`);
    });
    deps.checkCancelled();
  } catch (error) {
    throw await revert(asActionError(error), moving, { attempted, written }, deps);
  }
  const histories = await readBack(moving, { attempted, written }, deps).catch((error: unknown) => {
    throw unconfirmed(asActionError(error));
  });
  return { images: plan.images.map((image) => outcomeOf(image, written, histories)) };
}

function tagsOf(image: ReadyImagePlan): string[] {
  return [
    ...(image.move && !image.move.isHistoryOnly ? [image.move.environment] : []),
    ...image.tags.map(({ tag }) => tag),
  ];
}

function outcomeOf(
  plan: ImagePlan,
  written: ReadonlyMap<ImagePlan, readonly string[]>,
  histories: Map<ImagePlan, History | null>,
): ImageOutcome {
  const history = histories.get(plan);
  const commitTag = plan.commitTag ? [plan.commitTag.tag] : [];
  return {
    plan,
    written: [...commitTag, ...(written.get(plan) ?? [])],
    historyDigest: history ? history.digest : plan.historyDigest,
  };
}

/** What was written could not be read back. */
function unconfirmed(error: ActionError): ActionError {
  if (error.code === 'TAG_MOVED' || error.code === 'CANCELLED') return error;
  const message = `The tags were moved, but this could not be confirmed. ${error.message} Check with mode: status.`;
  return new ActionError(error.code, message, error);
}

/** Writes the history, and in parallel checks once more that the tag is as the plan read it. */
async function writeHistory(one: Moving, deps: ApplyDeps): Promise<void> {
  const { image, target } = one.plan;
  const { environment, next, from, force } = one.move;
  // where no image is to be live, it does not matter which one is
  if (one.plan.kind === 'record') return next ? save(one, next, deps) : undefined;
  const started = deps.clock.now();
  let readAt = started;
  const readTag = async (): Promise<Descriptor | null> => {
    const seen = await deps.registry.head(image, environment);
    readAt = deps.clock.now();
    return seen;
  };
  // wait for both even if one fails: what was written has to be reverted
  const [saved, beside] = await Promise.allSettled([next && save(one, next, deps), readTag()]);
  if (saved.status === 'rejected') throw saved.reason;
  if (beside.status === 'rejected') throw beside.reason;
  const gap = Math.min(Math.max(readAt - started, GAP_MS.min), GAP_MS.max);
  const live = deps.clock.now() - readAt > gap ? await readTag() : beside.value;
  if (force || live?.digest === from?.digest || live?.digest === target?.digest) return;
  throw new ActionError(
    'TAG_MOVED',
    `${repositoryName(image)}: expected ${from?.digest ?? 'no image'} in ${environment}, as this run read it, got ${live?.digest ?? 'no image'}: another run moved it. Check with mode: status, then run again. A concurrency group prevents this.`,
  );
}

async function save(one: Moving, next: History, deps: ApplyDeps): Promise<void> {
  const saved = await saveHistory(deps.registry, one.plan.image, one.move.environment, next).catch((error: unknown) => {
    // it was stored, though perhaps with other bytes
    one.historyWritten = asActionError(error).code === 'DIGEST_MISMATCH';
    throw error;
  });
  one.historyWritten = true;
  one.historyDigest = saved.digest;
  deps.log(`${repositoryName(one.plan.image)}:${one.move.environment}-history → ${shortDigest(saved.digest)}`);
}

/** Reads every moved environment back; where one lost a race, the others are reverted, and all that lost are named. */
async function readBack(
  moving: readonly Moving[],
  { attempted, written }: TagWrites,
  deps: ApplyDeps,
): Promise<Map<ImagePlan, History | null>> {
  const histories = new Map<ImagePlan, History | null>();
  const lost: string[] = [];
  const won: Moving[] = [];
  await forEachLimit(moving, async (one) => {
    const { plan, move } = one;
    const { won: isWon, history, live } = await confirm(one, deps);
    histories.set(plan, history);
    if (isWon) won.push(one);
    else
      lost.push(
        `${repositoryName(plan.image)}: expected ${plan.target?.digest} in ${move.environment}, got ${live?.digest ?? 'no image'}`,
      );
  });
  if (lost.length === 0) return histories;
  const error = new ActionError(
    'TAG_MOVED',
    `Another run moved the environment at the same time. ${lost.join('; ')}. Check with mode: status, then run again. A concurrency group prevents this.`,
  );
  const toRevert = new Map(won.flatMap(({ plan }) => (isReady(plan) ? [[plan, attempted.get(plan) ?? []]] : [])));
  throw await revert(error, won, { attempted: toRevert, written }, deps);
}

async function confirm(
  { plan, move, historyDigest: written }: Moving,
  deps: ApplyDeps,
): Promise<{ won: boolean; history: History | null; live: Descriptor | null }> {
  const { environment, event: mine, base } = move;
  const from = tagBefore({ plan, move });
  if (mine !== null) {
    const before = (base?.events ?? []).filter((event) => !isSameEvent(event, mine));
    const what = { image: plan.image, environment, mine, before, replaced: replacedBy(move), written, from };
    const settled = await settle(what, deps);
    const own = isRecord(mine) ? mine : move.hold;
    if (own === undefined || move.next === null) return settled;
    // it may fit wholly between another run's read and its write, which then lacks it
    await deps.clock.sleep(RECORD_RECHECK_MS);
    return { ...(await settle({ ...what, mine: own, from: undefined }, deps)), won: settled.won };
  }
  const read = () => deps.registry.head(plan.image, environment);
  const { seen: live, isLate } = await readPastLate(read, (seen) => (seen?.digest ?? null) === from, deps.clock);
  const name = repositoryName(plan.image);
  if (isLate)
    throw lateReads(`${name}: expected ${plan.target?.digest} in ${environment}, got ${live?.digest ?? 'no image'}`);
  return { won: live?.digest === plan.target?.digest, history: base, live };
}

/** The digest that the tag had before this run moved it; undefined where the tag stays as it is. */
function tagBefore({ plan, move }: Pick<Moving, 'plan' | 'move'>): string | null | undefined {
  const from = move.from?.digest ?? null;
  return plan.kind === 'record' || from === plan.target.digest ? undefined : from;
}

/** The digests of the histories that this run's history came after; null for none. */
export function replacedBy({ base, next }: Move): (string | null)[] {
  if (base === null) return next === null ? [] : [null];
  return [...(next === null ? [] : [base.digest]), ...(base.parent === null ? [] : [base.parent])];
}
