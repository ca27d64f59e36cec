import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Challenge, parseChallenges } from '../../src/registry/auth/challenge.ts';
import { hostile } from '../support/images/arbitraries.ts';
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
