import type { Action, History, HistoryEvent } from '../../../src/history/event.ts';
import { MEDIA_TYPES } from '../../../src/image/manifest.ts';
import { digest, runUrl, START } from '../requests/requests.ts';

/** An event that has a digest. */
export type TestEvent = HistoryEvent & { readonly digest: string };

/** The time of a test's n-th second, RFC 3339. */
export function second(n: number): string {
  return new Date(START + n * 1000).toISOString();
}

/** An event about the image of a name. */
export function event(action: Action, name: string, given: Partial<HistoryEvent> = {}): TestEvent {
  return {
    action,
    at: second(0),
    digest: digest(name),
    mediaType: MEDIA_TYPES.ociIndex,
    size: 700,
    version: null,
    revision: null,
    created: null,
    previous: null,
    actor: 'ana',
    run: runUrl(1),
    reason: null,
    allowed: [],
    set: null,
    ...given,
  } as TestEvent;
}

/**
 * Events that follow each other: `promote A`, `rollback B`. Each has its own time and run, and the image that was
 * live before as its previous.
 */
export function events(...lines: readonly string[]): TestEvent[] {
  let live: string | null = null;
  return lines.map((line, index) => {
    const [action, name] = line.split(' ') as [Action, string];
    const made = event(action, name, { at: second(index), run: runUrl(index + 1), previous: live });
    if (action !== 'superseded') live = made.digest;
    return made;
  });
}

/** A history as read from a registry. */
export function historyOf(list: readonly HistoryEvent[]): History {
  return { digest: digest('history'), parent: null, first: 1, events: list };
}

/** Events as the lines that made them. */
export function linesOf(list: readonly HistoryEvent[]): string[] {
  return list.map((one) => `${one.action} ${nameOfDigest(one.digest ?? '')}`);
}

/** Returns the name that a test uses for a digest. */
export function nameOfDigest(text: string): string {
  const hex = text.slice('sha256:'.length);
  return Buffer.from(hex, 'hex').toString().replaceAll('\0', '');
}
