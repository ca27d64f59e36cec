import type { CopyOutcome, CopyPlan } from '../copy/plan.ts';
import { hasCopying, nodesOf } from '../copy/plan.ts';
import { duration, size } from '../copy/progress.ts';
import { nameOf } from '../image/reference.ts';
import type { Result } from '../pipeline-steps.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { code } from './text.ts';

/** What one copy, or all copies of a run, came to. */
type Totals = Omit<CopyOutcome, 'source' | 'to'>;

/** How an image came to its destination, as rows of its table; none where it was not copied. */
export function copiedRows(plan: ImagePlan, result: Result): string[][] {
  if (!plan.copy) return [];
  const done = result.copied.filter(({ to }) => nameOf(to) === nameOf(plan.image));
  return [
    ['copied from', code(nameOf(plan.copy.source))],
    ['copied', done.length > 0 ? said(sumOf(done)) : planned([plan.copy])],
  ];
}

/** How many images came to their destinations, as one line; empty where none was copied. */
export function copiedLine({ plan, copied }: Result): string {
  const copies = plan.images.flatMap(({ copy }) => copy ?? []);
  if (copies.length === 0) return '';
  return `**Copied**: ${copied.length > 0 ? said(sumOf(copied)) : planned(copies)}`;
}

function sumOf(outcomes: readonly CopyOutcome[]): Totals {
  const sum = (of: (outcome: CopyOutcome) => number): number => outcomes.reduce((total, one) => total + of(one), 0);
  const both = (of: (outcome: CopyOutcome) => Totals['sent']) => ({
    blobs: sum((one) => of(one).blobs),
    bytes: sum((one) => of(one).bytes),
  });
  return {
    sent: both(({ sent }) => sent),
    mounted: both(({ mounted }) => mounted),
    there: both(({ there }) => there),
    manifests: sum(({ manifests }) => manifests),
    attached: sum(({ attached }) => attached),
    // copies of one run go side by side
    milliseconds: Math.max(...outcomes.map(({ milliseconds }) => milliseconds)),
  };
}

function said({ sent, mounted, there, manifests, attached, milliseconds }: Totals): string {
  const rate = milliseconds > 0 && sent.bytes > 0 ? ` (${size((1000 * sent.bytes) / milliseconds)}/s)` : '';
  return `${parts(sent, mounted, there, manifests, attached)}, in ${duration(milliseconds)}${rate}`;
}

function planned(copies: readonly CopyPlan[]): string {
  if (!copies.some(hasCopying)) return 'nothing: all of it is there already';
  const blobs = copies.flatMap(({ blobs: wanted, canMount }) => wanted.map((blob) => ({ blob, canMount })));
  const count = (isMounted: boolean) => {
    const some = blobs.filter(({ canMount }) => canMount === isMounted);
    return { blobs: some.length, bytes: some.reduce((sum, { blob }) => sum + blob.size, 0) };
  };
  const there = copies.reduce(
    (sum, copy) => ({ blobs: sum.blobs + copy.there.blobs, bytes: sum.bytes + copy.there.bytes }),
    { blobs: 0, bytes: 0 },
  );
  const manifests = copies.flatMap(nodesOf).filter(({ isThere }) => !isThere).length;
  const attached = copies.reduce((sum, copy) => sum + copy.referrers.length + copy.attached.length, 0);
  return `would take ${parts(count(false), count(true), there, manifests, attached)}`;
}

function parts(
  sent: Totals['sent'],
  mounted: Totals['sent'],
  there: Totals['sent'],
  manifests: number,
  attached: number,
): string {
  return [
    `${plural(sent.blobs, 'blob')} sent, ${size(sent.bytes)}`,
    ...(mounted.blobs > 0 ? [`${plural(mounted.blobs, 'blob')} mounted, ${size(mounted.bytes)}`] : []),
    ...(there.blobs > 0 ? [`${plural(there.blobs, 'blob')} there already, ${size(there.bytes)}`] : []),
    plural(manifests, 'manifest'),
    ...(attached > 0 ? [plural(attached, 'referrer and signature', 'referrers and signatures')] : []),
  ].join('; ');
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
