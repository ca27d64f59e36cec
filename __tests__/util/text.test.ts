import { describe, expect, test } from '@jest/globals';
import { escapeMarkdown } from '../../src/report/text.ts';
import { formatDuration, formatSize } from '../../src/util/format.ts';
import { nextLink } from '../../src/util/link-header.ts';
import { escapeLogLine } from '../../src/util/log-line.ts';
import { didYouMean, nearest } from '../../src/util/nearest.ts';
import { addSecret } from '../../src/util/redact.ts';
import { oneLine } from '../../src/util/text.ts';
import { passwordsIn } from '../../src/util/user-info.ts';
import { cpuMs } from '../support/runner/speed.ts';

describe('a figure for people:', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [99_949, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [2.5e9, '2.5 GB'],
    [7e15, '7000 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

  test.each([
    [0, '0.0 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_499, '59 s'],
    [59_500, '1 min 0 s'],
    [3_599_000, '59 min 59 s'],
    [3_660_000, '1 h 1 min'],
  ])('%d milliseconds are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('a Link header:', () => {
  test.each<[string | null | undefined, string | null]>([
    ['</v2/x?last=a>; rel="next"', '/v2/x?last=a'],
    ['<https://h/1>; rel="prev", <https://h/2?after=Y3Vyc29y%3D>; rel="next"', 'https://h/2?after=Y3Vyc29y%3D'],
    ['</x>; title="a, b"; rel="last next"', '/x'],
    ['</x>;REL=Next', '/x'],
    ['/v2/x?last=a; rel="next"', '/v2/x?last=a'],
    ['</1>; rel="first", /2?n=1; rel=next', '/2?n=1'],
    ['</x>; rel="nextish"', null],
    ['</x>; rel="prev"', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('the next link of %j is %j', (header, target) => {
    expect(nextLink(header)).toBe(target);
  });

  test('a long header takes no time', () => {
    expect(nextLink(`<${'x'.repeat(20_000)}>${'; a="b"'.repeat(2000)}`)).toBeNull();
    expect(nextLink('</x>;'.repeat(5000))).toBeNull();
  });
});

const STAGES = ['dev', 'staging', 'prod'];

describe('the nearest name', () => {
  test.each([
    ['prd', 'prod'],
    ['PROD', 'prod'],
    ['production', 'prod'],
    ['stg', 'staging'],
    ['stagin', 'staging'],
    ['develop', 'dev'],
    ['prdo', 'prod'],
    ['dve', 'dev'],
    ['sagtign', 'staging'],
  ])('to %s is %s', (text, name) => expect(didYouMean(text, STAGES)).toBe(` Did you mean ${name}?`));

  test.each(['qa', 'live', '', 'x', 'canary'])('to %s does not exist', (text) =>
    expect(didYouMean(text, STAGES)).toBe(''),
  );

  test('is not the text itself', () => expect(didYouMean('dev', STAGES)).toBe(''));
});

test('the nearest names come first, as many as are wanted, and none that is too different', () => {
  const tags = ['dev', '1.0.0', '1.0', '1.0.2', '1.10.0', 'latest'];
  expect(nearest('1.0.1', tags, 2)).toEqual(['1.0.0', '1.0.2']);
  expect(nearest('1.0.1', tags, 9)).toEqual(['1.0.0', '1.0.2', '1.0', '1.10.0']);
  expect(nearest('1.0.1', [], 9)).toEqual([]);
});

test('a text of any length is compared in a moment', () => {
  const names = Array.from({ length: 200 }, (_, index) => `${'n'.repeat(1000)}${index}`);
  expect(nearest('n'.repeat(100_000), names).length).toBeLessThanOrEqual(3);
});

describe('a user name:', () => {
  test.each([
    ['ada:hunter22@ghcr.io/acme/app', ['hunter22']],
    ['https://ada:hunter22@ghcr.io/acme/app', ['hunter22']],
    ['ada:hun%20ter@ghcr.io/a\nghcr.io/b', ['hun%20ter', 'hun ter']],
    ['ada%3Ahunter22%40ghcr.io/a', ['hunter22']],
    ['ada:hun@ter/22@ghcr.io/a', ['hun@ter/22']],
    ['a:first-one@ghcr.io/a, b:second-one@ghcr.io/b', ['first-one', 'second-one']],
    ['ghp_0123456789@ghcr.io/a', ['ghp_0123456789']],
    [`ghcr.io/acme/app@sha256:${'a'.repeat(64)}`, []],
    ['ghcr.io/acme/app@v1', []],
    ['ada:short@ghcr.io/a', []],
    ['ghcr.io/acme/app:1.0.0', []],
  ])('the passwords in %j are %j', (text, passwords) => expect(passwordsIn(text)).toEqual(passwords));
});

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

  test('if its middle was cut out, at any length', () => {
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
