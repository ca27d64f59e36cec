import type { CopyOutcome, CopyPlan } from '../copy/plan.ts';
import { hasCopying, nodesOf } from '../copy/plan.ts';
import { duration, size } from '../copy/progress.ts';
import { type Counts, countsInWords } from '../copy/words.ts';
import { nameOf } from '../image/reference.ts';
import type { Result } from '../pipeline-steps.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { code, shorten } from './text.ts';

/** What all copies of a run came to. */
type Totals = Counts & Pick<CopyOutcome, 'milliseconds'>;

/** How an image came to its destination, as rows of its table; none where it was not copied. */
export function copiedRows(plan: ImagePlan, result: Result): string[][] {
  if (!plan.copy) return [];
  const done = result.copied.filter(({ to }) => nameOf(to) === nameOf(plan.image));
  const about = done.length > 0 ? ['copied', said(sumOf(done))] : planned([plan.copy]);
  return [['copied from', code(nameOf(plan.copy.source))], about];
}

/** How images came to their destinations, as one line; empty where none was copied. */
export function copiedLine({ plan, copied, error, begun }: Result): string {
  const copies = plan.images.flatMap(({ copy }) => copy ?? []);
  if (copies.length === 0) return '';
  const { shared } = shorten(copies.map(({ source }) => nameOf(source)));
  const [label, text] = copied.length > 0 ? ['copied', said(sumOf(copied))] : planned(copies);
  const broken = error && begun && copied.length === 0 ? '. What has arrived is not sent again' : '';
  const from = shared === '' ? '' : ` from ${code(shared)}…`;
  return `**${label[0]?.toUpperCase()}${label.slice(1)}**${from}: ${text}${broken}`;
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

function said(totals: Totals): string {
  const { sent, milliseconds } = totals;
  const rate = milliseconds > 0 && sent.bytes > 0 ? ` (${size((1000 * sent.bytes) / milliseconds)}/s)` : '';
  return `${countsInWords(totals, true)}, in ${duration(milliseconds)}${rate}`;
}

/** What is still to be done, with what to call it. */
function planned(copies: readonly CopyPlan[]): [label: string, text: string] {
  if (!copies.some(hasCopying)) return ['copied', 'nothing: all of it is there already'];
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
  const counts = { sent: count(false), mounted: count(true), there, manifests, attached };
  return ['to be copied', countsInWords(counts, false)];
}
