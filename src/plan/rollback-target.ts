import { ActionError } from '../errors.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { lastEvent } from '../history/event.ts';
import { runOf } from '../history/run-url.ts';
import { replay, rollbackTargets, type StackEntry } from '../history/stack.ts';
import { reconciledEvents } from '../history/state.ts';
import { type Repository, repositoryName } from '../image/reference.ts';

/** One image's environment, before it is known where it goes. */
export interface EnvironmentOf {
  readonly image: Repository;
  readonly environment: EnvironmentFacts;
}

/** Where one image's environment is to go. */
export type RollbackTarget =
  | { readonly kind: 'to'; readonly digest: string; readonly others: readonly string[] }
  /** rolled back already, by an earlier attempt of this run */
  | { readonly kind: 'done'; readonly previous: string | null }
  /** not part of the release that is undone */
  | { readonly kind: 'left'; readonly why: string }
  | { readonly kind: 'none'; readonly problem: ActionError };

/**
 * Chooses where a plain rollback takes each image: it undoes the newest run that pushed any image's top of the stack.
 * @param run this attempt's URL
 * @param at the time now, RFC 3339
 */
export function chooseTargets(stations: readonly EnvironmentOf[], run: string | null, at: string): RollbackTarget[] {
  const views = stations.map((station) => viewOf(station, run, at));
  const tops = views.flatMap(({ top }) => (top ? [top] : []));
  const undone = views.find(({ isDone }) => isDone)?.top;
  const newest = undone ?? tops.toSorted((a, b) => Date.parse(b.by.at) - Date.parse(a.by.at))[0];
  return views.map(({ station, top, targets, isDone }) => {
    const { image, environment } = station;
    const name = `${repositoryName(image)}: ${environment.name}`;
    if (isDone) return { kind: 'done', previous: top?.digest ?? null };
    if (environment.history === null)
      return {
        kind: 'none',
        problem: noPrevious(
          `${name} has no history here, so nobody can tell what was live before; see that it is the right environment and image`,
        ),
      };
    if (stations.length > 1 && environment.live && top && newest && !isSameRun(top, newest)) {
      return { kind: 'left', why: `${name} was last pointed by another run (${top.by.run ?? top.by.at}), and stays.` };
    }
    const [target, ...others] = targets;
    if (!target)
      return {
        kind: 'none',
        problem: noPrevious(`${name} has no image to go back to: none was live before, or all were rolled back from`),
      };
    return { kind: 'to', digest: target.digest, others: others.map(({ digest }) => digest) };
  });
}

/** One environment's stack as a rollback sees it, before or after an earlier attempt of the same run. */
function viewOf(station: EnvironmentOf, run: string | null, at: string) {
  const { live, history, known } = station.environment;
  const last = lastEvent(history);
  const ours = runOf(run);
  const theirs = runOf(last?.run ?? null);
  const isRetry =
    last?.action === 'rollback' && ours !== null && theirs?.run === ours.run && theirs.attempt < ours.attempt;
  if (isRetry && live?.digest === last.digest) {
    const before = replay(history?.events.filter((event) => event !== last) ?? []);
    return { station, top: before.stack.at(-1) ?? null, targets: [], isDone: true };
  }
  const state = replay(reconciledEvents(live, history, known, at));
  return { station, top: state.stack.at(-1) ?? null, targets: rollbackTargets(state), isDone: false };
}

function isSameRun(a: StackEntry, b: StackEntry): boolean {
  if (a.by.run === null || b.by.run === null) return a.by.run === b.by.run && a.by.at === b.by.at;
  return (runOf(a.by.run)?.run ?? a.by.run) === (runOf(b.by.run)?.run ?? b.by.run);
}

function noPrevious(what: string): ActionError {
  return new ActionError('NO_PREVIOUS', `${what}. Name the image to go to with version.`);
}
