import { formatSize, plural } from '../util/format.ts';
import type { CopyOutcome } from './plan.ts';

/** The counts of one copy or several, planned or done. */
export type CopyStats = Pick<CopyOutcome, 'sent' | 'mounted' | 'there' | 'manifests' | 'referrers'>;

/**
 * Formats the counts of copies for the log and the summary.
 * @param isDone false for a dry run, which counts what would be copied
 */
export function formatCopyStats({ sent, mounted, there, manifests, referrers }: CopyStats, isDone: boolean): string {
  const [send, mount] = isDone ? ['sent', 'mounted'] : ['to send', 'to mount'];
  return [
    sent.blobs > 0 ? `${formatSize(sent.bytes)} ${send} in ${plural(sent.blobs, 'blob')}` : `no blob ${send}`,
    ...(mounted.blobs > 0 ? [`${plural(mounted.blobs, 'blob')} ${mount} (${formatSize(mounted.bytes)})`] : []),
    ...(there.blobs > 0 ? [`${plural(there.blobs, 'blob')} there already (${formatSize(there.bytes)})`] : []),
    plural(manifests, 'manifest'),
    ...(referrers > 0 ? [plural(referrers, 'referrer or signature', 'referrers and signatures')] : []),
  ].join(', ');
}
