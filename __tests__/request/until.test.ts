import { expect, test } from '@jest/globals';
import { InputReader } from '../../src/request/input-reader.ts';
import { readUntil } from '../../src/request/read-until.ts';

const read = (until: string): unknown => {
  const input = new InputReader((name) => (name === 'until' ? until : ''));
  const value = readUntil(input);
  return input.problems.length > 0 ? input.problems.map(({ code }) => code) : value;
};

test.each([
  ['2h', { kind: 'after', duration: 7_200_000 }],
  ['2028-02-29T12:00:00+02:00', { kind: 'at', time: '2028-02-29T10:00:00.000Z' }],
  ['9999-12-31T23:59:59Z', { kind: 'at', time: '9999-12-31T23:59:59.000Z' }],
])('%s is an end', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  '2027-02-30T00:00:00Z',
  '2027-02-29T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-01-01',
  '0s',
  '-1h',
  '3651d',
  'tomorrow',
])('%s is not an end', (text) => {
  expect(read(text)).toEqual(['INPUT_INVALID']);
});
