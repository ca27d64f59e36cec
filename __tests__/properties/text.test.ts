import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Challenge, parseChallenges } from '../../src/registry/auth/challenge.ts';
import { readErrors } from '../../src/registry/errors/error-body.ts';
import { retryAfter } from '../../src/registry/http/retry.ts';
import { commitLink, escapeMarkdown, formatMinute, inlineCode, runLink, table } from '../../src/report/text.ts';
import { escapeLogLine } from '../../src/util/log-line.ts';
import { oneLine } from '../../src/util/text.ts';
import { hostile } from '../support/images/arbitraries.ts';
import { annotationsOf } from '../support/runner/commands.ts';
import { problemsOf } from '../support/runner/markdown.ts';
import { cases } from '../support/runner/quick.ts';
import { cpuMs } from '../support/runner/speed.ts';

const TOKEN = [..."!#$%&'*+-.^_`|~09azAZ"];
const QUOTABLE = [...Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at)), '\t', 'ü'];
const tokens = fc.string({ unit: fc.constantFrom(...TOKEN), minLength: 1, maxLength: 8 });
const names = fc.oneof(tokens, fc.constantFrom('realm', 'service', 'scope', 'constructor', '__proto__', 'error'));
const values = fc.oneof(
  tokens,
  fc.string({ unit: fc.constantFrom(...QUOTABLE), maxLength: 12 }),
  fc.constantFrom('https://auth.example/token?a=b,c', 'a, Basic realm="x"', '\\"', ''),
);
const challenges = fc.record({
  scheme: tokens,
  params: fc.uniqueArray(fc.tuple(names, values), {
    selector: ([name]) => name.toLowerCase(),
    minLength: 1,
    maxLength: 4,
  }),
});

type Chance = (max: number) => number;
/** Prints in a random form that RFC 9110 allows (5.6 and 11.6.1). */
function print(
  all: readonly { scheme: string; params: readonly (readonly [string, string])[] }[],
  chance: Chance,
): string {
  const pick = <T>(...of: T[]): T => of[chance(of.length - 1)] as T;
  const space = (): string => pick('', '', ' ', '\t', '  ');
  const cased = (text: string): string => pick(text, text.toUpperCase(), text.toLowerCase());
  const escaped = (value: string): string =>
    [...value].map((each) => (/["\\]/.test(each) || chance(9) === 0 ? `\\${each}` : each)).join('');
  const comma = (): string => `${space()},${pick('', ' ', ', ,')}`;
  const param = ([name, value]: readonly [string, string]): string => {
    const isToken = value !== '' && [...value].every((each) => TOKEN.includes(each));
    return `${cased(name)}${space()}=${space()}${isToken && pick(true, false) ? value : `"${escaped(value)}"`}`;
  };
  return all.map(({ scheme, params }) => `${cased(scheme)} ${params.map(param).join(comma())}`).join(comma());
}

describe('any WWW-Authenticate header', () => {
  test('is parsed without an exception', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 3 }), (headers) => {
        for (const { scheme, params } of parseChallenges(headers)) {
          expect(scheme).toMatch(/^[!#$%&'*+\-.^_`|~0-9a-z]+$/);
          expect(Object.values(params).every((value) => typeof value === 'string')).toBe(true);
        }
      }),
      { numRuns: cases(1000) },
    );
  });

  test('that follows the grammar gives all its challenges, in every form', () => {
    fc.assert(
      fc.property(fc.array(challenges, { minLength: 1, maxLength: 3 }), fc.gen(), (all, gen) => {
        const expected: Challenge[] = all.map(({ scheme, params }) => ({
          scheme: scheme.toLowerCase(),
          params: Object.fromEntries(params.map(([name, value]) => [name.toLowerCase(), value])),
        }));
        const header = print(all, (max) => gen(fc.nat, { max }));
        const read = parseChallenges([header]).map(({ scheme, params }) => ({
          scheme,
          params: Object.fromEntries(Object.entries(params)),
        }));
        expect(read).toEqual(expected);
      }),
      { numRuns: cases(500) },
    );
  });

  test('that is designed to be slow is parsed quickly', () => {
    const piece = fc.string({
      unit: fc.constantFrom('a', '=', '"', '\\', ' ', ',', '\t', 'a=b', 'a="', 'B '),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(piece, piece, piece, fc.constantFrom(16_000, 4000), (start, again, end, size) => {
        const header = start + again.repeat(Math.floor((size - 40) / again.length)) + end;
        const began = cpuMs();
        parseChallenges([header]);
        expect(cpuMs() - began).toBeLessThan(1000);
      }),
      { numRuns: cases(150) },
    );
  });
});

/** Characters that move a cursor, end a line, are invisible, or change the direction of text. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const RUNS = { numRuns: cases(2000) };

describe('any text', () => {
  test('in the log starts no workflow command, and has no invisible characters', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, before) => {
        const shown = escapeLogLine(`${before}${text}`);
        for (const line of shown.split('\n')) {
          expect(line).not.toMatch(/^\s*::/);
          expect(line).not.toContain('##[');
          expect(line).not.toMatch(UNSEEN);
        }
        expect(annotationsOf(shown)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('in the log is shown once more as it was', () => {
    fc.assert(
      fc.property(hostile, (text) => expect(escapeLogLine(escapeLogLine(text))).toBe(escapeLogLine(text))),
      RUNS,
    );
  });

  test('in a cell stays one cell of one row in every renderer', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = [
          escapeMarkdown(text),
          inlineCode(text),
          formatMinute(text),
          runLink(text, 'https://github.com'),
          runLink(text, 'https://github.com', text),
          commitLink(text, null),
        ];
        const rows = table(
          shown.map(() => 'x'),
          [shown],
        );
        expect(rows.split('\n')).toHaveLength(3);
        expect(problemsOf(rows)).toEqual([]);
        expect(escapeMarkdown(text)).not.toMatch(/[<>|`*_[\]()!~\\$@{}"']|&(?!#\d+;)|#(?!\d+;)/);
      }),
      RUNS,
    );
  });

  test('is truncated between characters, never within an entity', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 20 }), (text, max) => {
        const characters = escapeMarkdown(text, max)
          .replace(/&#8203;/g, '')
          .replace(/&#\d+;/g, 'x');
        expect(characters.length).toBeLessThanOrEqual(max + 1);
      }),
      RUNS,
    );
  });
});

describe('any answer', () => {
  test('is one short line of an error', () => {
    const errors = fc.array(
      fc.oneof(
        fc.jsonValue(),
        fc.record({
          code: fc.oneof(hostile, fc.jsonValue()),
          message: fc.oneof(hostile, fc.jsonValue()),
          detail: fc.jsonValue(),
        }),
      ),
    );
    const bodies = fc.oneof(
      errors.map((all) => Buffer.from(JSON.stringify({ errors: all }))),
      fc.json().map((text) => Buffer.from(text)),
      hostile.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        for (const text of Object.values(readErrors(body))) {
          expect(text.length).toBeLessThanOrEqual(301);
          expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
          expect(oneLine(text)).toBe(text);
        }
      }),
      RUNS,
    );
  });
});

describe('any Retry-After', () => {
  test('is a time from now or none', () => {
    const headers = fc.oneof(hostile, fc.integer().map(String), fc.double().map(String), fc.date().map(String));
    fc.assert(
      fc.property(headers, fc.nat(), (header, now) => {
        const wait = retryAfter(header, now);
        expect(wait === null || (Number.isFinite(wait) && wait >= 0)).toBe(true);
      }),
      RUNS,
    );
  });

  test('in seconds or as a date is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 4_000_000_000 }), (seconds, now) => {
        expect(retryAfter(String(seconds), now * 1000)).toBe(seconds * 1000);
        expect(retryAfter(new Date((now + seconds) * 1000).toUTCString(), now * 1000)).toBe(seconds * 1000);
      }),
    );
  });
});
