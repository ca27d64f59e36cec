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

/** An empty tar, gzipped: 29 constant bytes, so every repository stores them once. */
export const EMPTY_LAYER = Buffer.from('H4sIAAAAAAAA/2NgGAWjYBSMVAAALq+17wAEAAA=', 'base64');
const EMPTY_LAYER_DIFF_ID = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/**
 * The config of every history manifest. The platform is unknown, so no client runs it.
 * https://github.com/opencontainers/image-spec/blob/main/config.md
 */
export const CONFIG = Buffer.from(
  JSON.stringify({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [EMPTY_LAYER_DIFF_ID] },
  }),
);

/**
 * Encodes a history as the manifest that its tag points at.
 * @param history at most 200 events, numbered from `first`
 * @returns an OCI image manifest of at most 4 MiB with one annotation per event; config and layer are constant. The
 *   oldest events are dropped if all of them do not fit
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
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
  // events hold untrusted text of any length: drop the oldest until the manifest fits
  if (bytes.length > MAX_MANIFEST && history.events.length > 1) {
    return encodeHistory({ ...history, first: history.first + 1, events: history.events.slice(1) });
  }
  return { bytes, mediaType: MEDIA_TYPES.ociManifest, digest: digestOf(bytes), size: bytes.length };
}

/**
 * Decodes the newest 200 events of a history.
 * @param manifest the manifest that the history tag points at
 * @param where the tag's full reference, used in error messages
 * @throws HISTORY_INVALID when the manifest is not a history, an event number is missing, or an event is malformed
 */
export function decodeHistory(manifest: Manifest, where: string): History {
  const annotations = annotationsOf(manifest, where);
  if (annotations[VERSION_KEY] !== '1') {
    const version = annotations[VERSION_KEY];
    throw invalid(
      where,
      version === undefined
        ? `it has no annotation ${VERSION_KEY}`
        : `expected format version "1", got ${JSON.stringify(version.slice(0, 20))}`,
    );
  }
  const parent = annotations[PARENT_KEY] ?? null;
  if (parent !== null && !isDigest(parent)) throw invalid(where, 'its parent is not a valid digest');
  const keys = Object.keys(annotations).filter((key) => key.startsWith(EVENT_KEY));
  const numbered = keys
    .map((key) => ({ number: numberOf(key, where), text: annotations[key] ?? '' }))
    .sort((a, b) => a.number - b.number);
  const first = numbered[0]?.number ?? 1;
  numbered.forEach(({ number }, index) => {
    if (number !== first + index) throw invalid(where, `event ${first + index} is missing`);
  });
  // no run of this action writes more events; replaying an unbounded number would be slow
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
  // a skipped annotation might be the last event, which the check for gaps would not notice
  if (Object.keys(annotations ?? {}).length !== Object.keys(strings).length)
    throw invalid(where, 'an annotation is not a string');
  return strings;
}

function numberOf(key: string, where: string): number {
  const digits = key.slice(EVENT_KEY.length);
  if (!/^\d{6,9}$/.test(digits))
    throw invalid(where, `expected an event number of 6 to 9 digits, got ${JSON.stringify(digits.slice(0, 20))}`);
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
  if (!isAction) throw invalid(where, `event ${number} has an unknown action`);
  if (typeof digest !== 'string' || !isDigest(digest)) throw invalid(where, `event ${number} has no valid digest`);
  if (typeof at !== 'string' || !isTime(at)) throw invalid(where, `event ${number} has no valid time`);
  const previous = json.previous ?? null;
  if (previous !== null && (typeof previous !== 'string' || !isDigest(previous)))
    throw invalid(where, `event ${number} has an invalid previous digest`);
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
    `Could not read the history ${where}: ${why}. If the tag was overwritten, move it back to the digest in the last run's log. Otherwise delete the tag: this loses the history, but no image.`,
  );
}
