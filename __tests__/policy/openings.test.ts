import { expect, test } from '@jest/globals';
import { readPolicyText } from '../../src/policy/document.ts';
import { nextOpening, parseWindow, type Window } from '../../src/policy/window.ts';

const NOW = Date.parse('2026-11-29T12:30:00Z');

function windowsOf(...texts: readonly string[]): Window[] {
  return texts.map((text) => {
    const [effect = '', ...rest] = text.split(' ');
    const window = parseWindow(effect as Window['effect'], rest.join(' '));
    if (typeof window === 'string') throw new Error(`${text}: ${window}`);
    return window;
  });
}

test.each([
  [['allow 2028-02-29/2028-02-29 UTC'], '2028-02-29T00:00:00.000Z'],
  [['allow 2046-02-28/2046-03-01 Europe/Berlin'], '2046-02-27T23:00:00.000Z'],
  [['allow 2030-01-01/2030-01-02 UTC', 'allow 2029-01-01/2029-01-02 America/St_Johns'], '2029-01-01T03:30:00.000Z'],
  [['allow 2030-01-01/2030-12-31 UTC', 'deny 2027-01-01/2030-06-30 UTC'], '2030-07-01T00:00:00.000Z'],
  [['allow 2030-01-01/2030-12-31 UTC', 'deny Mon-Thu 00:00-24:00 UTC'], '2030-01-04T00:00:00.000Z'],
  [['allow 2020-01-01/2020-12-31 UTC'], null],
  [['allow 2030-01-01/2030-01-31 UTC', 'deny 2029-01-01/2031-01-01 UTC'], null],
])('years that only ranges of dates keep closed are passed: %j opens at %s', (texts, opening) => {
  const next = nextOpening(windowsOf(...texts), NOW);
  expect(next === null ? null : new Date(next).toISOString()).toBe(opening);
});

test('an unknown key beside allow is not taken for deny', () => {
  const text = 'environments:\n  dev:\n    windows:\n      - allow: Mon 09:00-10:00 UTC\n        level: warn\n';
  const problems = readPolicyText(text, 'promotion.yml') as { message: string }[];
  expect(problems.map(({ message }) => message)).toEqual([
    'policy promotion.yml:5:9: unknown key "level" in a window of dev. Known: allow, deny.',
  ]);
});
