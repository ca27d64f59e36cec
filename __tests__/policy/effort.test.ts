import { describe, expect, jest, test } from '@jest/globals';
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

describe('the openings of windows:', () => {
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
});

function windowOf(effect: Window['effect'], text: string): Window {
  const window = parseWindow(effect, text);
  if (typeof window === 'string') throw new Error(window);
  return window;
}

describe('the effort for a policy:', () => {
  test('the next opening of twenty windows that never open takes few conversions of time', () => {
    const denials = Array.from({ length: 20 }, (_, index) => {
      const hour = String(index).padStart(2, '0');
      return windowOf('deny', `Mon-Fri ${hour}:00-${hour}:30 Europe/Berlin`);
    });
    const windows = [windowOf('allow', '2020-01-01/2020-01-02 Europe/Berlin'), ...denials];
    const { prototype } = Intl.DateTimeFormat;
    const { formatToParts } = prototype;
    let conversions = 0;
    // a spy of jest keeps every call and its result, which takes longer than the conversions
    prototype.formatToParts = function (at) {
      conversions += 1;
      return formatToParts.call(this, at);
    };
    try {
      expect(nextOpening(windows, Date.parse('2026-11-29T13:00:00Z'))).toBeNull();
    } finally {
      prototype.formatToParts = formatToParts;
    }
    expect(conversions).toBeGreaterThan(1000);
    expect(conversions).toBeLessThan(50_000);
  });

  test('thousands of mistakes in a policy are not all looked up', () => {
    const supported = jest.spyOn(Intl, 'supportedValuesOf');
    const lines = Array.from({ length: 2000 }, (_, index) => `      - allow: Mon 09:00-10:00 Nowhere/${index}`);
    const found = readPolicyText(`environments:\n  dev:\n    windows:\n${lines.join('\n')}\n`, 'promotion.yml');
    expect(found).toHaveLength(20);
    expect(supported.mock.calls.length).toBeLessThan(30);
    supported.mockRestore();
  });

  test('a zone of any length is named in one short line', () => {
    const zone = `Europe/${'x'.repeat(100_000)}`;
    const [problem] = readPolicyText(
      `environments:\n  dev:\n    windows:\n      - allow: Mon 09:00-10:00 ${zone}\n`,
      'promotion.yml',
    ) as { message: string }[];
    expect(problem?.message.length).toBeLessThan(1000);
  });
});
