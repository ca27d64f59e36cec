import { MEDIA_TYPES } from '../image/manifest.ts';
import { isDigest } from '../image/reference.ts';
import { isTime } from '../image/time.ts';
import { ACTIONS, type HistoryEvent } from './event.ts';

/** The keys of an event that this version knows. */
const KEYS: ReadonlySet<string> = new Set([
  ...['action', 'at', 'digest', 'mediaType', 'size', 'version', 'revision', 'created', 'previous'],
  ...['actor', 'run', 'reason', 'allowed', 'set'],
]);

/** Whether this version knows all keys of an event. */
function areKeysKnown(json: Readonly<Record<string, unknown>>, action: string): boolean {
  return Object.keys(json).every((key) => KEYS.has(key) || (key === 'until' && action === 'hold'));
}

const KNOWN_ACTIONS: ReadonlySet<string> = new Set(ACTIONS);
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
  if (!isKnownAction(action)) {
    const [digest, previous] = [digestIn(json.digest), digestIn(json.previous)];
    return { ...eventOf(json, action, textOf(json.at) ?? '', digest, previous), source: json };
  }
  const { at, until } = json;
  const digest = json.digest ?? null;
  if (!isDigestOrNull(digest) || (digest === null && !WITHOUT_IMAGE.includes(action))) return 'has no valid digest';
  if (typeof at !== 'string' || !isTime(at)) return 'has no valid time';
  const previous = json.previous ?? null;
  if (!isDigestOrNull(previous)) return 'has an invalid previous digest';
  // a hold whose end cannot be read must not be taken for one without an end
  const end = action === 'hold' ? (until ?? null) : null;
  if (end !== null && (typeof end !== 'string' || !isTime(end))) return 'has an invalid end (until)';
  const event = eventOf(json, action, at, digest, previous);
  const isKnown = areKeysKnown(json, action);
  // a status may read hundred thousands of events: most need no second object
  return end === null && isKnown
    ? event
    : { ...event, ...(end === null ? {} : { until: end }), ...(isKnown ? {} : { source: json }) };
}

function eventOf(
  json: Readonly<Record<string, unknown>>,
  action: string,
  at: string,
  digest: string | null,
  previous: string | null,
): HistoryEvent {
  const { mediaType, size, allowed } = json;
  return {
    action,
    at,
    digest,
    mediaType: typeof mediaType === 'string' ? mediaType : MEDIA_TYPES.ociIndex,
    size: typeof size === 'number' ? size : 0,
    version: textOf(json.version),
    revision: textOf(json.revision),
    created: textOf(json.created),
    previous,
    actor: textOf(json.actor),
    run: textOf(json.run),
    reason: textOf(json.reason),
    allowed: Array.isArray(allowed) ? allowed.filter((guard): guard is string => typeof guard === 'string') : [],
    set: textOf(json.set),
  };
}

function isKnownAction(action: string): boolean {
  return KNOWN_ACTIONS.has(action);
}

function isDigestOrNull(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && isDigest(value));
}

function digestIn(value: unknown): string | null {
  return isDigestOrNull(value) ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
