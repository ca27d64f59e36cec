import { describe, expect, test } from '@jest/globals';
import { oneLine } from '../../src/registry/errors/response-error.ts';
import { cell, plain } from '../../src/report/text.ts';
import { hide } from '../../src/util/redact.ts';

describe('a secret that a stranger repeats is hidden', () => {
  const cut = (text: string): string => oneLine(`${'z'.repeat(285)} ${text}`);
  test.each<[string, string, string, string]>([
    ['as it is', 'hunter2-secret', 'x hunter2-secret y', 'x *** y'],
    ['on one line', 'two  words\tand\nlines', oneLine('x two  words\tand\nlines y'), 'x *** y'],
    ['one line of it', 'first line\r\nsecond line', 'x second line y', 'x *** y'],
    ['in JSON', 'a"quoted\\one', JSON.stringify('a"quoted\\one'), '"***"'],
    ['where it is cut', 'hunter3-of-more-than-a-few', cut('hunter3-of-more-than-a-few'), `${'z'.repeat(285)} ***…`],
    ['and all others', 'hunter4-secret', 'hunter2-secret first line hunter4-secret', '*** *** ***'],
  ])('%s', (_name, secret, text, expected) => {
    hide(secret);
    expect(plain(text)).toBe(expected);
    expect(cell(text, 400)).not.toContain(secret.slice(0, 5));
  });

  test('whole, where another one is its beginning', () => {
    hide('hunter5');
    hide('hunter5-and-more');
    expect(plain('x hunter5-and-more y')).toBe('x *** y');
  });

  test('where it is cut, also if another one begins with its last letters', () => {
    hide('moor-of-another');
    hide('hunter6-on-the-moor-and-more');
    expect(plain('x hunter6-on-the-moor…')).toBe('x ***…');
  });

  test('where its middle is left out, however long it is', () => {
    const secret = Array.from({ length: 300 }, (_, index) => `q${index}w`).join('');
    hide(secret);
    expect(plain(`x ${secret.slice(0, 598)}…${secret.slice(-250)}" is none`)).toBe('x ***…***" is none');
  });

  test('but what is too short to be known again stays', () => {
    hide('abc');
    expect(plain('abc, ab…')).toBe('abc, ab…');
  });

  test('where two overlap', () => {
    hide('hunter7-and');
    hide('and-hunter8');
    expect(plain('x hunter7-and-hunter8 y')).toBe('x *** y');
  });

  test('in thousands of lines, where there are thousands: a token for each image', () => {
    for (let at = 0; at < 20_000; at++) hide(`${at}-token-${'t'.repeat(80)}-${at}`);
    const began = performance.now();
    for (let at = 0; at < 5000; at++) plain(`GET reg.test/v2/team/app-${at}/manifests/prod 200 10 ms`);
    // looking for each of them in each line takes many seconds
    expect(performance.now() - began).toBeLessThan(2000);
    expect(plain(`x 7-token-${'t'.repeat(80)}-7 y`)).toBe('x *** y');
  });
});
