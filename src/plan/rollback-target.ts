import { ActionError } from '../errors.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { lastEvent } from '../history/event.ts';
import { runOf } from '../history/run-url.ts';
import { replay, rollbackTargets, type StackEntry } from '../history/stack.ts';
import { reconciledEvents } from '../history/state.ts';
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
  | { readonly kind: 'done'; readonly previous: string | null }
  /** made live by another run than the one that is undone */
  | { readonly kind: 'left'; readonly why: string }
  | { readonly kind: 'none'; readonly problem: ActionError };

/**
 * The target of a rollback without `version` for each image: it undoes the newest of the runs that made the images live,
 * and leaves the images of other runs.
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
  const undone = views.find(({ isDone }) => isDone)?.top;
  const newest = undone ?? tops.toSorted((a, b) => Date.parse(b.by.at) - Date.parse(a.by.at))[0];
  return views.map(({ of: { image, environment }, top, targets, isDone }) => {
    const name = `${repositoryName(image)}: ${environment.name}`;
    if (isDone) return { kind: 'done', previous: top?.digest ?? null };
    if (environment.history === null)
      return {
        kind: 'none',
        problem: noPrevious(
          `${name} has no history, so the previous image is unknown. Check the names of the environment and the image`,
        ),
      };
    if (environments.length > 1 && environment.live && top && newest && !isSameRun(top, newest)) {
      return {
        kind: 'left',
        why: `${name} not rolled back: its current image came from another run (${top.by.run ?? top.by.at}).`,
      };
    }
    const [target, ...others] = targets;
    if (!target)
      return {
        kind: 'none',
        problem: noPrevious(`${name} has no previous image: none was live before, or all were rolled back from`),
      };
    return { kind: 'to', digest: target.digest, others: others.map(({ digest }) => digest) };
  });
}

/** The stack of one environment as it was before an earlier attempt of this run, if there was one. */
function viewOf(of: EnvironmentOf, run: string | null, at: string) {
  const { live, history, known } = of.environment;
  const last = lastEvent(history);
  const ours = runOf(run);
  const theirs = runOf(last?.run ?? null);
  const isRetry =
    last?.action === 'rollback' && ours !== null && theirs?.run === ours.run && theirs.attempt < ours.attempt;
  if (isRetry && live?.digest === last.digest) {
    const before = replay(history?.events.filter((event) => event !== last) ?? []);
    return { of, top: before.stack.at(-1) ?? null, targets: [], isDone: true };
  }
  const state = replay(reconciledEvents(live, history, known, at));
  return { of, top: state.stack.at(-1) ?? null, targets: rollbackTargets(state), isDone: false };
}

function isSameRun(a: StackEntry, b: StackEntry): boolean {
  if (a.by.run === null || b.by.run === null) return a.by.run === b.by.run && a.by.at === b.by.at;
  return (runOf(a.by.run)?.run ?? a.by.run) === (runOf(b.by.run)?.run ?? b.by.run);
}

function noPrevious(what: string): ActionError {
  return new ActionError('NO_PREVIOUS', `${what}. Set version to the image to go to.`);
}
