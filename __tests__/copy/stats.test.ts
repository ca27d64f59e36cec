import { expect, test } from '@jest/globals';
import type { Count } from '../../src/copy/plan.ts';
import { formatCopyStats } from '../../src/copy/stats.ts';

const none: Count = { blobs: 0, bytes: 0 };
const one: Count = { blobs: 1, bytes: 1 };
const many: Count = { blobs: 12, bytes: 600_000_000 };

interface Given {
  readonly sent?: Count;
  readonly mounted?: Count;
  readonly there?: Count;
  readonly manifests?: number;
  readonly referrers?: number;
}

test.each<[given: Given, done: string, planned: string]>([
  [{}, 'no blob sent, 0 manifests', 'no blob to send, 0 manifests'],
  [{ sent: one, manifests: 1 }, '1 B sent in 1 blob, 1 manifest', '1 B to send in 1 blob, 1 manifest'],
  [{ sent: many, manifests: 3 }, '600 MB sent in 12 blobs, 3 manifests', '600 MB to send in 12 blobs, 3 manifests'],
  [{ sent: { blobs: 2, bytes: 0 } }, '0 B sent in 2 blobs, 0 manifests', '0 B to send in 2 blobs, 0 manifests'],
  [
    { mounted: one, manifests: 1 },
    'no blob sent, 1 blob mounted (1 B), 1 manifest',
    'no blob to send, 1 blob to mount (1 B), 1 manifest',
  ],
  [
    { sent: one, mounted: many, manifests: 1 },
    '1 B sent in 1 blob, 12 blobs mounted (600 MB), 1 manifest',
    '1 B to send in 1 blob, 12 blobs to mount (600 MB), 1 manifest',
  ],
  [
    { there: one, manifests: 1 },
    'no blob sent, 1 blob there already (1 B), 1 manifest',
    'no blob to send, 1 blob there already (1 B), 1 manifest',
  ],
  [
    { sent: one, mounted: one, there: many, manifests: 2, referrers: 1 },
    '1 B sent in 1 blob, 1 blob mounted (1 B), 12 blobs there already (600 MB), 2 manifests, 1 referrer or signature',
    '1 B to send in 1 blob, 1 blob to mount (1 B), 12 blobs there already (600 MB), 2 manifests, 1 referrer or signature',
  ],
  [
    { referrers: 2 },
    'no blob sent, 0 manifests, 2 referrers and signatures',
    'no blob to send, 0 manifests, 2 referrers and signatures',
  ],
])('%j', (given, done, planned) => {
  const counts = { sent: none, mounted: none, there: none, manifests: 0, referrers: 0, ...given };
  expect(formatCopyStats(counts, true)).toBe(done);
  expect(formatCopyStats(counts, false)).toBe(planned);
});
