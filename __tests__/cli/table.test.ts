import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { formatTable, shorten } from '../../src/cli/table.ts';
import { formatAge, safeJson, terminalText } from '../../src/cli/text.ts';

const COLUMNS = [
  { head: 'STAGE', min: 4 },
  { head: 'AGE', drop: 1 },
  { head: 'BY', min: 4, drop: 2 },
  { head: 'DRIFT' },
];
const ROWS = [
  ['staging', '3d', 'ada@example', ''],
  ['本番環境', '12m', '漢字の名前です', 'changed outside'],
];

describe('a table', () => {
  test.each([Number.POSITIVE_INFINITY, 80, 46, 40, 30, 20, 8])('fits %s columns, wide characters included', (width) => {
    const lines = formatTable(COLUMNS, ROWS, width);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });

  test('shortens, then leaves out the least important column', () => {
    expect(formatTable(COLUMNS, ROWS, 80)[1]).toBe('staging   3d   ada@example');
    expect(formatTable(COLUMNS, ROWS, 36)[0]).toContain('BY');
    expect(formatTable(COLUMNS, ROWS, 30)[0]).not.toContain('BY');
  });

  test('leaves out what says nothing before it shortens what says something', () => {
    const columns = [{ head: 'WHY', min: 4 }, { head: 'RUN', drop: 9 }, { head: 'DRIFT' }];
    expect(formatTable(columns, [['release of today', '', '']], 23)).toEqual([
      'WHY               DRIFT',
      'release of today',
    ]);
  });

  test('is shortened without splitting a wide character', () => {
    expect(shorten('漢字の名前です', 6)).toBe('漢字…');
    expect(shorten('short', 6)).toBe('short');
  });
});

describe('text for a terminal', () => {
  test('has no character that controls it', () => {
    expect(terminalText('a\u001b[31mred\u009b2J\u202eb\nc')).toBe('a [31mred 2J b c');
  });

  test('JSON keeps such characters escaped', () => {
    const data = { reason: '\u001b[2J\u009b2J\u202e\u007f', lines: 'a\nb' };
    const text = safeJson(data);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse(text)).toEqual(data);
  });

  test.each([
    ['2026-01-03T00:00:00Z', 'now'],
    ['2026-01-04T00:00:00Z', 'now'],
    ['2026-01-02T23:48:00Z', '12m'],
    ['2026-01-02T19:00:00Z', '5h'],
    ['2025-12-31T00:00:00Z', '3d'],
    [null, ''],
    ['yesterday', ''],
  ])('the age of %s', (time, age) => {
    expect(formatAge(time, Date.parse('2026-01-03T00:00:00Z'))).toBe(age);
  });
});
