import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { CONFIG, decodeHistory, EMPTY_LAYER, encodeHistory } from '../../src/history/codec.ts';
import { type History, type HistoryEvent, lastEvent, superseded } from '../../src/history/event.ts';
import { MAX_EVENTS, successor } from '../../src/history/successor.ts';
import { digestOf } from '../../src/image/digest.ts';
import { annotationsOf, eventText, PREFIX, read, valid, WHERE } from '../support/images/encoded-histories.ts';
import { event, events, historyOf, second } from '../support/images/histories.ts';
import { digest } from '../support/requests/requests.ts';

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

  test('has the same bytes after it was read and written again', () => {
    const written = encodeHistory(historyOf(events('build A', 'promote B', 'rollback A', 'observed C')));
    expect(encodeHistory(decodeHistory(written, WHERE)).digest).toBe(written.digest);
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
