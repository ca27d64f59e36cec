import { describe, expect, test } from '@jest/globals';
import type { CopyOutcome, CopyPlan } from '../../src/copy/plan.ts';
import { type ActionError, asActionError } from '../../src/errors.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { Result } from '../../src/pipeline-steps.ts';
import type { ImagePlan } from '../../src/plan/plan.ts';
import { copiedLine, copiedRows } from '../../src/report/copied.ts';
import { digest } from '../support/requests.ts';

const at = (name: string): Repository => ({ registry: 'dev.test', repository: `team/${name}` });
const to = (name: string): Repository => ({ registry: 'prod.test', repository: `shop/${name}` });
const blob = (name: string, size: number) => ({ digest: digest(name), size, mediaType: '', isForeign: false });

/** What is to be brought of an image with two blobs, or nothing of it. */
function planOf(name: string, given: Partial<CopyPlan> = {}, isThere = false): CopyPlan {
  return {
    source: at(name),
    image: { digest: digest(name), manifest: null, children: [], isThere },
    blobs: isThere ? [] : [blob('a', 1_000_000), blob('b', 500_000)],
    there: { blobs: 0, bytes: 0 },
    canMount: false,
    ...{ referrers: [], lists: [], attached: [], warnings: [], tags: [] },
    ...given,
  };
}

const none = { blobs: 0, bytes: 0 };
const outcome = (name: string, given: Partial<CopyOutcome> = {}): CopyOutcome => ({
  ...{ source: at(name), to: to(name), sent: none, mounted: none, there: none },
  ...{ manifests: 1, attached: 0, milliseconds: 500 },
  ...given,
});

interface Case {
  plans: CopyPlan[];
  copied?: CopyOutcome[];
  error?: ActionError;
}

function resultOf({ plans, copied = [], error }: Case): Result {
  const names = plans.map(({ source }) => source.repository.slice('team/'.length));
  const images = plans.map((copy, index) => ({ image: to(names[index] ?? ''), copy }) as ImagePlan);
  const plan = { images } as unknown as Result['plan'];
  return { plan, copied, outcome: null, error: error ?? null, begun: error !== undefined, built: false };
}

describe('the rows of one image say', () => {
  test.each<[name: string, given: Case, row: string[]]>([
    [
      'what would go',
      { plans: [planOf('app', { there: { blobs: 3, bytes: 90_000_000 } })] },
      ['to be copied', '1.5 MB to send in 2 blobs, 3 blobs there already (90.0 MB), 1 manifest'],
    ],
    [
      'what would be mounted',
      { plans: [planOf('app', { canMount: true })] },
      ['to be copied', 'no blob to send, 2 blobs to mount (1.5 MB), 1 manifest'],
    ],
    ['that all is there', { plans: [planOf('app', {}, true)] }, ['copied', 'nothing: all of it is there already']],
    [
      'what was sent, and how fast',
      { plans: [planOf('app')], copied: [outcome('app', { sent: { blobs: 2, bytes: 1_500_000 }, attached: 1 })] },
      ['copied', '1.5 MB sent in 2 blobs, 1 manifest, 1 referrer or signature, in 0.5 s (3.0 MB/s)'],
    ],
    [
      'what was mounted',
      { plans: [planOf('app')], copied: [outcome('app', { mounted: { blobs: 2, bytes: 1_500_000 }, manifests: 3 })] },
      ['copied', 'no blob sent, 2 blobs mounted (1.5 MB), 3 manifests, in 0.5 s'],
    ],
  ])('%s', (_, given, row) => {
    const result = resultOf(given);
    expect(copiedRows(result.plan.images[0]!, result)).toEqual([['copied from', '`dev.test/team/app`'], row]);
  });
});

describe('the line of several images says', () => {
  const plans = [planOf('app'), planOf('web')];
  const copied = [
    outcome('app', { sent: { blobs: 2, bytes: 1_500_000 }, attached: 2 }),
    outcome('web', { there: { blobs: 2, bytes: 1_500_000 }, milliseconds: 1000 }),
  ];
  test.each<[name: string, given: Case, line: string]>([
    ['nothing where none is copied', { plans: [] }, ''],
    [
      'what would go, once for all images',
      { plans },
      '**To be copied** from `dev.test/team/`…: 1.5 MB to send in 2 blobs, 2 blobs to mount (1.5 MB), 2 manifests',
    ],
    [
      'the sum, with the time of the longest',
      { plans, copied },
      '**Copied** from `dev.test/team/`…: 1.5 MB sent in 2 blobs, 2 blobs there already (1.5 MB), 2 manifests, 2 referrers and signatures, in 1.0 s (1.5 MB/s)',
    ],
    [
      'that no byte is sent twice, where it broke off',
      { plans, error: asActionError(new Error('broken')) },
      '**To be copied** from `dev.test/team/`…: 1.5 MB to send in 2 blobs, 2 blobs to mount (1.5 MB), 2 manifests. What has arrived is not sent again',
    ],
    [
      'no common place where there is none',
      { plans: [planOf('app'), { ...planOf('web'), source: { registry: 'other.test', repository: 'team/web' } }] },
      '**To be copied**: 1.5 MB to send in 2 blobs, 2 blobs to mount (1.5 MB), 2 manifests',
    ],
  ])('%s', (_, given, line) => {
    expect(copiedLine(resultOf(given))).toBe(line);
  });
});
