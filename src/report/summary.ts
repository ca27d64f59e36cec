import type { ActionError } from '../errors.ts';
import { errorOf, type Result, warningsOf } from '../execute/result.ts';
import { listImages } from '../image/finding.ts';
import { repositoryName } from '../image/reference.ts';
import { NOT_RECORDED, type Recorded } from '../recording/types.ts';
import type { PlanningRequest } from '../request/request.ts';
import { changesBlocks } from './changes.ts';
import { copiedLine } from './copied.ts';
import { deployBlock } from './deploy.ts';
import { passedGuards } from './guards.ts';
import { ignoredDestination } from './lines.ts';
import { type News, newsOf } from './news.ts';
import { failureNews } from './refused.ts';
import { stagesBlock } from './stage-gates.ts';
import { stagesPicture } from './stages.ts';
import { markdown } from './style.ts';
import { historiesBlock, MAX_UNFOLDED, notes, undoBlock } from './summary-blocks.ts';
import { manyImages, oneImage } from './summary-images.ts';
import { escapeMarkdown, MAX_LINE } from './text.ts';

/** The job summary of a run that plans: the news, from what to what, who, the line to deploy, how to undo it. */
export function summaryOf(request: PlanningRequest, result: Result, recorded: Recorded = NOT_RECORDED): string {
  const { plan } = result;
  const error = errorOf(result);
  const messages = notes(
    [...ignoredDestination(request), ...warningsOf(result), ...recorded.warnings],
    [...request.notices, ...plan.notices, ...recorded.notices],
  );
  const [only] = plan.images;
  const about = [
    stagesPicture(request, result),
    ...changesBlocks(recorded.changes, request.context.server, request.mode === 'rollback'),
  ];
  const inTable = (): (string | null)[] => {
    const many = [manyImages(request, plan.images, result), copiedLine(result)];
    // nobody would see messages below a table of many rows, nor what goes out below a long one
    return [...messages, ...(plan.images.length > MAX_UNFOLDED ? [...about, ...many] : [...many, ...about])];
  };
  const images =
    only && plan.images.length === 1 ? [oneImage(request, only, result), ...messages, ...about] : inTable();
  const parts = [
    heading(newsOf(request, result, markdown(request.context))),
    ...(request.dryRun && error === null ? ['> [!NOTE]\n> A dry run: nothing was written.'] : []),
    // the table below names all images
    ...(error ? [failure(error, ` ${listImages(plan.images.map(({ image }) => repositoryName(image)))}`)] : []),
    ...images,
    passedGuards(plan.checks),
    stagesBlock(plan),
    ...(result.kind === 'done' ? [deployBlock(plan.images), undoBlock(request, plan.images)] : []),
    historiesBlock(result),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The job summary of a run that ended before it had a plan. */
export function failureSummary(mode: string, error: ActionError): string {
  return `${heading(failureNews(mode, error, markdown({ source: null, server: '' })))}\n\n${failure(error)}\n`;
}

function heading({ icon, text }: News): string {
  return `### ${icon} ${text}`;
}

/** @param left a sentence that is left out, because something else below says it */
function failure({ code, message }: ActionError, left?: string): string {
  const shown = left === undefined ? message : message.replaceAll(left, '');
  // the codes of further errors stand at the beginnings of their lines
  const lines = shown.split('\n').map((line) => {
    const [, other, rest = line] = /^([A-Z]+(?:_[A-Z]+)*): (.+)$/.exec(line) ?? [];
    return `> ${other === undefined ? '' : `\`${other}\`: `}${escapeMarkdown(rest, MAX_LINE)}`;
  });
  return `> [!CAUTION]\n> \`${code}\`\n>\n${lines.join('\n>\n')}`;
}
