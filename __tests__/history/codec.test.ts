import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { CONFIG, decodeHistory, EMPTY_LAYER, encodeHistory } from '../../src/history/codec.ts';
import { type History, type HistoryEvent, lastEvent, superseded } from '../../src/history/event.ts';
import { MAX_EVENTS, successor } from '../../src/history/successor.ts';
import { digestOf } from '../../src/image/digest.ts';
import type { Manifest } from '../../src/image/manifest.ts';
import { event, events, historyOf, second } from '../support/images/histories.ts';
import { digest } from '../support/requests/requests.ts';

const WHERE = 'reg.test/team/app:prod-history';
const PREFIX = 'vnd.build-once-promote.';

type Annotations = Record<string, unknown>;

function annotationsOf(manifest: Manifest): Annotations {
  return (JSON.parse(manifest.bytes.toString()) as { annotations: Annotations }).annotations;
}

/** What is read of a manifest with these annotations. */
function read(annotations: unknown): History {
  return decodeBytes(JSON.stringify({ schemaVersion: 2, annotations }));
}

function decodeBytes(text: string): History {
  const bytes = Buffer.from(text);
  return decodeHistory({ bytes, mediaType: 'x', digest: digestOf(bytes), size: bytes.length }, WHERE);
}

/** A history's annotations with something else in them. */
function valid(other: Annotations = {}): Annotations {
  return { ...annotationsOf(encodeHistory(historyOf(events('promote A', 'promote B')))), ...other };
}

/** One event's text with something else in it; undefined leaves a key out. */
function eventText(other: Record<string, unknown>): string {
  return JSON.stringify({ ...event('promote', 'A'), ...other });
}

function problemOf(act: () => unknown): ActionError {
  try {
    act();
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('the constant parts of a history manifest', () => {
  test('the config has the same digest in every release', () => {
    expect(digestOf(CONFIG)).toBe('sha256:36a08bc6965207dba3d056508564c95805e4644afdc310ac7a6f6039bedbf1ac');
  });

  test('the layer has the same digest in every release', () => {
    expect(digestOf(EMPTY_LAYER)).toBe('sha256:8564620f1ca97e2d67cda7086a6271585fd2eef5a44e617537e7c36ee7da3ead');
    expect(EMPTY_LAYER).toHaveLength(29);
  });

  test('the layer is an empty gzipped tar whose diff_id is in the config', () => {
    const tar = gunzipSync(EMPTY_LAYER);
    expect(tar.length).toBeGreaterThanOrEqual(1024);
    expect(tar.every((byte) => byte === 0)).toBe(true);
    const { rootfs, os, architecture } = JSON.parse(CONFIG.toString()) as Record<string, unknown>;
    expect(rootfs).toEqual({ type: 'layers', diff_ids: [digestOf(tar)] });
    expect([os, architecture]).toEqual(['unknown', 'unknown']);
  });

  test('every manifest lists that config and that layer, and no artifactType', () => {
    const manifest = JSON.parse(encodeHistory(historyOf(events('promote A'))).bytes.toString()) as object;
    expect({ ...manifest, annotations: null }).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(CONFIG),
        size: CONFIG.length,
      },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digestOf(EMPTY_LAYER), size: 29 }],
      annotations: null,
    });
  });
});

describe('an encoded history', () => {
  const full = event('rollback', 'A', {
    version: '1.2.3+build.5',
    revision: 'a'.repeat(40),
    created: '2026-01-02T03:04:05+01:00',
    previous: digest('B'),
    reason: 'pipes | and\nlines "quoted" 🙂',
    allowed: ['skip', 'downgrade'],
  });
  const bare = event('observed', 'C', { actor: null, run: null });

  test.each<[string, History]>([
    ['with every field filled', { ...historyOf([full]), parent: digest('parent') }],
    ['with every field that may be unknown unknown', historyOf([bare])],
    ['with every action', historyOf(events('build A', 'promote B', 'rollback A', 'observed C', 'superseded B'))],
    ['without an event', historyOf([])],
    ['of which the oldest are gone', { ...historyOf(events('promote A', 'promote B')), first: 999_999 }],
  ])('is the same %s', (_name, history) => {
    const manifest = encodeHistory(history);
    expect(decodeHistory(manifest, WHERE)).toEqual({ ...history, digest: manifest.digest });
  });

  test('stores its events as JSON in annotations numbered with six digits', () => {
    const annotations = annotationsOf(encodeHistory({ ...historyOf([full, bare]), first: 42 }));
    expect(Object.keys(annotations)).toEqual([`${PREFIX}history`, `${PREFIX}event.000042`, `${PREFIX}event.000043`]);
    expect(annotations[`${PREFIX}history`]).toBe('1');
    const { set: _, ...stored } = full;
    expect(JSON.parse(String(annotations[`${PREFIX}event.000042`]))).toEqual({
      ...stored,
      ...(full.set && { set: full.set }),
    });
  });

  test('is decoded without annotations that others added', () => {
    expect(read(valid({ 'org.opencontainers.image.title': 'x' })).events).toHaveLength(2);
  });
});

describe('what a newer version wrote into a history', () => {
  const one = `${PREFIX}event.000001`;
  const two = `${PREFIX}event.000002`;
  const approval = { action: 'approved', until: '2030-01-01T00:00:00Z', digest: null, at: second(2) };

  test('is kept when the history is written: actions, keys and annotations', () => {
    const newer = valid({
      [one]: eventText({ ticket: 'OPS-1' }),
      [two]: JSON.stringify(approval),
      'vnd.build-once-promote.policy': 'x',
      'org.example.note': 'y',
    });
    const history = read(newer);
    const next = successor(history, [...history.events, event('promote', 'C')]);
    const annotations = annotationsOf(encodeHistory(next, { environment: 'prod', repository: 'team/app' }));
    expect(JSON.parse(String(annotations[one]))).toMatchObject({ ticket: 'OPS-1' });
    expect(JSON.parse(String(annotations[two]))).toEqual(approval);
    expect(annotations).toMatchObject({
      'vnd.build-once-promote.policy': 'x',
      'org.example.note': 'y',
      'vnd.build-once-promote.environment': 'prod',
      'vnd.build-once-promote.repository': 'team/app',
    });
  });

  test('is kept in an event that is superseded', () => {
    const [first] = read(valid({ [one]: eventText({ ticket: 'OPS-1' }) })).events;
    const written = annotationsOf(encodeHistory(historyOf([superseded(first as HistoryEvent)])));
    expect(JSON.parse(String(written[one]))).toMatchObject({ action: 'superseded', ticket: 'OPS-1' });
  });

  test('moves nothing', () => {
    const history = read(valid({ [two]: JSON.stringify(approval) }));
    expect(lastEvent(history)?.digest).toBe(history.events[0]?.digest);
  });
});

describe('the successor of a history', () => {
  test('has the replaced manifest as its parent, and none if it is the first', () => {
    const first = successor(null, events('promote A'));
    expect(first.parent).toBeNull();
    const written = decodeHistory(encodeHistory(first), WHERE);
    expect(successor(written, written.events).parent).toBe(encodeHistory(first).digest);
  });

  test('keeps the newest 200 events and their numbers', () => {
    let history = decodeHistory(encodeHistory(successor(null, [])), WHERE);
    for (let index = 1; index <= 203; index++) {
      const next = successor(history, [...history.events, event('promote', `image ${index}`)]);
      if (next.parent !== history.digest) throw new Error(`the parent of history ${index} is ${next.parent}`);
      history = decodeHistory(encodeHistory(next), WHERE);
    }
    expect(history.events).toHaveLength(MAX_EVENTS);
    expect(history.first).toBe(4);
    expect(history.events.at(0)?.digest).toBe(digest('image 4'));
    expect(history.events.at(-1)?.digest).toBe(digest('image 203'));
  });
});

describe('decoding fails with HISTORY_INVALID for', () => {
  const one = `${PREFIX}event.000001`;
  const two = `${PREFIX}event.000002`;
  const huge = `<script>${'x'.repeat(1_000_000)}`;

  test.each<[string, () => unknown, RegExp]>([
    ['bytes that are not JSON', () => decodeBytes('{'), /not JSON/],
    ['the JSON value null', () => decodeBytes('null'), /has no annotation vnd\.build-once-promote\.history/],
    [
      'an image',
      () => read({ 'org.opencontainers.image.version': '1' }),
      /has no annotation vnd\.build-once-promote\.history/,
    ],
    ['no annotations', () => read(undefined), /has no annotation vnd\.build-once-promote\.history/],
    ['annotations that are an array', () => read([]), /has no annotation vnd\.build-once-promote\.history/],
    [
      'a format version that is not a number',
      () => read(valid({ [`${PREFIX}history`]: 'two' })),
      /expected format version "1", got "two"/,
    ],
    [
      'a format version of a million characters',
      () => read(valid({ [`${PREFIX}history`]: huge })),
      /expected format version/,
    ],
    [
      'an invalid parent digest',
      () => read(valid({ [`${PREFIX}parent`]: 'sha256:abc' })),
      /parent is not a valid digest/,
    ],
    ['a gap', () => read(valid({ [`${PREFIX}event.000004`]: eventText({}) })), /event 3 is missing/],
    ['one number twice', () => read(valid({ [`${PREFIX}event.0000002`]: eventText({}) })), /event 3 is missing/],
    [
      'a number with too few digits',
      () => read(valid({ [`${PREFIX}event.3`]: eventText({}) })),
      /event number of 6 to 9 digits, got "3"/,
    ],
    [
      'a number that is not numeric',
      () => read(valid({ [`${PREFIX}event.00000x`]: eventText({}) })),
      /event number of 6 to 9 digits, got "00000x"/,
    ],
    ['a negative number', () => read(valid({ [`${PREFIX}event.-00001`]: eventText({}) })), /event number/],
    ['a number of 400 digits', () => read(valid({ [`${PREFIX}event.${'9'.repeat(400)}`]: '{}' })), /event number/],
    ['an event that is not JSON', () => read(valid({ [one]: '{"action":' })), /event 1 is not JSON/],
    ['an event that is null', () => read(valid({ [two]: 'null' })), /event 2 has no action/],
    ['an event that is a JSON string', () => read(valid({ [two]: '"promote"' })), /event 2 has no action/],
    ['an event annotation that is not a string', () => read(valid({ [two]: { action: 'promote' } })), /annotation/],
    ['no digest', () => read(valid({ [one]: eventText({ digest: undefined }) })), /event 1 has no valid digest/],
    [
      'a truncated digest',
      () => read(valid({ [one]: eventText({ digest: digest('A').slice(0, 70) }) })),
      /no valid digest/,
    ],
    [
      'a digest in capitals',
      () => read(valid({ [one]: eventText({ digest: digest('Z').toUpperCase() }) })),
      /no valid digest/,
    ],
    ['a digest of a million characters', () => read(valid({ [one]: eventText({ digest: huge }) })), /no valid digest/],
    ['no time', () => read(valid({ [one]: eventText({ at: undefined }) })), /event 1 has no valid time/],
    [
      'a time that is not RFC 3339',
      () => read(valid({ [one]: eventText({ at: '2026-01-02 (<b>)' }) })),
      /no valid time/,
    ],
    ['an invalid time', () => read(valid({ [one]: eventText({ at: '2026-13-45T00:00:00Z' }) })), /no valid time/],
    ['a digest before that is none', () => read(valid({ [two]: eventText({ previous: 'latest' }) })), /event 2/],
  ])('%s', (_name, act, found) => {
    const { code, message } = problemOf(act);
    expect(code).toBe('HISTORY_INVALID');
    expect(message).toMatch(found);
    expect(message).toContain(WHERE);
    expect(message).toContain('move it back');
    expect(message.length).toBeLessThan(600);
  });

  test('a newer format, with the advice to update and not to delete', () => {
    const { code, message } = problemOf(() => read(valid({ [`${PREFIX}history`]: '2' })));
    expect(code).toBe('HISTORY_INVALID');
    expect(message).toMatch(/Update this action/);
    expect(message).not.toMatch(/delete/i);
  });

  test.each([
    ['another environment', { environment: 'staging', repository: 'team/app' }],
    ['another repository', { environment: 'prod', repository: 'team/web' }],
  ])('a history of %s, unless it is taken over', (_name, owner) => {
    const copied = encodeHistory(historyOf(events('promote A')), owner);
    const options = { owner: { environment: 'prod', repository: 'team/app' } };
    const { code, message } = problemOf(() => decodeHistory(copied, WHERE, options));
    expect(code).toBe('HISTORY_INVALID');
    expect(message).toContain('allow: moved');
    expect(decodeHistory(copied, WHERE, { ...options, takeOver: true }).events).toHaveLength(1);
  });

  test('an event is decoded if optional fields are missing or have another type', () => {
    const { action, at, digest: named } = event('promote', 'A');
    const text = JSON.stringify({ action, at, digest: named, version: 7, actor: {}, allowed: ['skip', 5], later: 1 });
    const { events: found } = read({ [`${PREFIX}history`]: '1', [one]: text });
    expect(found).toEqual([
      event('promote', 'A', { size: 0, actor: null, run: null, allowed: ['skip'], source: JSON.parse(text) }),
    ]);
  });
});
