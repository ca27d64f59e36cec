import { ActionError } from '../errors.ts';
import { digestOf } from '../image/digest.ts';
import { isTime } from '../image/identity.ts';
import { MAX_MANIFEST, type Manifest, MEDIA_TYPES, stringsOf } from '../image/manifest.ts';
import { isDigest } from '../image/reference.ts';
import { ACTIONS, type Action, type History, type HistoryEvent, MAX_EVENTS } from './event.ts';

const PREFIX = 'vnd.build-once-promote.';
const VERSION_KEY = `${PREFIX}history`;
const PARENT_KEY = `${PREFIX}parent`;
const EVENT_KEY = `${PREFIX}event.`;

/** An empty tar, compressed: 29 bytes that never change, so a repository holds them once. */
export const EMPTY_LAYER = Buffer.from('H4sIAAAAAAAA/2NgGAWjYBSMVAAALq+17wAEAAA=', 'base64');
const EMPTY_LAYER_DIFF_ID = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/** The config of every history: no platform runs it. */
export const CONFIG = Buffer.from(
  JSON.stringify({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [EMPTY_LAYER_DIFF_ID] },
  }),
);

/**
 * A history as the manifest that its tag points at.
 * @param history at most 200 events, numbered from `first`
 * @returns an OCI image manifest whose annotations are the events; its config and layer are always the same
 */
export function encodeHistory(history: History): Manifest {
  const annotations: Record<string, string> = { [VERSION_KEY]: '1' };
  if (history.parent !== null) annotations[PARENT_KEY] = history.parent;
  history.events.forEach((event, index) => {
    annotations[`${EVENT_KEY}${String(history.first + index).padStart(6, '0')}`] = JSON.stringify(event);
  });
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.ociManifest,
      config: { mediaType: MEDIA_TYPES.ociConfig, digest: digestOf(CONFIG), size: CONFIG.length },
      layers: [{ mediaType: MEDIA_TYPES.ociLayer, digest: digestOf(EMPTY_LAYER), size: EMPTY_LAYER.length }],
      annotations,
    }),
  );
  // what strangers wrote into old events may be large: the newest are kept
  if (bytes.length > MAX_MANIFEST && history.events.length > 1) {
    return encodeHistory({ ...history, first: history.first + 1, events: history.events.slice(1) });
  }
  return { bytes, mediaType: MEDIA_TYPES.ociManifest, digest: digestOf(bytes), size: bytes.length };
}

/**
 * Reads a history: the newest 200 of its events.
 * @param manifest what the history tag points at
 * @param where the tag's full reference, for the words of an error
 * @throws HISTORY_INVALID where it is no history, its numbers have a gap, or an event cannot be read
 */
export function decodeHistory(manifest: Manifest, where: string): History {
  const annotations = annotationsOf(manifest, where);
  if (annotations[VERSION_KEY] !== '1') {
    const found =
      annotations[VERSION_KEY] === undefined
        ? 'no history'
        : `a history of another form (${JSON.stringify(annotations[VERSION_KEY].slice(0, 20))})`;
    throw invalid(where, `it is ${found}`);
  }
  const parent = annotations[PARENT_KEY] ?? null;
  if (parent !== null && !isDigest(parent)) throw invalid(where, 'its parent is no digest');
  const keys = Object.keys(annotations).filter((key) => key.startsWith(EVENT_KEY));
  const numbered = keys
    .map((key) => ({ number: numberOf(key, where), text: annotations[key] ?? '' }))
    .sort((a, b) => a.number - b.number);
  const first = numbered[0]?.number ?? 1;
  numbered.forEach(({ number }, index) => {
    if (number !== first + index) throw invalid(where, `event ${first + index} is missing`);
  });
  // whoever wrote more, no run would keep them; and all of them would be replayed again and again
  const kept = numbered.slice(-MAX_EVENTS);
  return {
    digest: manifest.digest,
    parent,
    first: kept[0]?.number ?? 1,
    events: kept.map(({ number, text }) => eventOf(text, number, where)),
  };
}

function annotationsOf(manifest: Manifest, where: string): Record<string, string> {
  let annotations: unknown;
  try {
    annotations = (JSON.parse(manifest.bytes.toString('utf8')) as { annotations?: unknown } | null)?.annotations;
  } catch {
    throw invalid(where, 'it is not JSON');
  }
  const strings = stringsOf(annotations);
  // one that is left out may be the last event, which no gap would show
  if (Object.keys(annotations ?? {}).length !== Object.keys(strings).length)
    throw invalid(where, 'an annotation is no text');
  return strings;
}

function numberOf(key: string, where: string): number {
  const digits = key.slice(EVENT_KEY.length);
  if (!/^\d{6,9}$/.test(digits)) throw invalid(where, `an event has the number ${JSON.stringify(digits.slice(0, 20))}`);
  return Number(digits);
}

function eventOf(text: string, number: number, where: string): HistoryEvent {
  let json: Record<string, unknown> = {};
  try {
    json = (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    throw invalid(where, `event ${number} is not JSON`);
  }
  const { action, at, digest, mediaType, size, allowed } = json;
  const isAction = typeof action === 'string' && (ACTIONS as readonly string[]).includes(action);
  if (!isAction) throw invalid(where, `event ${number} has an action that is not known`);
  if (typeof digest !== 'string' || !isDigest(digest)) throw invalid(where, `event ${number} has no digest`);
  if (typeof at !== 'string' || !isTime(at)) throw invalid(where, `event ${number} has no time`);
  const previous = json.previous ?? null;
  if (previous !== null && (typeof previous !== 'string' || !isDigest(previous)))
    throw invalid(where, `event ${number} has a previous that is no digest`);
  return {
    action: action as Action,
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
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function invalid(where: string, why: string): ActionError {
  return new ActionError(
    'HISTORY_INVALID',
    `The history ${where} cannot be read: ${why}. If somebody put another image there, point the tag back at the digest that the last run's log names, or delete the tag: that loses the log, no image.`,
  );
}
