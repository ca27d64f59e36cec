import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readErrors } from '../../src/registry/errors/error-body.ts';
import { retryAfter } from '../../src/registry/http/retry.ts';
import { commitLink, escapeMarkdown, formatMinute, inlineCode, runLink, table } from '../../src/report/text.ts';
import { escapeLogLine } from '../../src/util/log-line.ts';
import { oneLine } from '../../src/util/text.ts';
import { hostile } from '../support/images/arbitraries.ts';
import { annotationsOf } from '../support/runner/commands.ts';
import { problemsOf } from '../support/runner/markdown.ts';
import { cases } from '../support/runner/quick.ts';

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
