import { type CopyOutcome, type Count, countAll, countOf, hasCopying, piecesOf } from '../copy/plan.ts';
import { type Copy, scheduleBlobs } from '../copy/schedule.ts';
import { type CopyStats, formatCopyStats } from '../copy/stats.ts';
import type { Result } from '../execute/pipeline-steps.ts';
import { repositoryName } from '../image/reference.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { formatDuration, formatSize } from '../util/format.ts';
import { inlineCode, stripCommonPrefix } from './text.ts';

/** What all copies of a run came to. */
type Totals = CopyStats & Pick<CopyOutcome, 'milliseconds'>;

/** How an image came to its destination, as rows of its table; none where it was not copied. */
export function copiedRows(plan: ImagePlan, result: Result): string[][] {
  if (!plan.copy) return [];
  const done = result.copied.filter(({ to }) => repositoryName(to) === repositoryName(plan.image));
  const about = done.length > 0 ? ['copied', said(sumOf(done))] : planned([{ plan: plan.copy, to: plan.image }]);
  return [['copied from', inlineCode(repositoryName(plan.copy.source))], about];
}

/** How images came to their destinations, as one line; empty where none was copied. */
export function copiedLine({ plan, copied, error, begun }: Result): string {
  const copies = plan.images.flatMap(({ copy, image }) => (copy ? [{ plan: copy, to: image }] : []));
  if (copies.length === 0) return '';
  const { shared } = stripCommonPrefix(copies.map((copy) => repositoryName(copy.plan.source)));
  const [label, text] = copied.length > 0 ? ['copied', said(sumOf(copied))] : planned(copies);
  const broken = error && begun && copied.length === 0 ? '. What has arrived is not sent again' : '';
  const from = shared === '' ? '' : ` from ${inlineCode(shared)}…`;
  return `**${label[0]?.toUpperCase()}${label.slice(1)}**${from}: ${text}${broken}`;
}

function sumOf(outcomes: readonly CopyOutcome[]): Totals {
  return {
    sent: countAll(outcomes.map(({ sent }) => sent)),
    mounted: countAll(outcomes.map(({ mounted }) => mounted)),
    there: countAll(outcomes.map(({ there }) => there)),
    ...sumOfPieces(outcomes),
    // copies of one run go side by side
    milliseconds: Math.max(...outcomes.map(({ milliseconds }) => milliseconds)),
  };
}

function sumOfPieces(pieces: readonly Pick<CopyOutcome, 'manifests' | 'referrers'>[]) {
  return {
    manifests: pieces.reduce((sum, { manifests }) => sum + manifests, 0),
    referrers: pieces.reduce((sum, { referrers }) => sum + referrers, 0),
  };
}

function said(totals: Totals): string {
  const { sent, milliseconds } = totals;
  const rate = milliseconds > 0 && sent.bytes > 0 ? ` (${formatSize((1000 * sent.bytes) / milliseconds)}/s)` : '';
  return `${formatCopyStats(totals, true)}, in ${formatDuration(milliseconds)}${rate}`;
}

/** What is still to be done, with what to call it. */
function planned(copies: readonly Copy[]): [label: string, text: string] {
  const plans = copies.map(({ plan }) => plan);
  if (!plans.some(hasCopying)) return ['copied', 'nothing: all of it is there already'];
  const { first, later } = scheduleBlobs(copies);
  const count = (isMounted: boolean): Count =>
    countOf([...first, ...later].filter(({ mount }) => (mount !== null) === isMounted).map(({ blob }) => blob));
  const there = countAll(plans.map((plan) => plan.there));
  const counts = { sent: count(false), mounted: count(true), there, ...sumOfPieces(plans.map(piecesOf)) };
  return ['to be copied', formatCopyStats(counts, false)];
}
