import { describe, expect, test } from '@jest/globals';
import { type Challenge, parseChallenges } from '../../../src/registry/auth/challenge.ts';
import { table } from '../../support/registries/table.ts';
import { cpuMs } from '../../support/runner/speed.ts';

const rows = table<{ name: string; headers: string[]; challenges: Challenge[]; source: string }>(
  'www-authenticate.json',
);

describe('the challenges of a 401', () => {
  test('the table of challenges has 26 rows', () => expect(rows).toHaveLength(26));

  test.each(rows)('$name ($source)', ({ headers, challenges }) => expect(parseChallenges(headers)).toEqual(challenges));
});

describe('several challenges', () => {
  const bearer = { scheme: 'bearer', params: { realm: 'https://a.example/token', service: 's' } };
  const basic = { scheme: 'basic', params: { realm: 'x' } };
  test.each([
    { name: 'in two headers', headers: ['Bearer realm="https://a.example/token",service="s"', 'Basic realm="x"'] },
    { name: 'in one header', headers: ['Bearer realm="https://a.example/token",service="s", Basic realm="x"'] },
    {
      name: 'with extra spaces',
      headers: [' Bearer  realm = "https://a.example/token" , service=s , Basic realm="x" '],
    },
    {
      name: 'with names in any case',
      headers: ['BEARER Realm="https://a.example/token",SERVICE="s"', 'basic REALM=x'],
    },
    {
      name: 'with empty list members',
      headers: [', ,Bearer realm="https://a.example/token",,service="s",,Basic realm="x",'],
    },
  ])('two challenges are parsed $name', ({ headers }) => expect(parseChallenges(headers)).toEqual([bearer, basic]));

  test('an invalid header does not affect a valid one', () => {
    expect(parseChallenges(['Basic realm="Dev" charset="UTF-8"', 'Basic realm="x"'])).toEqual([basic]);
  });

  test('a scheme without parameters may precede one with parameters', () => {
    expect(parseChallenges(['Negotiate, Basic realm="x"'])).toEqual([{ scheme: 'negotiate', params: {} }, basic]);
  });
});

describe('hostile headers', () => {
  test.each([
    { name: 'an open quote', header: 'Bearer realm="https://a.example' },
    { name: 'a parameter before any scheme', header: '="x"' },
    { name: 'a line of commas', header: ','.repeat(10_000) },
    { name: 'a header of more than 16 KiB', header: `Basic realm="${'x'.repeat(17_000)}"` },
    { name: 'nothing', header: '' },
  ])('$name gives no challenge', ({ header }) => expect(parseChallenges([header])).toEqual([]));

  test('the first of two equal parameters is used', () => {
    expect(parseChallenges(['Bearer realm="https://good.example",realm="https://evil.example"'])).toEqual([
      { scheme: 'bearer', params: { realm: 'https://good.example' } },
    ]);
  });

  test('a parameter that names a prototype does not change one', () => {
    parseChallenges(['Bearer __proto__="x",realm="y"']);
    expect(({} as Record<string, unknown>).realm).toBeUndefined();
  });

  test.each([
    { name: 'backslashes', header: `Bearer realm="${'\\'.repeat(8000)}` },
    { name: 'spaces', header: `Bearer${' '.repeat(8000)}x${' '.repeat(8000)}"` },
    { name: 'words', header: 'a '.repeat(8000) },
    { name: 'pairs', header: `Bearer ${'a=b,'.repeat(3500)}"` },
  ])('many $name are parsed quickly', ({ header }) => {
    const began = cpuMs();
    parseChallenges([header]);
    expect(cpuMs() - began).toBeLessThan(500);
  });
});
