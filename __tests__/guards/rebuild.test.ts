import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/guards/guard.ts';
import { rebuild } from '../../src/guards/rebuild.ts';
import { digest } from '../support/requests/requests.ts';
import { IMAGE } from './facts.ts';

describe('guard rebuild, for a commit that was built already,', () => {
  test.each<[string, readonly string[], Check['verdict']]>([
    ['skips the second build and does not refuse', [], 'skipped'],
    ['skips the second build where only another guard is overridden', ['overwrite'], 'skipped'],
    ['is overridden by allow: rebuild', ['rebuild'], 'overridden'],
  ])('%s', (_name, allow, verdict) => {
    expect(rebuild.check(IMAGE, 'c0ffee1', digest('A'), allow)).toEqual({
      guard: 'rebuild',
      image: IMAGE,
      verdict,
      text: expect.stringMatching(/^commit c0ffee1 was built already, as sha256:41\w+\.$/),
    });
  });
});
