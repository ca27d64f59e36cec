import { describe, expect, test } from '@jest/globals';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import type { Check } from '../../src/guards/guard.ts';
import { rolledBack } from '../../src/guards/rolled-back.ts';
import { events } from '../support/images/histories.ts';
import { IMAGE, staging, subject } from './facts.ts';

describe('guard rolled-back', () => {
  test.each<[string, EnvironmentFacts, Check['verdict']]>([
    ['passes in an environment without a history', staging('A', null), 'passed'],
    ['passes an image that was never live in the environment', staging('A', events('promote A')), 'passed'],
    ['passes an image that a promotion replaced', staging('B', events('promote M', 'promote B')), 'passed'],
    [
      'refuses an image that the environment was rolled back from',
      staging('A', events('promote A', 'promote M', 'rollback A')),
      'refused',
    ],
    [
      'passes an image that the environment was rolled back from and later rolled back to',
      staging('B', events('promote A', 'promote M', 'rollback A', 'rollback M', 'promote B')),
      'passed',
    ],
    [
      'refuses an image that was rolled back from and later set outside this action',
      staging('B', events('promote A', 'promote M', 'rollback A', 'observed M', 'promote B')),
      'refused',
    ],
    [
      'refuses an image that was set live outside this action after the rollback from it',
      staging('M', events('promote A', 'promote M', 'rollback A')),
      'refused',
    ],
    [
      'passes an image that was replaced outside this action',
      staging('A', events('promote A', 'promote M', 'observed A')),
      'passed',
    ],
  ])('%s', (_name, environment, verdict) => {
    const check = rolledBack.check(subject(), environment);
    expect(check).toMatchObject({ guard: 'rolled-back', image: IMAGE, verdict });
    if (verdict === 'refused') expect(check.text).toMatch(/^staging was rolled back from 2\.0\.0\.$/);
  });
});
