import { describe, expect, test } from '@jest/globals';
import { orderStages } from '../../src/history/stage-order.ts';
import { event, historyOf, second } from '../support/images/histories.ts';

const stage = (name: string, ...events: Parameters<typeof event>[]) => ({
  name,
  history: historyOf(events.map((each) => event(...each))),
});
const names = (list: Parameters<typeof orderStages>[0]): string[] => orderStages(list).map(({ name }) => name);

describe('the order of environments without stages', () => {
  test('is that in which images pass through them', () => {
    const prod = stage('prod', ['promote', 'A', { at: second(9) }]);
    const staging = stage('staging', ['promote', 'A', { at: second(5) }], ['promote', 'B', { at: second(6) }]);
    const dev = stage('dev', ['promote', 'A', { at: second(1) }], ['promote', 'B', { at: second(2) }]);
    expect(names([prod, staging, dev])).toEqual(['dev', 'staging', 'prod']);
  });

  test('begins with the environment that builds set', () => {
    expect(names([stage('a', ['promote', 'A']), stage('z', ['build', 'B'])])).toEqual(['z', 'a']);
  });

  test('is alphabetical where the histories do not tell', () => {
    expect(names([{ name: 'b', history: null }, stage('c', ['promote', 'C']), { name: 'a', history: null }])).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});
