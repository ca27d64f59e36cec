import { describe, expect, test } from '@jest/globals';
import { decodeHistory, encodeHistory } from '../../src/history/codec.ts';
import { decodeBytes, eventText, PREFIX, problemOf, read, valid, WHERE } from '../support/images/encoded-histories.ts';
import { event, events, historyOf } from '../support/images/histories.ts';
import { digest } from '../support/requests/requests.ts';

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
