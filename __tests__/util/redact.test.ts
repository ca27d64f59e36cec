import { describe, expect, test } from '@jest/globals';
import { escapeMarkdown } from '../../src/report/text.ts';
import { escapeLogLine } from '../../src/util/log-line.ts';
import { addSecret } from '../../src/util/redact.ts';
import { oneLine } from '../../src/util/text.ts';
import { cpuMs } from '../support/runner/speed.ts';

describe('a secret in untrusted text is redacted', () => {
  const cut = (text: string): string => oneLine(`${'z'.repeat(285)} ${text}`);
  test.each<[string, string, string, string]>([
    ['as it is', 'hunter2-secret', 'x hunter2-secret y', 'x *** y'],
    ['on one line', 'two  words\tand\nlines', oneLine('x two  words\tand\nlines y'), 'x *** y'],
    ['one line of it', 'first line\r\nsecond line', 'x second line y', 'x *** y'],
    ['in JSON', 'a"quoted\\one', JSON.stringify('a"quoted\\one'), '"***"'],
    ['where it is cut', 'hunter3-of-more-than-a-few', cut('hunter3-of-more-than-a-few'), `${'z'.repeat(285)} ***…`],
    ['and all others', 'hunter4-secret', 'hunter2-secret first line hunter4-secret', '*** *** ***'],
  ])('%s', (_name, secret, text, expected) => {
    addSecret(secret);
    expect(escapeLogLine(text)).toBe(expected);
    expect(escapeMarkdown(text, 400)).not.toContain(secret.slice(0, 5));
  });

  test('completely, if another secret is its beginning', () => {
    addSecret('hunter5');
    addSecret('hunter5-and-more');
    expect(escapeLogLine('x hunter5-and-more y')).toBe('x *** y');
  });

  test('if it is truncated, even if another secret begins with its last letters', () => {
    addSecret('moor-of-another');
    addSecret('hunter6-on-the-moor-and-more');
    expect(escapeLogLine('x hunter6-on-the-moor…')).toBe('x ***…');
  });

  test('if its middle was cut out, whatever its length', () => {
    const secret = Array.from({ length: 300 }, (_, index) => `q${index}w`).join('');
    addSecret(secret);
    expect(escapeLogLine(`x ${secret.slice(0, 598)}…${secret.slice(-250)}" is none`)).toBe('x ***…***" is none');
  });

  test('but not a part that is too short to be recognised', () => {
    addSecret('abc');
    expect(escapeLogLine('abc, ab…')).toBe('abc, ab…');
  });

  test('if two secrets overlap', () => {
    addSecret('hunter7-and');
    addSecret('and-hunter8');
    expect(escapeLogLine('x hunter7-and-hunter8 y')).toBe('x *** y');
  });

  test('in thousands of lines with thousands of secrets', () => {
    for (let at = 0; at < 20_000; at++) addSecret(`${at}-token-${'t'.repeat(80)}-${at}`);
    const began = cpuMs();
    for (let at = 0; at < 5000; at++) escapeLogLine(`GET reg.test/v2/team/app-${at}/manifests/prod 200 10 ms`);
    // looking for each of them in each line takes many seconds
    expect(cpuMs() - began).toBeLessThan(2000);
    expect(escapeLogLine(`x 7-token-${'t'.repeat(80)}-7 y`)).toBe('x *** y');
  });
});
