import { ActionError } from '../errors.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { type EarlierAttempt, earlierAttempt } from '../history/earlier-attempt.ts';
import { type History, isMove, type MoveEvent } from '../history/event.ts';
import { runOf } from '../history/run-url.ts';
import { type Replay, rollbackTargets } from '../history/stack.ts';
import { reconciledEvents, replayEnvironment } from '../history/state.ts';
import { digestOf, shortDigest } from '../image/digest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';

/** The environment of one image. */
export interface EnvironmentOf {
  readonly image: Repository;
  readonly environment: EnvironmentFacts;
}

/** Where a rollback takes one image's environment. */
export type RollbackTarget =
  | { readonly kind: 'to'; readonly digest: string; readonly others: readonly string[] }
  /** rolled back already by an earlier attempt of this run; `previous` is the digest that was live before */
  | { readonly kind: 'done'; readonly digest: string; readonly previous: string | null }
  /** begun by an earlier attempt of this run, which wrote its event and was interrupted before it moved the tag */
  | { readonly kind: 'resumed'; readonly digest: string }
  /** made live by another run than the one that is undone; `by` is that event */
  | { readonly kind: 'left'; readonly by: MoveEvent }
  | { readonly kind: 'none'; readonly problem: ActionError };

/** An environment before an earlier attempt of this run, if there was one. */
interface View {
  readonly of: EnvironmentOf;
  readonly earlier: EarlierAttempt | null;
  /** the event that made the current image live; null if there is none */
  readonly top: MoveEvent | null;
  readonly state: Replay;
}

/**
 * The target of a rollback without `version` for each image: it undoes the newest of the sets of images that moved
 * together, or of the runs that moved one, and leaves the images of others.
 * @param run URL of this run's attempt
 * @param at the time now, RFC 3339
 */
export function chooseTargets(
  environments: readonly EnvironmentOf[],
  run: string | null,
  at: string,
): RollbackTarget[] {
  const views = environments.map((one) => viewOf(one, run, at));
  const tops = views.flatMap(({ top }) => (top ? [top] : []));
  const undone = views.find(({ earlier }) => earlier?.kind === 'done')?.top ?? newestOf(tops);
  return views.map((view) => targetOf(view, environments.length > 1 ? undone : null));
}

function targetOf({ of: { image, environment }, earlier, top, state }: View, undone: MoveEvent | null): RollbackTarget {
  if (earlier?.kind === 'unfinished') return { kind: 'resumed', digest: earlier.event.digest };
  if (earlier?.kind === 'done') return { kind: 'done', digest: earlier.event.digest, previous: top?.digest ?? null };
  const name = `${repositoryName(image)}: ${environment.name}`;
  const { history, live } = environment;
  if (history === null) {
    const why = `${name} has no history, so the previous image is unknown. Check the names of the environment and the image`;
    return { kind: 'none', problem: noPrevious(why) };
  }
  if (undone && live && top && groupOf(top) !== groupOf(undone)) return { kind: 'left', by: top };
  const [target, ...others] = rollbackTargets(state);
  if (target) return { kind: 'to', digest: target.digest, others: others.map(({ digest }) => digest) };
  return { kind: 'none', problem: noPrevious(`${name} has no previous image: ${whatWasThere(environment, state)}`) };
}

function viewOf(of: EnvironmentOf, run: string | null, at: string): View {
  const { live, history, known } = of.environment;
  const earlier = earlierAttempt(live, history, { action: 'rollback', run });
  if (history !== null && earlier?.kind === 'done') {
    const before = history.events.slice(0, history.events.indexOf(earlier.event));
    const state = replayAt(earlier.event.previous, history, before);
    return { of, earlier, top: state.stack.at(-1)?.by ?? null, state };
  }
  const events = reconciledEvents(live, history, known, at);
  const state = replayAt(live?.digest ?? null, history, events);
  return { of, earlier, top: state.stack.at(-1)?.by ?? null, state };
}

function replayAt(live: string | null, history: History | null, events: History['events']): Replay {
  return replayEnvironment(live === null ? null : { digest: live }, history && { ...history, events });
}

/** The newest event: by the run's id where all runs are of one server, which has one clock; else by time. */
function newestOf(events: readonly MoveEvent[]): MoveEvent | null {
  const runs = events.map((event) => ({ event, run: runOf(event.run) }));
  const [first] = runs;
  const areComparable = runs.every(({ run }) => run !== null && run.server === first?.run?.server);
  const age = ({ event, run }: (typeof runs)[number]): number =>
    areComparable && run !== null ? run.id : Date.parse(event.at);
  return runs.toSorted((a, b) => age(b) - age(a))[0]?.event ?? null;
}

/** What an event belongs to: the set of images that moved together, else its run, else the event alone. */
function groupOf({ set, run, at }: MoveEvent): string {
  return set ?? runOf(run)?.run ?? run ?? at;
}

/**
 * Returns the set of images that move together, for their events: it is the same in each run of one release.
 * @returns null for fewer than two images
 */
export function setOf(images: readonly { readonly image: Repository; readonly digest: string }[]): string | null {
  if (images.length < 2) return null;
  const lines = images.map(({ image, digest }) => `${repositoryName(image)}@${digest}`).sort();
  return digestOf(Buffer.from(JSON.stringify(lines)));
}

/** Why there is nothing to go back to: what the environment has had. */
function whatWasThere(
  { name, live, history, known }: EnvironmentFacts,
  { seen, rolledBack, uncertain }: Replay,
): string {
  const named = (digest: string): string => {
    const events = history?.events.filter((event) => isMove(event) && event.digest === digest) ?? [];
    const version = events.findLast((event) => event.version !== null)?.version;
    return version ?? (digest === live?.digest ? known.version : null) ?? shortDigest(digest);
  };
  const list = (digests: Iterable<string>): string => [...digests].slice(-5).map(named).join(', ');
  const unknown = [...uncertain].filter((digest) => digest !== live?.digest);
  if (unknown.length > 0)
    return `its history cannot tell whether ${list(unknown)} was live there, because the tag was changed outside this action`;
  const others = [...seen].filter((digest) => digest !== live?.digest);
  if (others.length === 0) return `${name} has only ever had ${seen.size > 0 ? list(seen) : 'no image'}`;
  const left = others.filter((digest) => rolledBack.has(digest));
  return `${name} has had ${list(seen)}, and was rolled back from ${list(left.length > 0 ? left : others)}`;
}

function noPrevious(what: string): ActionError {
  return new ActionError('NO_PREVIOUS', `${what}. Set version to the image to go to.`);
}
