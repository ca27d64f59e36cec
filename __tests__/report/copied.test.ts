import { describe, expect, test } from '@jest/globals';
import type { CopyOutcome, CopyPlan } from '../../src/copy/plan.ts';
import { type ActionError, asActionError } from '../../src/errors.ts';
import type { Result } from '../../src/execute/result.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { ImagePlan } from '../../src/plan/plan.ts';
import { copiedLine, copiedRows } from '../../src/report/copied.ts';
import { digest } from '../support/requests/requests.ts';

const at = (name: string): Repository => ({ registry: 'dev.test', repository: `team/${name}` });
const to = (name: string): Repository => ({ registry: 'prod.test', repository: `shop/${name}` });
const blob = (name: string, size: number) => ({ digest: digest(name), size, mediaType: '', isNonDistributable: false });

/** The copy plan of an image with two blobs, or of one that is there already. */
function planOf(name: string, given: Partial<CopyPlan> = {}, isThere = false): CopyPlan {
  return {
    source: at(name),
    image: { digest: digest(name), manifest: null, children: [], isThere, subject: null },
    missing: [],
    blobs: isThere ? [] : [blob('a', 1_000_000), blob('b', 500_000)],
    there: { blobs: 0, bytes: 0 },
    canMount: false,
    ...{ referrers: [], lists: [], cosignTags: [], warnings: [], tags: [] },
    ...given,
  };
}

const none = { blobs: 0, bytes: 0 };
const outcome = (name: string, given: Partial<CopyOutcome> = {}): CopyOutcome => ({
  ...{ source: at(name), to: to(name), sent: none, mounted: none, there: none },
  ...{ manifests: 1, referrers: 0, hasWritten: true, warnings: [], milliseconds: 500 },
  ...given,
});

interface Case {
  plans: CopyPlan[];
  copied?: CopyOutcome[];
  error?: ActionError;
}

function resultOf({ plans, copied = [], error }: Case): Result {
  const names = plans.map(({ source }) => source.repository.slice('team/'.length));
  const images = plans.map((copy, index) => ({ kind: 'ready', image: to(names[index] ?? ''), copy }) as ImagePlan);
  const plan = { images } as unknown as Result['plan'];
  if (!error) return { kind: 'planned', plan, copied, built: false };
  return { kind: 'failed', plan, copied, built: false, error, hasWritten: true, environmentState: null };
}

describe('the copy rows of one image have', () => {
  test.each<[name: string, given: Case, row: string[]]>([
    [
      'the blobs to send before the copy',
      { plans: [planOf('app', { there: { blobs: 3, bytes: 90_000_000 } })] },
      ['to be copied', '1.5 MB to send in 2 blobs, 3 blobs there already (90.0 MB), 1 manifest'],
    ],
    [
      'the blobs to mount before the copy',
      { plans: [planOf('app', { canMount: true })] },
      ['to be copied', 'no blob to send, 2 blobs to mount (1.5 MB), 1 manifest'],
    ],
    [
      'no numbers where everything is there already',
      { plans: [planOf('app', {}, true)] },
      ['copied', 'nothing: everything is there already'],
    ],
    [
      'the bytes sent and the rate after the copy',
      { plans: [planOf('app')], copied: [outcome('app', { sent: { blobs: 2, bytes: 1_500_000 }, referrers: 1 })] },
      ['copied', '1.5 MB sent in 2 blobs, 1 manifest, 1 referrer or signature, in 0.5 s (3.0 MB/s)'],
    ],
    [
      'the sum of several copies of the same image',
      {
        plans: [planOf('app')],
        copied: [
          outcome('app', { sent: { blobs: 1, bytes: 1_000_000 }, manifests: 2, milliseconds: 2000 }),
          outcome('web', { sent: { blobs: 9, bytes: 9 }, manifests: 9, referrers: 9, milliseconds: 9000 }),
          outcome('app', { there: { blobs: 1, bytes: 500_000 }, mounted: { blobs: 1, bytes: 3 }, referrers: 1 }),
        ],
      },
      [
        'copied',
        '1.0 MB sent in 1 blob, 1 blob mounted (3 B), 1 blob there already (500 kB), 3 manifests, 1 referrer or signature, in 2.0 s (500 kB/s)',
      ],
    ],
    [
      'the blobs to send where only another image was copied so far',
      { plans: [planOf('app')], copied: [outcome('web')] },
      ['to be copied', '1.5 MB to send in 2 blobs, 1 manifest'],
    ],
    [
      'no rate where the copy took no time',
      { plans: [planOf('app')], copied: [outcome('app', { sent: { blobs: 1, bytes: 7 }, milliseconds: 0 })] },
      ['copied', '7 B sent in 1 blob, 1 manifest, in 0.0 s'],
    ],
    [
      'zero manifests where only a tag is written',
      { plans: [planOf('app', { tags: [{ tag: '1.0.0', was: null }] }, true)] },
      ['to be copied', 'no blob to send, 0 manifests'],
    ],
    [
      'the blobs mounted after the copy',
      { plans: [planOf('app')], copied: [outcome('app', { mounted: { blobs: 2, bytes: 1_500_000 }, manifests: 3 })] },
      ['copied', 'no blob sent, 2 blobs mounted (1.5 MB), 3 manifests, in 0.5 s'],
    ],
  ])('%s', (_, given, row) => {
    const result = resultOf(given);
    expect(copiedRows(result.plan.images[0]!, result)).toEqual([['copied from', '`dev.test/team/app`'], row]);
  });
});

test('an image that was not copied has no rows', () => {
  const result = resultOf({ plans: [planOf('app')] });
  expect(copiedRows({ ...result.plan.images[0]!, copy: null } as ImagePlan, result)).toEqual([]);
});

describe('a repository name with markup is escaped', () => {
  const hostile = 'x|y`<b>[a](https://evil.test)\n::error::@all';
  const escaped = /^[^|`<>[\]()\n@]+$/;

  test('in a copy row of one image', () => {
    const copy = { ...planOf('app'), source: { registry: 'dev.test', repository: hostile } };
    const result = resultOf({ plans: [planOf('app')] });
    const [[label, name] = []] = copiedRows({ ...result.plan.images[0]!, copy } as ImagePlan, result);
    expect(label).toBe('copied from');
    expect(name).toMatch(escaped);
    expect(name).toContain('x&#124;y&#96;&#60;b&#62;');
  });

  test('in the copy line of several images that share it', () => {
    const plans = ['a', 'b'].map((name) => ({
      ...planOf(name),
      source: { registry: 'dev.test', repository: `${hostile}/${name}` },
    }));
    const [, name = ''] = /^\*\*To be copied\*\* from (.*)…: 1\.5 MB/s.exec(copiedLine(resultOf({ plans }))) ?? [];
    expect(name).toMatch(escaped);
    expect(name).toContain('x&#124;y&#96;&#60;b&#62;');
  });
});

describe('the copy line of several images has', () => {
  const plans = [planOf('app'), planOf('web')];
  const copied = [
    outcome('app', { sent: { blobs: 2, bytes: 1_500_000 }, referrers: 2 }),
    outcome('web', { there: { blobs: 2, bytes: 1_500_000 }, milliseconds: 1000 }),
  ];
  test.each<[name: string, given: Case, line: string]>([
    ['no text where no image is copied', { plans: [] }, ''],
    [
      'the sum of the blobs to send, with a shared blob counted once',
      { plans },
      '**To be copied** from `dev.test/team/`…: 1.5 MB to send in 2 blobs, 2 blobs to mount (1.5 MB), 2 manifests',
    ],
    [
      'the sum after the copy, with the longest time',
      { plans, copied },
      '**Copied** from `dev.test/team/`…: 1.5 MB sent in 2 blobs, 2 blobs there already (1.5 MB), 2 manifests, 2 referrers and signatures, in 1.0 s (1.5 MB/s)',
    ],
    [
      'a note that a new run does not send bytes again where the copy was interrupted',
      { plans, error: asActionError(new Error('broken')) },
      '**To be copied** from `dev.test/team/`…: 1.5 MB to send in 2 blobs, 2 blobs to mount (1.5 MB), 2 manifests. What has arrived is not sent again',
    ],
    [
      'only the sum where the run failed after the copy',
      { plans, copied, error: asActionError(new Error('broken')) },
      '**Copied** from `dev.test/team/`…: 1.5 MB sent in 2 blobs, 2 blobs there already (1.5 MB), 2 manifests, 2 referrers and signatures, in 1.0 s (1.5 MB/s)',
    ],
    [
      'no numbers where everything is there already',
      { plans: [planOf('app', {}, true), planOf('web', {}, true)] },
      '**Copied** from `dev.test/team/`…: nothing: everything is there already',
    ],
    [
      'the blobs to send where one image is there already',
      { plans: [planOf('app', {}, true), planOf('web')] },
      '**To be copied** from `dev.test/team/`…: 1.5 MB to send in 2 blobs, 1 manifest',
    ],
    [
      'the blobs to send, to mount and already there',
      {
        plans: [
          planOf('app', { canMount: true, there: { blobs: 1, bytes: 5 } }),
          planOf('web', { blobs: [blob('c', 1_000_000), blob('d', 500_000)], there: { blobs: 2, bytes: 6 } }),
          planOf('old', { referrers: [planOf('sbom').image] }, true),
        ],
      },
      '**To be copied** from `dev.test/team/`…: 1.5 MB to send in 2 blobs, 2 blobs to mount (1.5 MB), 3 blobs there already (11 B), 3 manifests, 1 referrer or signature',
    ],
    [
      'no source where the images have no common one',
      { plans: [planOf('app'), { ...planOf('web'), source: { registry: 'other.test', repository: 'team/web' } }] },
      '**To be copied**: 1.5 MB to send in 2 blobs, 2 blobs to mount (1.5 MB), 2 manifests',
    ],
  ])('%s', (_, given, line) => {
    expect(copiedLine(resultOf(given))).toBe(line);
  });
});
