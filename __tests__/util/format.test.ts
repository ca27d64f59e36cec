import { expect, test } from '@jest/globals';
import { formatDuration, formatSize } from '../../src/util/format.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [99_949, '99.9 kB'],
  [99_950, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2.5e9, '2.5 GB'],
  [7e15, '7000 TB'],
])('%d bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

test.each([
  [0, '0.0 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 min 0 s'],
  [3_599_000, '59 min 59 s'],
  [3_660_000, '1 h 1 min'],
])('%d milliseconds are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
