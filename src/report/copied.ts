import { type CopyOutcome, type Count, countAll, countOf, hasCopying, piecesOf } from '../copy/plan.ts';

import { type Copy, scheduleBlobs } from '../copy/schedule.ts';
import { type CopyStats, formatCopyStats } from '../copy/stats.ts';
import type { Result } from '../execute/result.ts';
import { repositoryName } from '../image/reference.ts';
import { copyOf, type ImagePlan } from '../plan/plan.ts';
import { formatDuration, formatSize } from '../util/format.ts';
import { stripCommonPrefix } from '../util/text.ts';
import { inlineCode } from './text.ts';

/** The figures of all copies of a run. */
type Totals = CopyStats & Pick<CopyOutcome, 'milliseconds'>;

/** How an image was copied, as rows of its table; none where it was not. */
export function copiedRows(plan: ImagePlan, result: Result): string[][] {
  const copy = copyOf(plan);
  if (!copy) return [];
  const done = result.copied.filter(({ to }) => repositoryName(to) === repositoryName(plan.image));
  const about = done.length > 0 ? ['copied', format(sumOf(done))] : planned([{ plan: copy, to: plan.image }]);
  return [['copied from', inlineCode(repositoryName(copy.source))], about];
}

/** How images were copied, as one line; empty where none was. */
export function copiedLine(result: Result): string {
  const { copied } = result;
  const copies = result.plan.images.flatMap((plan) => {
    const copy = copyOf(plan);
    return copy ? [{ plan: copy, to: plan.image }] : [];
  });
  if (copies.length === 0) return '';
  const { shared } = stripCommonPrefix(copies.map((copy) => repositoryName(copy.plan.source)));
  const [label, text] = copied.length > 0 ? ['copied', format(sumOf(copied))] : planned(copies);
  const isBroken = result.kind === 'failed' && result.hasWritten && copied.length === 0;
  const broken = isBroken ? '. What has arrived is not sent again' : '';
  const from = shared === '' ? '' : ` from ${inlineCode(shared)}…`;
  return `**${label[0]?.toUpperCase()}${label.slice(1)}**${from}: ${text}${broken}`;
}

function sumOf(outcomes: readonly CopyOutcome[]): Totals {
  return {
    sent: countAll(outcomes.map(({ sent }) => sent)),
    mounted: countAll(outcomes.map(({ mounted }) => mounted)),
    there: countAll(outcomes.map(({ there }) => there)),
    ...sumOfPieces(outcomes),
    // copies of one run go in parallel
    milliseconds: Math.max(...outcomes.map(({ milliseconds }) => milliseconds)),
  };
}

function sumOfPieces(pieces: readonly Pick<CopyOutcome, 'manifests' | 'referrers'>[]) {
  return {
    manifests: pieces.reduce((sum, { manifests }) => sum + manifests, 0),
    referrers: pieces.reduce((sum, { referrers }) => sum + referrers, 0),
  };
}

function format(totals: Totals): string {
  const { sent, milliseconds } = totals;
  const rate = milliseconds > 0 && sent.bytes > 0 ? ` (${formatSize((1000 * sent.bytes) / milliseconds)}/s)` : '';
  return `${formatCopyStats(totals, true)}, in ${formatDuration(milliseconds)}${rate}`;
}

/** The label and figures of copies that are still to be made. */
function planned(copies: readonly Copy[]): [label: string, text: string] {
  const plans = copies.map(({ plan }) => plan);
  if (!plans.some(hasCopying)) return ['copied', 'nothing: everything is there already'];
  const { first, later } = scheduleBlobs(copies);
  const count = (isMounted: boolean): Count =>
    countOf([...first, ...later].filter(({ mount }) => (mount !== null) === isMounted).map(({ blob }) => blob));
  const there = countAll(plans.map((plan) => plan.there));
  const counts = { sent: count(false), mounted: count(true), there, ...sumOfPieces(plans.map(piecesOf)) };
  return ['to be copied', formatCopyStats(counts, false)];
}
