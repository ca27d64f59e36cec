import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/guards/guard.ts';
import { moved } from '../../src/guards/moved.ts';
import { digest } from '../support/requests/requests.ts';
import { IMAGE, staging, subject } from './facts.ts';

describe('guard moved, for a promotion from the file of an earlier run,', () => {
  test.each<[string, string | null, string | null, Check['verdict']]>([
    ['passes where the file names the live image', 'A', 'A', 'passed'],
    ['passes where nothing is live and the file names no image', null, null, 'passed'],
    ['refuses where another image is live', 'B', 'A', 'refused'],
    ['refuses where the tag of the environment was deleted', null, 'A', 'refused'],
    ['refuses where an image is live and the file names none', 'A', null, 'refused'],
  ])('%s', (_name, live, expected, verdict) => {
    const check = moved.check(subject(), staging(live, null), expected && digest(expected));
    expect(check).toMatchObject({ guard: 'moved', image: IMAGE, verdict });
    const images = [live, expected].map((name) => (name === null ? 'no image' : digest(name)));
    for (const image of verdict === 'refused' ? images : []) expect(check.text).toContain(image);
  });
});
