import { MEDIA_TYPES } from '../image/manifest.ts';
import { isDigest } from '../image/reference.ts';
import { isTime } from '../image/time.ts';
import { ACTIONS, type HistoryEvent } from './event.ts';

/** The keys of an event that this version knows. */
const KEYS: readonly string[] = [
  ...['action', 'at', 'digest', 'mediaType', 'size', 'version', 'revision', 'created', 'previous'],
  ...['actor', 'run', 'reason', 'allowed', 'set'],
];

/** The keys of an event of one action that this version knows. */
function keysOf(action: string): readonly string[] {
  return action === 'hold' ? [...KEYS, 'until'] : KEYS;
}

/** Actions whose event has no digest where nothing is live. */
const WITHOUT_IMAGE: readonly string[] = ['hold', 'resume'];

/** Returns the text of an event's annotation: JSON. What a newer version wrote into it is kept. */
export function eventText(event: HistoryEvent): string {
  const { source, set, ...rest } = event;
  // only events of several images have it
  const known = set === null ? rest : { ...rest, set };
  if (source === undefined) return JSON.stringify(known);
  // nothing of an event of an unknown action was changed
  return JSON.stringify(isKnownAction(event.action) ? { ...source, ...known } : source);
}

/**
 * Reads an event.
 * @returns the event, or a clause that says what is wrong with it
 */
export function readEvent(text: string): HistoryEvent | string {
  let json: Record<string, unknown>;
  try {
    json = (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return 'is not JSON';
  }
  const { action } = json;
  if (typeof action !== 'string') return 'has no action';
  if (!isKnownAction(action)) return { ...common(json), action, at: textOf(json.at) ?? '', source: json };
  const { digest, at, until } = json;
  const isEmpty = WITHOUT_IMAGE.includes(action) && (digest ?? null) === null;
  if (!isEmpty && (typeof digest !== 'string' || !isDigest(digest))) return 'has no valid digest';
  if (typeof at !== 'string' || !isTime(at)) return 'has no valid time';
  const previous = json.previous ?? null;
  if (previous !== null && (typeof previous !== 'string' || !isDigest(previous)))
    return 'has an invalid previous digest';
  // a hold whose end cannot be read must not be taken for one without an end
  const end = action === 'hold' ? (until ?? null) : null;
  if (end !== null && (typeof end !== 'string' || !isTime(end))) return 'has an invalid end (until)';
  const known = keysOf(action);
  const isExtended = Object.keys(json).some((key) => !known.includes(key));
  return {
    ...common(json),
    ...{ action, at },
    ...(end === null ? {} : { until: end }),
    ...(isExtended ? { source: json } : {}),
  };
}

function common(json: Readonly<Record<string, unknown>>): Omit<HistoryEvent, 'action' | 'at'> {
  const { mediaType, size, allowed } = json;
  return {
    digest: digestIn(json.digest),
    mediaType: typeof mediaType === 'string' ? mediaType : MEDIA_TYPES.ociIndex,
    size: typeof size === 'number' ? size : 0,
    version: textOf(json.version),
    revision: textOf(json.revision),
    created: textOf(json.created),
    previous: digestIn(json.previous),
    actor: textOf(json.actor),
    run: textOf(json.run),
    reason: textOf(json.reason),
    allowed: Array.isArray(allowed) ? allowed.filter((guard): guard is string => typeof guard === 'string') : [],
    set: textOf(json.set),
  };
}

function isKnownAction(action: string): boolean {
  return (ACTIONS as readonly string[]).includes(action);
}

function digestIn(value: unknown): string | null {
  return typeof value === 'string' && isDigest(value) ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
