import { describe, expect, test } from '@jest/globals';
import { didYouMean, nearest } from '../../src/util/nearest.ts';

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

  test.each(['qa', 'live', '', 'x', 'canary'])('to %s is none', (text) => expect(didYouMean(text, STAGES)).toBe(''));

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
