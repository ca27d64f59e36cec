import { type Action, type History, isMove, type MoveEvent } from './event.ts';
import { runOf } from './run-url.ts';
import { environmentStatus } from './state.ts';

/** How an earlier attempt of a run left an environment. */
export interface EarlierAttempt {
  /**
   * `done`: the environment is where that attempt put it; `unfinished`: the attempt was interrupted before it moved the
   * tag; `moved`: the environment has been moved since
   */
  readonly kind: 'done' | 'unfinished' | 'moved';
  /** the attempt's event */
  readonly event: MoveEvent;
}

/**
 * Returns how an earlier attempt of this run left an environment; null where no earlier attempt has an event of this
 * action there, or this attempt has moved the environment itself since.
 * @param live the manifest that the environment's tag points at; null where there is no tag
 * @param own what this run does, and the URL of its attempt
 */
export function earlierAttempt(
  live: { readonly digest: string } | null,
  history: History | null,
  own: { readonly action: Action; readonly run: string | null },
): EarlierAttempt | null {
  const ours = runOf(own.run);
  if (ours === null) return null;
  const attempts = (history?.events ?? []).filter(isMove).flatMap((event) => {
    const theirs = runOf(event.run);
    return theirs?.run === ours.run ? [{ event, attempt: theirs.attempt }] : [];
  });
  if (attempts.some(({ attempt }) => attempt >= ours.attempt)) return null;
  const event = attempts.findLast(({ event: { action } }) => action === own.action)?.event;
  if (!event) return null;
  if (live?.digest === event.digest) return { kind: 'done', event };
  const status = environmentStatus(live, history);
  const isUnfinished = status.kind === 'unfinished' && status.event === event;
  return { kind: isUnfinished ? 'unfinished' : 'moved', event };
}
