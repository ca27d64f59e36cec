import { plural } from '../util/format.ts';
import type { CopyOutcome } from './plan.ts';
import { size } from './progress.ts';

/** What one copy, or several, came to or would come to. */
export type CopyStats = Pick<CopyOutcome, 'sent' | 'mounted' | 'there' | 'manifests' | 'referrers'>;

/**
 * What copies came to, or would come to, in words: for the log and the summary.
 * @param isDone whether it has been done
 */
export function formatCopyStats(
  { sent, mounted, there, manifests, referrers: attached }: CopyStats,
  isDone: boolean,
): string {
  const [went, mount] = isDone ? ['sent', 'mounted'] : ['to send', 'to mount'];
  return [
    sent.blobs > 0 ? `${size(sent.bytes)} ${went} in ${plural(sent.blobs, 'blob')}` : `no blob ${went}`,
    ...(mounted.blobs > 0 ? [`${plural(mounted.blobs, 'blob')} ${mount} (${size(mounted.bytes)})`] : []),
    ...(there.blobs > 0 ? [`${plural(there.blobs, 'blob')} there already (${size(there.bytes)})`] : []),
    plural(manifests, 'manifest'),
    ...(attached > 0 ? [plural(attached, 'referrer or signature', 'referrers and signatures')] : []),
  ].join(', ');
}
