import type { ActionError } from '../errors.ts';
import { errorOf, type Result } from '../execute/result.ts';
import { hasWrites, type ImagePlan, moveOf, targetDigest } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { copiedLine } from './copied.ts';
import { guards, withoutGuards } from './guards.ts';
import { deployBlock, historiesBlock, notes, undoBlock } from './summary-blocks.ts';
import { manyImages, oneImage } from './summary-images.ts';
import { escapeMarkdown, inOrTo, MAX_LINE, nameOfImage } from './text.ts';

/** The job summary of a run that plans: from what to what, who, the guards, the line to deploy, how to undo it. */
export function summaryOf(request: PlanningRequest, result: Result): string {
  const { plan } = result;
  const error = errorOf(result);
  const messages = notes(withoutGuards(plan.warnings, plan.checks), plan.notices);
  const [only] = plan.images;
  const images =
    only && plan.images.length === 1
      ? [oneImage(request, only, result), ...messages]
      : // nobody would see messages below a table of many rows
        [...messages, manyImages(request, plan.images, result), copiedLine(result)];
  const parts = [
    `### ${heading(request, result)}`,
    ...(request.dryRun && error === null ? ['> [!NOTE]\n> A dry run: nothing was written.'] : []),
    ...(error ? [failure(error)] : []),
    ...images,
    ...(plan.checks.length > 0 ? [guards(plan.checks, plan.images)] : []),
    ...(result.kind === 'done' ? [deployBlock(plan.images), undoBlock(request, plan.images)] : []),
    historiesBlock(result),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The job summary of a run that ended before it had a plan. */
export function failureSummary(mode: string, error: ActionError, environment = ''): string {
  return `### ❌ ${refusal(escapeMarkdown(mode), escapeMarkdown(environment), error)}\n\n${failure(error)}\n`;
}

const NOUNS: Record<string, string> = {
  build: 'Build',
  promote: 'Promotion',
  rollback: 'Rollback',
  status: 'Status',
};

function refusal(mode: string, environment: string, { title }: ActionError): string {
  const noun = NOUNS[mode] ?? `${mode.charAt(0).toUpperCase()}${mode.slice(1)}`;
  return `${noun}${inOrTo(mode, environment)} failed: ${title}`;
}

function failure({ code, message }: ActionError): string {
  const lines = message.split('\n').map((line) => `> ${escapeMarkdown(line, MAX_LINE)}`);
  return `> [!CAUTION]\n> \`${code}\`\n>\n${lines.join('\n>\n')}`;
}

function heading(request: PlanningRequest, result: Result): string {
  const { mode, dryRun } = request;
  const { plan, built } = result;
  const [image] = plan.images;
  const where = escapeMarkdown(image?.environment ?? '');
  if (result.kind === 'failed') return `❌ ${refusal(mode, where, result.error)}`;
  const what = nameOfAll(plan.images);
  if (mode === 'build' && !request.push)
    return dryRun ? '🔎 Would build the image, and not push it' : '📦 Built the image; nothing was pushed';
  if (!plan.images.some(hasWrites) && !built) {
    const verb = plan.images.length > 1 ? 'are' : 'is';
    return `✅ No change: ${what} ${verb} ${mode === 'build' ? 'built and tagged' : `live in ${where}`}`;
  }
  if (mode === 'build') {
    const verb = built ? (dryRun ? 'Would build' : 'Built') : dryRun ? 'Would tag' : 'Tagged';
    const move = image && moveOf(image);
    const moves = move ? ` and ${dryRun ? 'move' : 'moved'} ${escapeMarkdown(move.environment)} to it` : '';
    return `${dryRun ? '🔎' : '📦'} ${verb} ${what}${moves}`;
  }
  if (mode === 'promote') return `${dryRun ? '🔎 Would promote' : '🚀 Promoted'} ${what} to ${where}`;
  const target = plan.images.length > 1 ? ` (${what})` : ` to ${what}`;
  return `${dryRun ? '🔎 Would roll' : '⏪ Rolled'} back ${where}${target}`;
}

function nameOfAll(plans: readonly ImagePlan[]): string {
  const [first] = plans;
  if (plans.length > 1) return `${plans.length} images`;
  const digest = first ? targetDigest(first) : null;
  return first && digest !== null ? escapeMarkdown(nameOfImage(first.identity.version, digest)) : 'the image';
}
