import { outcomeOf, type Result } from '../execute/result.ts';
import { repositoryName } from '../image/reference.ts';
import { hasWrites, type ImagePlan, moveOf, targetDigest } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { copiedRows } from './copied.ts';
import { environmentStateOf } from './environment-state.ts';
import { tagsOf } from './outputs.ts';
import {
  commitLink,
  digestCode,
  escapeMarkdown,
  formatMinute,
  inlineCode,
  runLink,
  stripCommonPrefix,
  table,
} from './text.ts';

/** The table of a run of one image. */
export function oneImage(request: PlanningRequest, plan: ImagePlan, result: Result): string {
  const { previous, identity, environment } = plan;
  const where = environment === null ? '' : `in ${escapeMarkdown(environment)}`;
  const version = identity.version === null ? 'no version' : `**${escapeMarkdown(identity.version)}**`;
  const digest = digestCode(targetDigest(plan));
  const image = ['image', inlineCode(repositoryName(plan.image))];
  if (result.kind === 'failed') {
    const live = previous
      ? `${escapeMarkdown(previous.version ?? 'no version')} ${digestCode(previous.digest)}`
      : 'nothing';
    const isStillLive = !result.hasWritten || environmentStateOf(plan, result) === 'as before';
    const requested = targetDigest(plan) === null ? 'not built' : digest;
    const rows = [
      image,
      ...(environment === null ? [] : [[isStillLive ? 'still live' : 'was live', live]]),
      ['requested', `${version} ${requested}`],
      ...people(request, identity),
    ];
    return table(['', where], rows);
  }
  const move = moveOf(plan);
  const before = move ? previous : null;
  const from = before ? `${escapeMarkdown(before.version ?? 'no version')} → ` : move ? '– → ' : '';
  const rows = [
    image,
    ['version', `${from}${version}`],
    ['digest', `${before ? `${digestCode(before.digest)} → ` : ''}${digest}`],
    ...people(request, identity),
    ...copiedRows(plan, result),
    ['tags', tagsOf(plan, true).map(inlineCode).join(' ') || '–'],
  ];
  return table(['', where || 'now'], rows);
}

/** Rows about the commit, who ran it, and why. */
function people(request: PlanningRequest, { revision, created }: ImagePlan['identity']): string[][] {
  const { context, reason, allow } = request;
  const actor = context.actor === null ? 'unknown' : `**${escapeMarkdown(context.actor)}**`;
  const of = created === null ? '' : ` of ${formatMinute(created)}`;
  return [
    ['commit', `${commitLink(revision, context.source)}${of}`],
    ['by', `${actor}${context.run === null ? '' : ` in ${runLink(context.run, context.server)}`}`],
    ...(reason === null ? [] : [['reason', escapeMarkdown(reason)]]),
    ...(allow.length === 0 ? [] : [['allowed', allow.map(inlineCode).join(' ')]]),
  ];
}

/** The table of a run of several images: a row each. */
export function manyImages(request: PlanningRequest, plans: readonly ImagePlan[], result: Result): string {
  const { context } = request;
  const { shared, short } = stripCommonPrefix(plans.map(({ image }) => repositoryName(image)));
  const rows = plans.map((plan) => [
    inlineCode(short(repositoryName(plan.image))),
    plan.previous ? pair(plan.previous.version, plan.previous.digest) : '–',
    pair(plan.identity.version, targetDigest(plan)),
    commitLink(plan.identity.revision, context.source),
    stateOf(plan, result),
  ]);
  const facts = people(request, { version: null, revision: null, created: null }).slice(1);
  const about = facts.map(([what, text]) => `${what}${what === 'by' ? '' : ':'} ${text}`).join(' · ');
  const where = plans[0]?.environment ?? null;
  const lines = [shared && plans.length > 0 ? `${inlineCode(shared)}…` : '', about].filter(Boolean).join(' · ');
  if (plans.length === 0) return lines;
  const columns = result.kind === 'failed' ? ['live', 'requested'] : ['before', request.dryRun ? 'after' : 'now'];
  const head = [where === null ? 'image' : `in ${escapeMarkdown(where)}`, ...columns, 'commit', ''];
  return `${lines}\n\n${table(head, rows)}`;
}

function stateOf(plan: ImagePlan, result: Result): string {
  if (result.kind === 'failed') return result.hasWritten ? environmentStateOf(plan, result) : 'not moved';
  if (hasWrites(plan)) return outcomeOf(result, plan) ? 'moved' : 'would move';
  return plan.unchangedTags.length > 0 ? 'no change' : 'not moved';
}

function pair(version: string | null, digest: string | null): string {
  return `${version === null ? '' : `**${escapeMarkdown(version)}** `}${digestCode(digest)}`;
}
