import { outcomeOf, type Result } from '../execute/result.ts';
import { imageName } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import {
  hasWrites,
  type ImagePlan,
  moveOf,
  needsWriting,
  type PreviousImage,
  targetDigest,
  updateOf,
} from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { stripCommonPrefix } from '../util/text.ts';
import { copiedRows } from './copied.ts';
import { environmentStateOf } from './environment-state.ts';
import { holdRow } from './holds.ts';
import { sinceOf } from './news.ts';
import { tagsOf } from './outputs.ts';
import { markdown, type Style } from './style.ts';
import { alsoRow, commitLink, digestCode, escapeMarkdown, formatMinute, inlineCode, runLink, table } from './text.ts';

/** The table of a run of one image. */
export function oneImage(request: PlanningRequest, plan: ImagePlan, result: Result): string {
  const { previous, identity, environment } = plan;
  const where = environment === null ? '' : `in ${escapeMarkdown(environment)}`;
  const image = ['image', inlineCode(repositoryName(plan.image))];
  const live = previous ? withDigest(previous, previous.digest) : 'nothing';
  const mine = withDigest(identity, targetDigest(plan));
  if (result.kind === 'failed') {
    const isStillLive = !result.hasWritten || environmentStateOf(plan, result) === 'as before';
    const rows = [
      image,
      ...(environment === null ? [] : [[isStillLive ? 'still live' : 'was live', live]]),
      ['requested', `${mine}${targetDigest(plan) === null ? ' not built' : ''}`],
      ...people(request, identity, result),
    ];
    return table(['', where || 'this run'], rows);
  }
  const move = moveOf(plan);
  // a mark of an image that is not the live one
  const isElsewhere = plan.kind === 'record' && plan.target !== null && previous?.digest !== plan.target.digest;
  const isRecorded = plan.kind === 'record' && plan.move !== null;
  const isStill = previous !== null && move === null && !isRecorded && previous.digest === targetDigest(plan);
  const rows = [
    image,
    ...(plan.isLeft ? [[`still live in ${escapeMarkdown(environment ?? '')}`, live]] : []),
    ...(isElsewhere ? [[`live in ${escapeMarkdown(environment ?? '')}`, live]] : []),
    [
      plan.isLeft ? 'this commit' : isElsewhere ? 'marked' : 'version',
      move
        ? `${previous ? name(previous, previous.digest) : '–'} → **${name(identity, targetDigest(plan))}**`
        : plan.kind === 'record' && plan.target === null
          ? 'nothing'
          : `**${name(identity, targetDigest(plan))}**`,
    ],
    ...alsoRow(identity),
    ['digest', `${move && previous ? `${digestCode(previous.digest)} → ` : ''}${digestCode(targetDigest(plan))}`],
    ...(isStill ? [commitRow(request, identity), ...since(request, previous)] : people(request, identity, result)),
    ...holdRow(plan, markdown(request.context)),
    ...copiedRows(plan, result),
    ...(plan.kind === 'record' ? [] : [tagsRow(plan)]),
  ];
  return table(['', plan.isLeft || isElsewhere ? 'this run' : where || 'now'], rows);
}

function tagsRow(plan: ImagePlan): string[] {
  return ['tags', tagsOf(plan, true).map(inlineCode).join(' ') || '–'];
}

function name(identity: Pick<PreviousImage, 'version' | 'revision'>, digest: string | null): string {
  return escapeMarkdown(imageName(identity, digest));
}

/** An image by its short name, and its digest where the name is not that already. */
function withDigest(identity: Pick<PreviousImage, 'version' | 'revision'>, digest: string | null): string {
  const isDigest = identity.version === null && identity.revision === null;
  if (isDigest && digest !== null) return digestCode(digest);
  return `**${name(identity, digest)}**${digest === null ? '' : ` ${digestCode(digest)}`}`;
}

function commitRow({ context }: PlanningRequest, { revision, created }: ImagePlan['identity']): string[] {
  const of = created === null ? '' : ` of ${formatMinute(created)}`;
  return ['commit', `${commitLink(revision, context.source)}${of}`];
}

/** Rows about who made an image live that this run found live, and why: from the history, not from this run. */
function since({ context }: PlanningRequest, { event }: PreviousImage): string[][] {
  if (!event) return [];
  const run = event.run === null ? '' : ` in ${runLink(event.run, context.server)}`;
  return [
    ['live since', formatMinute(event.at)],
    ...(event.actor === null ? [] : [['by', `**${escapeMarkdown(event.actor)}**${run}`]]),
    ...(event.reason === null ? [] : [['reason', escapeMarkdown(event.reason)]]),
  ];
}

/** Rows about the commit, who ran it, and why. */
function people(request: PlanningRequest, identity: ImagePlan['identity'], { plan }: Result): string[][] {
  const { context, reason } = request;
  const overridden = request.allow.filter((guard) =>
    plan.checks.some((check) => check.guard === guard && check.verdict === 'overridden'),
  );
  const actor = context.actor === null ? 'unknown' : `**${escapeMarkdown(context.actor)}**`;
  return [
    commitRow(request, identity),
    ['by', `${actor}${context.run === null ? '' : ` in ${runLink(context.run, context.server)}`}`],
    ...(reason === null ? [] : [['reason', escapeMarkdown(reason)]]),
    ...(overridden.length === 0 ? [] : [['overridden', overridden.map(inlineCode).join(' ')]]),
  ];
}

/** The table of a run of several images: a row each. */
export function manyImages(request: PlanningRequest, plans: readonly ImagePlan[], result: Result): string {
  const { context } = request;
  const { shared, short } = stripCommonPrefix(plans.map(({ image }) => repositoryName(image)));
  const columns = columnsOf(request, result);
  const rows = plans.map((plan) => {
    const [before, now] = pair(plan);
    const pairs = [before, now].slice(0, columns.length);
    const { revision } = plan.identity;
    return [
      inlineCode(short(repositoryName(plan.image))),
      ...pairs,
      commitLink(revision, context.source),
      stateOf(plan, result, markdown(context)),
    ];
  });
  // a run that changes nothing has made none of it live
  const isNothing = result.kind !== 'failed' && !plans.some(needsWriting);
  const facts = isNothing ? [] : people(request, { version: null, revision: null, created: null }, result).slice(1);
  const about = facts.map(([what, text]) => `${what}${what === 'by' ? '' : ':'} ${text}`).join(' · ');
  const where = plans[0]?.environment ?? null;
  const lines = [shared && plans.length > 0 ? `${inlineCode(shared)}…` : '', about].filter(Boolean).join(' · ');
  if (plans.length === 0) return lines;
  const head = [
    where === null ? 'image' : `in ${escapeMarkdown(where)}`,
    ...columns,
    'commit',
    request.dryRun ? 'plan' : 'result',
  ];
  return `${lines}\n\n${table(head, rows)}`;
}

/** The heads of the columns of the previous image and the new one: only one, where no other image is in question. */
function columnsOf({ mode, dryRun }: PlanningRequest, result: Result): readonly string[] {
  if (mode === 'hold' || mode === 'resume') return ['live'];
  if (result.kind === 'failed') return [result.hasWritten ? 'before' : 'live', 'requested'];
  return mode === 'mark' ? ['live', 'marked'] : ['before', dryRun ? 'after' : 'now'];
}

function stateOf(plan: ImagePlan, result: Result, style: Style): string {
  if (result.kind === 'failed') return result.hasWritten ? environmentStateOf(plan, result) : 'not moved';
  if (plan.isLeft) return '⚠️ stays';
  if (plan.kind === 'record') return recordState(plan, result);
  if (moveOf(plan)) return outcomeOf(result, plan) ? 'moved' : 'would move';
  if (hasWrites(plan)) return outcomeOf(result, plan) ? 'tagged' : 'would be tagged';
  if (plan.unchangedTags.length === 0) return 'not moved';
  const isLive = plan.previous?.digest === targetDigest(plan);
  return `no change${isLive && plan.previous ? sinceOf(plan.previous, style) : ''}`;
}

function recordState(plan: ImagePlan, result: Result): string {
  if (updateOf(plan) === null) return 'no change';
  return outcomeOf(result, plan) ? 'recorded' : 'would be recorded';
}

/** The previous image and the new one; with digests where two images have one name. */
function pair(plan: ImagePlan): [before: string, now: string] {
  const { previous, identity } = plan;
  const digest = targetDigest(plan);
  const now = plan.kind === 'record' && plan.target === null ? 'nothing' : name(identity, digest);
  const before = previous ? name(previous, previous.digest) : '–';
  const isSameName = now === before && previous?.digest !== digest;
  return isSameName && previous
    ? [withDigest(previous, previous.digest), withDigest(identity, digest)]
    : [before, `**${now}**`];
}
