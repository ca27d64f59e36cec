import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/guards/guard.ts';
import { guardLines } from '../../src/guards/table.ts';

const check = (guard: string, verdict: Check['verdict'], image: string): Check => ({
  guard,
  image,
  verdict,
  text: `${image} is so`,
});

describe('the log says of the guards', () => {
  test.each<{ name: string; checks: Check[]; lines: string[] }>([
    { name: 'nothing, where none was asked', checks: [], lines: [] },
    {
      name: 'of one image what each found',
      checks: [check('skip', 'passed', 'api'), check('downgrade', 'unknown', 'api')],
      lines: ['guard skip: passed: api: api is so', 'guard downgrade: unknown: api: api is so'],
    },
    {
      name: 'of several how many passed, and each that did not',
      checks: [
        check('skip', 'passed', 'api'),
        check('downgrade', 'refused', 'api'),
        check('skip', 'passed', 'web'),
        check('downgrade', 'passed', 'web'),
        check('skip', 'overridden', 'mail'),
      ],
      lines: [
        'guard skip: passed for 2 images',
        'guard downgrade: refused: api: api is so',
        'guard downgrade: passed: web: web is so',
        'guard skip: overridden: mail: mail is so',
      ],
    },
  ])('$name', ({ checks, lines }) => expect(guardLines(checks)).toEqual(lines));
});
