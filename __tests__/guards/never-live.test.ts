import { describe, expect, test } from '@jest/globals';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import type { Check } from '../../src/guards/guard.ts';
import { neverLive } from '../../src/guards/never-live.ts';
import { events } from '../support/images/histories.ts';
import { staging, subject } from './facts.ts';

describe('guard never-live, for a rollback to a named image,', () => {
  test.each<[string, EnvironmentFacts, Check['verdict'] | null]>([
    ['passes an image that was live', staging('B', events('promote M', 'promote B')), 'passed'],
    [
      'passes with a warning an image whose promotion the tag has left outside this action',
      staging('C', events('promote A', 'promote M')),
      'unknown',
    ],
    ['refuses an image that was never live', staging('B', events('promote B')), 'refused'],
    ['has nothing to check where the image is live already', staging('M', events('promote B')), null],
    ['has nothing to check without a history', staging('B', null), null],
    ['has nothing to check in an empty history', staging('B', []), null],
  ])('%s', (_name, environment, verdict) => {
    expect(neverLive.check(subject(), environment)?.verdict ?? null).toBe(verdict);
  });
});
