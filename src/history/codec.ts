import { ActionError } from '../errors.ts';
import { HISTORY_KEY } from '../image/artifact.ts';
import { digestOf } from '../image/digest.ts';
import { isObject, type Json, jsonOf, MAX_MANIFEST, type Manifest, MEDIA_TYPES, stringsOf } from '../image/manifest.ts';
import { isDigest } from '../image/reference.ts';
import type { History } from './event.ts';
import { eventText, readEvent } from './event-json.ts';
import { dropOldest, MAX_EVENTS } from './successor.ts';

const PREFIX = 'vnd.build-once-promote.';
const PARENT_KEY = `${PREFIX}parent`;
const ENVIRONMENT_KEY = `${PREFIX}environment`;
const REPOSITORY_KEY = `${PREFIX}repository`;
const EVENT_KEY = `${PREFIX}event.`;
const OWN_KEYS: readonly string[] = [HISTORY_KEY, PARENT_KEY, ENVIRONMENT_KEY, REPOSITORY_KEY];

/** Whose history a manifest is. */
export interface HistoryOwner {
  readonly environment: string;
  /** without the registry's host */
  readonly repository: string;
}

/** How a history is decoded. */
export interface DecodeOptions {
  /** whose history it has to be; null if that does not matter */
  readonly owner?: HistoryOwner | null;
  /** whether a history of another environment or repository is accepted */
  readonly takeOver?: boolean;
}

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
 * @param owner whose history it is; null leaves that out
 * @returns an OCI image manifest of at most 4 MiB with one annotation per event; config and layer are constant. The
 *   oldest events are dropped if all of them do not fit
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function encodeHistory(history: History, owner: HistoryOwner | null = null): Manifest {
  const annotations: Record<string, string> = { ...history.annotations, [HISTORY_KEY]: '1' };
  if (history.parent !== null) annotations[PARENT_KEY] = history.parent;
  if (owner !== null) {
    annotations[ENVIRONMENT_KEY] = owner.environment;
    annotations[REPOSITORY_KEY] = owner.repository;
  }
  history.events.forEach((event, index) => {
    annotations[`${EVENT_KEY}${String(history.first + index).padStart(6, '0')}`] = eventText(event);
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
    return encodeHistory({ ...history, first: history.first + 1, events: dropOldest(history.events, 1) }, owner);
  }
  return { bytes, mediaType: MEDIA_TYPES.ociManifest, digest: digestOf(bytes), size: bytes.length };
}

/**
 * Decodes the newest 200 events of a history. Annotations, keys and actions that this version does not know are kept.
 * @param manifest the manifest that the history tag points at
 * @param where the tag's full reference, used in error messages
 * @throws HISTORY_INVALID when the manifest is not a history, is one of another environment or of a newer format, an
 *   event number is missing, or an event is malformed
 */
export function decodeHistory(manifest: Manifest, where: string, options: DecodeOptions = {}): History {
  const annotations = annotationsOf(manifest, where);
  checkFormat(annotations[HISTORY_KEY], where);
  if (options.takeOver !== true) checkOwner(annotations, where, options.owner ?? null);
  const parent = annotations[PARENT_KEY] ?? null;
  if (parent !== null && !isDigest(parent)) throw invalid(where, 'its parent is not a valid digest');
  const numbered = numberedEvents(annotations, where);
  const unknown = Object.entries(annotations).filter(([key]) => !OWN_KEYS.includes(key) && !key.startsWith(EVENT_KEY));
  // no run of this action writes more events; replaying an unbounded number would be slow
  const kept = numbered.slice(-MAX_EVENTS);
  return {
    digest: manifest.digest,
    parent,
    first: kept[0]?.number ?? 1,
    events: kept.map(({ number, text }) => {
      const event = readEvent(text);
      if (typeof event === 'string') throw invalid(where, `event ${number} ${event}`);
      return event;
    }),
    ...(unknown.length > 0 ? { annotations: Object.fromEntries(unknown) } : {}),
  };
}

/** Whether a manifest says that it is a history, whether or not it can be decoded. */
export function isHistoryManifest(manifest: Manifest): boolean {
  const json = jsonOf(manifest.bytes);
  return isObject(json) && stringsOf(json.annotations)[HISTORY_KEY] !== undefined;
}

function numberedEvents(annotations: Readonly<Record<string, string>>, where: string) {
  const numbered: { number: number; text: string }[] = [];
  for (const [key, text] of Object.entries(annotations))
    if (key.startsWith(EVENT_KEY)) numbered.push({ number: numberOf(key, where), text });
  numbered.sort((a, b) => a.number - b.number);
  const first = numbered[0]?.number ?? 1;
  numbered.forEach(({ number }, index) => {
    if (number !== first + index) throw invalid(where, `event ${first + index} is missing`);
  });
  return numbered;
}

function checkFormat(version: string | undefined, where: string): void {
  if (version === '1') return;
  if (version === undefined) throw invalid(where, `it has no annotation ${HISTORY_KEY}`);
  if (/^[1-9]\d{0,8}$/.test(version)) {
    throw new ActionError(
      'HISTORY_INVALID',
      `Could not read the history ${where}: expected format version 1, got ${version}, which a newer version of this action wrote. Update this action; keep the tag.`,
    );
  }
  throw invalid(where, `expected format version "1", got ${JSON.stringify(version.slice(0, 20))}`);
}

/** A history that does not say whose it is is accepted: older versions wrote none. */
function checkOwner(annotations: Readonly<Record<string, string>>, where: string, owner: HistoryOwner | null): void {
  if (owner === null) return;
  const environment = annotations[ENVIRONMENT_KEY] ?? owner.environment;
  const repository = annotations[REPOSITORY_KEY] ?? owner.repository;
  if (environment === owner.environment && repository === owner.repository) return;
  throw new ActionError(
    'HISTORY_INVALID',
    `Could not read the history ${where}: expected the history of ${owner.environment} in ${owner.repository}, got that of ${quoted(environment)} in ${quoted(repository)}. If it was copied by mistake, move the tag back or delete it. To continue it here, set allow: moved.`,
  );
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

function annotationsOf(manifest: Manifest, where: string): Readonly<Record<string, string>> {
  const json = jsonOf(manifest.bytes);
  if (json === undefined) throw invalid(where, 'it is not JSON');
  const annotations = isObject(json) && isObject(json.annotations) ? json.annotations : {};
  // a skipped annotation might be the last event, which the check for gaps would not notice
  if (!areStrings(annotations)) throw invalid(where, 'an annotation is not a string');
  return annotations;
}

function areStrings(values: Json): values is Record<string, string> {
  return Object.values(values).every((value) => typeof value === 'string');
}

function numberOf(key: string, where: string): number {
  const digits = key.slice(EVENT_KEY.length);
  if (!/^\d{6,9}$/.test(digits))
    throw invalid(where, `expected an event number of 6 to 9 digits, got ${JSON.stringify(digits.slice(0, 20))}`);
  return Number(digits);
}

function invalid(where: string, why: string): ActionError {
  return new ActionError(
    'HISTORY_INVALID',
    `Could not read the history ${where}: ${why}. If the tag was overwritten, move it back to the digest in the last run's log. In an emergency, a rollback with version and allow: moved begins a new history. Otherwise delete the tag: this loses the history, but no image.`,
  );
}
