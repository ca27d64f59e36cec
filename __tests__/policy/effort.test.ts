import { expect, jest, test } from '@jest/globals';
import { readPolicyText } from '../../src/policy/document.ts';
import { nextOpening, parseWindow, type Window } from '../../src/policy/window.ts';

function windowOf(effect: Window['effect'], text: string): Window {
  const window = parseWindow(effect, text);
  if (typeof window === 'string') throw new Error(window);
  return window;
}

test('the next opening of forty windows that never open takes few conversions of time', () => {
  const denials = Array.from({ length: 40 }, (_, index) => {
    const hour = String(index % 24).padStart(2, '0');
    return windowOf('deny', `Mon-Fri ${hour}:00-${hour}:30 Europe/Berlin`);
  });
  const windows = [windowOf('allow', '2020-01-01/2020-01-02 Europe/Berlin'), ...denials];
  const converted = jest.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
  expect(nextOpening(windows, Date.parse('2026-11-29T13:00:00Z'))).toBeNull();
  expect(converted.mock.calls.length).toBeLessThan(100_000);
  converted.mockRestore();
});

test('thousands of mistakes in a policy are not all looked up', () => {
  const supported = jest.spyOn(Intl, 'supportedValuesOf');
  const lines = Array.from({ length: 5000 }, (_, index) => `      - allow: Mon 09:00-10:00 Nowhere/${index}`);
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
