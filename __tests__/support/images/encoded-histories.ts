import { ActionError } from '../../../src/errors.ts';
import { decodeHistory, encodeHistory } from '../../../src/history/codec.ts';
import type { History } from '../../../src/history/event.ts';
import { digestOf } from '../../../src/image/digest.ts';
import type { Manifest } from '../../../src/image/manifest.ts';
import { event, events, historyOf } from './histories.ts';

export const WHERE = 'reg.test/team/app:prod-history';
export const PREFIX = 'vnd.build-once-promote.';

export type Annotations = Record<string, unknown>;

/** The annotations of a manifest. */
export function annotationsOf(manifest: Manifest): Annotations {
  return (JSON.parse(manifest.bytes.toString()) as { annotations: Annotations }).annotations;
}

/** What is read of a manifest with these annotations. */
export function read(annotations: unknown): History {
  return decodeBytes(JSON.stringify({ schemaVersion: 2, annotations }));
}

/** What is read of a manifest with these bytes. */
export function decodeBytes(text: string): History {
  const bytes = Buffer.from(text);
  return decodeHistory({ bytes, mediaType: 'x', digest: digestOf(bytes), size: bytes.length }, WHERE);
}

/** A history's annotations with something else in them. */
export function valid(other: Annotations = {}): Annotations {
  return { ...annotationsOf(encodeHistory(historyOf(events('promote A', 'promote B')))), ...other };
}

/** One event's text with something else in it; undefined leaves a key out. */
export function eventText(other: Record<string, unknown>): string {
  return JSON.stringify({ ...event('promote', 'A'), ...other });
}

/** The error that something ends with; throws where there is none. */
export function problemOf(act: () => unknown): ActionError {
  try {
    act();
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error('it was read');
}
