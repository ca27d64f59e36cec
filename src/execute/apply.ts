import { ActionError, asActionError } from '../errors.ts';
import { type History, isSameEvent, lastEvent, successor } from '../history/event.ts';
import { loadHistory, saveHistory } from '../history/store.ts';
import { shortDigest } from '../image/digest.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { hasWrites, type ImageOutcome, type ImagePlan, type Move, type Outcome, type Plan } from '../plan/plan.ts';
import type { PutTag, Registry } from '../registry/client.ts';
import type { Clock } from '../util/clock.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { settle } from './settle.ts';

/** What carrying out a plan needs of the world. */
export interface ApplyDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly putTag: PutTag;
  readonly identify: (image: Repository, live: Descriptor) => Promise<Identity>;
  readonly log: (line: string) => void;
  /** throws CANCELLED where the job is being cancelled: called between writes */
  readonly checkCancelled: () => void;
}

/** A move with its image, and what was done of it so far. */
interface Moving {
  readonly plan: ImagePlan;
  readonly move: Move;
  historyWritten: boolean;
}

/**
 * A write of the history that takes so much longer than the look beside it leaves a gap in which another run may have
 * ended: that takes it a round trip. In milliseconds; below the least, a near registry's own pace would look like one.
 */
const GAP = { least: 40, most: 300 };

/**
 * Carries a plan out: histories, then tags, then both are read back. All images or none.
 * @param plan without problems
 * @throws the error that stopped it, after putting back what could be put back
 */
export async function apply(plan: Plan, deps: ApplyDeps): Promise<Outcome> {
  const images = plan.images.filter(hasWrites);
  const moving: Moving[] = images.flatMap((image) =>
    image.move ? [{ plan: image, move: image.move, historyWritten: false }] : [],
  );
  const written = new Map<ImagePlan, string[]>(images.map((image) => [image, []]));
  const attempted = new Map<ImagePlan, string[]>(images.map((image) => [image, []]));
  try {
    await forEachLimit(moving, (one) => writeHistory(one, deps));
    deps.checkCancelled();
    const writes = images.flatMap((image) => tagsOf(image).map((tag) => ({ image, tag })));
    await forEachLimit(writes, async ({ image, tag }) => {
      deps.checkCancelled();
      attempted.get(image)?.push(tag);
      await deps.putTag(image.image, tag, image.target);
      written.get(image)?.push(tag);
      deps.log(`${repositoryName(image.image)}:${tag} → ${shortDigest(image.target.digest)}`);
    });
    deps.checkCancelled();
  } catch (error) {
    throw await revert(asActionError(error), moving, attempted, deps);
  }
  const histories = await readBack(moving, attempted, deps).catch((error: unknown) => {
    throw unconfirmed(asActionError(error));
  });
  return { images: plan.images.map((image) => outcomeOf(image, written, histories)) };
}

function tagsOf(image: ImagePlan): string[] {
  return [...(image.move ? [image.move.environment] : []), ...image.tags.map(({ tag }) => tag)];
}

function outcomeOf(
  plan: ImagePlan,
  written: Map<ImagePlan, string[]>,
  histories: Map<ImagePlan, History | null>,
): ImageOutcome {
  const history = histories.get(plan);
  return { plan, written: written.get(plan) ?? [], historyDigest: history ? history.digest : plan.historyDigest };
}

/** What was written could not be read back: nobody knows whether it stands. */
function unconfirmed(error: ActionError): ActionError {
  if (error.code === 'TAG_MOVED' || error.code === 'CANCELLED') return error;
  const message = `The tags were moved, but it could not be confirmed. ${error.message} Look with mode: status.`;
  return new ActionError(error.code, message, error);
}

/** Writes the history, and looks once more beside it whether the tag is where the plan saw it. */
async function writeHistory(one: Moving, deps: ApplyDeps): Promise<void> {
  const { image } = one.plan;
  const { environment, next, from, force } = one.move;
  const started = deps.clock.now();
  let looked = started;
  const look = async (): Promise<Descriptor | null> => {
    const seen = await deps.registry.head(image, environment);
    looked = deps.clock.now();
    return seen;
  };
  // both are waited for, also where one fails: what was written has to be taken back
  const [saved, beside] = await Promise.allSettled([next && save(one, next, deps), look()]);
  if (saved.status === 'rejected') throw saved.reason;
  if (beside.status === 'rejected') throw beside.reason;
  const gap = Math.min(Math.max(looked - started, GAP.least), GAP.most);
  const live = deps.clock.now() - looked > gap ? await look() : beside.value;
  if (force || live?.digest === from?.digest || live?.digest === one.plan.target.digest) return;
  throw new ActionError(
    'TAG_MOVED',
    `${repositoryName(image)}: ${environment} was at ${from?.digest ?? 'no image'} when this run looked, and is at ${live?.digest ?? 'no image'} now: somebody else moved it. Look with mode: status, then run again; a concurrency group keeps runs apart.`,
  );
}

async function save(one: Moving, next: History, deps: ApplyDeps): Promise<void> {
  const saved = await saveHistory(deps.registry, one.plan.image, one.move.environment, next).catch((error: unknown) => {
    // it was stored, though perhaps not as it was sent
    one.historyWritten = asActionError(error).code === 'DIGEST_MISMATCH';
    throw error;
  });
  one.historyWritten = true;
  deps.log(`${repositoryName(one.plan.image)}:${one.move.environment}-history → ${shortDigest(saved.digest ?? '')}`);
}

/** Reads every moved environment back; where one lost, the others are put back, and all that lost are named. */
async function readBack(
  moving: readonly Moving[],
  attempted: ReadonlyMap<ImagePlan, readonly string[]>,
  deps: ApplyDeps,
): Promise<Map<ImagePlan, History | null>> {
  const histories = new Map<ImagePlan, History | null>();
  const lost: string[] = [];
  const won: Moving[] = [];
  await forEachLimit(moving, async (one) => {
    const { plan, move } = one;
    const { won: isWon, history, live } = await confirm(plan, move, deps);
    histories.set(plan, history);
    if (isWon) won.push(one);
    else
      lost.push(
        `${repositoryName(plan.image)}: ${move.environment} is at ${live?.digest ?? 'no image'}, not at ${plan.target.digest}`,
      );
  });
  if (lost.length === 0) return histories;
  const error = new ActionError(
    'TAG_MOVED',
    `Another run moved the environment at the same time. ${lost.join('; ')}. Look with mode: status, then run again; a concurrency group keeps runs apart.`,
  );
  throw await revert(error, won, new Map(won.map(({ plan }) => [plan, attempted.get(plan) ?? []])), deps);
}

async function confirm(
  plan: ImagePlan,
  move: Move,
  deps: ApplyDeps,
): Promise<{ won: boolean; history: History | null; live: Descriptor | null }> {
  const { environment, event: mine, base } = move;
  if (mine !== null) {
    const before = (base?.events ?? []).filter((event) => !isSameEvent(event, mine));
    return settle({ image: plan.image, environment, mine, before }, deps);
  }
  const live = await deps.registry.head(plan.image, environment);
  return { won: live?.digest === plan.target.digest, history: base, live };
}

/**
 * Puts back what a failed run has moved, and takes its events back.
 * @returns the error to end with: the first one, and what could not be put back
 */
async function revert(
  error: ActionError,
  moving: readonly Moving[],
  attempted: ReadonlyMap<ImagePlan, readonly string[]>,
  deps: ApplyDeps,
): Promise<ActionError> {
  // a cancelled job has no time to put back: the next run carries on from what it finds
  if (error.code === 'CANCELLED') return error;
  const stuck: string[] = [];
  const tryTo = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    await act().catch((problem: unknown) => stuck.push(`${what} (${asActionError(problem).message})`));
  };
  const tagged = [...attempted].flatMap(([image, tags]) => tags.map((tag) => ({ image, tag })));
  await forEachLimit(tagged, ({ image, tag }) =>
    tryTo(`${repositoryName(image.image)}:${tag}`, () => restoreTag(image, tag, deps)),
  );
  const recorded = moving.filter(({ historyWritten }) => historyWritten);
  await forEachLimit(recorded, (one) =>
    tryTo(`the history of ${repositoryName(one.plan.image)}:${one.move.environment}`, () => revertHistory(one, deps)),
  );
  if (stuck.length === 0) return error;
  return new ActionError(
    error.code,
    `${error.message}\nCould not be put back: ${stuck.join('; ')}. The next run carries on from there.`,
    error,
  );
}

/** Puts one tag back where it was, if it is where this run put it. */
async function restoreTag(image: ImagePlan, tag: string, deps: ApplyDeps): Promise<void> {
  const was =
    image.move?.environment === tag
      ? (image.move.from?.digest ?? null)
      : (image.tags.find((write) => write.tag === tag)?.was ?? null);
  const now = await deps.registry.head(image.image, tag);
  if (now === null || now.digest === was || now.digest !== image.target.digest) return;
  if (was === null)
    throw new ActionError(
      'REGISTRY_REFUSED',
      'it did not exist before, and deleting tags is not safe on every registry',
    );
  const manifest = await deps.registry.get(image.image, was);
  if (!manifest) throw new ActionError('NOT_FOUND', `${was} is gone`);
  await deps.registry.put(image.image, tag, manifest);
  deps.log(`${repositoryName(image.image)}:${tag} put back → ${shortDigest(was)}`);
}

/** Takes a run's event back where its tag did not move; where somebody else's did, puts the record right. */
async function revertHistory({ plan, move }: Moving, deps: ApplyDeps): Promise<void> {
  const { event: mine, environment, from } = move;
  if (mine === null) return;
  const [history, live] = await Promise.all([
    loadHistory(deps.registry, plan.image, environment),
    deps.registry.head(plan.image, environment),
  ]);
  if (live?.digest === plan.target.digest) return;
  const last = lastEvent(history);
  if (history === null || last === null || !isSameEvent(last, mine) || live?.digest !== from?.digest) {
    await settle({ image: plan.image, environment, mine, before: move.base?.events ?? [] }, deps);
    return;
  }
  const events = history.events.filter((event) => event !== last);
  await saveHistory(deps.registry, plan.image, environment, successor(history, events));
  deps.log(`${repositoryName(plan.image)}: the event in the history of ${environment} is taken back`);
}
