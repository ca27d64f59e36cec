import type { ActionError } from '../errors.ts';
import { nameOf } from '../image/reference.ts';
import type { Result } from '../pipeline.ts';
import type { Check } from '../plan/guards.ts';
import { hasWrites, type ImagePlan } from '../plan/plan.ts';
import type { Request } from '../request.ts';
import { tagsOf } from './outputs.ts';
import { cell, code, commitLink, digestCode, nameOfImage, runLink, table } from './text.ts';

type PlanningRequest = Exclude<Request, { mode: 'status' }>;

const VERDICTS: Record<Check['verdict'], string> = {
  passed: '✅ passed',
  refused: '⛔ refused',
  lifted: '⚠️ lifted',
  unsure: '⚠️ nobody can tell',
  left: '⚠️ left as it is',
};

/** The job summary of a run that plans: from what to what, who, the guards, how to undo it, the line to deploy. */
export function summaryOf(request: PlanningRequest, result: Result): string {
  const { plan, error } = result;
  const parts = [
    `### ${heading(request, result)}`,
    ...(request.dryRun && error === null ? ['> [!NOTE]\n> A dry run: nothing was written.'] : []),
    ...(error ? [failure(error)] : []),
    ...(plan.images.length === 1 && plan.images[0] ? [oneImage(request, plan.images[0], result)] : []),
    ...(plan.images.length > 1 ? [manyImages(plan.images, result)] : []),
    ...notes(plan.warnings, plan.notices),
    ...(plan.checks.length > 0 ? [guards(plan.checks, plan.images.length > 1)] : []),
    ...(error === null ? uses(request, plan.images) : []),
    trace(request, result),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The job summary of a run that ended before it had a plan. */
export function failureSummary(mode: string, error: ActionError): string {
  return `### ❌ ${cell(mode)} failed: ${error.title}\n\n${failure(error)}\n`;
}

function failure(error: ActionError): string {
  const lines = error.message
    .split('\n')
    .map((line) => `> ${cell(line.slice(0, 200))}${line.length > 200 ? cell(line.slice(200, 400)) : ''}`);
  return `> [!CAUTION]\n> **${error.code}** ${error.title}\n>\n${lines.join('\n>\n')}`;
}

function heading(request: PlanningRequest, { plan, outcome, error, built }: Result): string {
  const [image] = plan.images;
  const what =
    plan.images.length > 1
      ? `${plan.images.length} images`
      : image && image.target.digest !== ''
        ? cell(nameOfImage(image.identity.version, image.target.digest))
        : 'the image';
  const where = image?.environment ? ` ${request.mode === 'rollback' ? 'in' : 'to'} ${cell(image.environment)}` : '';
  if (error) return `❌ ${request.mode}${where} failed: ${error.title}`;
  const isChanging = plan.images.some(hasWrites) || built;
  if (!isChanging)
    return `✅ Already so: ${what}${request.mode === 'build' ? ' is built and tagged' : ` is live in ${cell(image?.environment ?? '')}`}`;
  const would = outcome === null;
  if (request.mode === 'build') {
    const verb = built ? (would ? 'Would build' : 'Built') : would ? 'Would tag' : 'Tagged';
    return `${would ? '🔎' : '📦'} ${verb} ${what}${image?.move ? `, pointed ${cell(image.move.environment)}` : ''}`;
  }
  const [doing, done] = request.mode === 'promote' ? ['Would promote', 'Promoted'] : ['Would roll back', 'Rolled back'];
  const link = request.mode === 'promote' ? where : `${where} to`;
  return request.mode === 'promote'
    ? `${would ? `🔎 ${doing}` : `🚀 ${done}`} ${what}${link}`
    : `${would ? `🔎 ${doing}` : `⏪ ${done}`} ${cell(image?.environment ?? '')} to ${what}`;
}

function oneImage(request: PlanningRequest, plan: ImagePlan, { error }: Result): string {
  const { source } = request.context;
  const { previous, target, identity } = plan;
  const isMoved = plan.move !== null;
  const rows = [
    ['image', isMoved ? code(nameOf(plan.image)) : code(nameOf(plan.image))],
    ['version', arrow(isMoved, previous?.version ?? null, identity.version)],
    [
      'digest',
      isMoved && previous ? `${digestCode(previous.digest)} → ${digestCode(target.digest)}` : digestCode(target.digest),
    ],
    ['commit', commitLink(identity.revision, source)],
    ['created', identity.created === null ? '–' : cell(identity.created)],
    [
      'tags',
      tagsOf(plan, error === null)
        .map(code)
        .join(' ') || '–',
    ],
  ];
  return table(['', plan.environment === null ? 'now' : `in ${cell(plan.environment)}`], rows);
}

function arrow(isMoved: boolean, before: string | null, now: string | null): string {
  const shown = now === null ? '–' : `**${cell(now)}**`;
  return isMoved && before !== null ? `${cell(before)} → ${shown}` : shown;
}

function manyImages(plans: readonly ImagePlan[], { error, outcome }: Result): string {
  const rows = plans.map((plan) => [
    code(nameOf(plan.image)),
    plan.previous ? `${cell(plan.previous.version ?? '')} ${digestCode(plan.previous.digest)}`.trim() : '–',
    `${cell(plan.identity.version ?? '')} ${digestCode(plan.target.digest)}`.trim(),
    error ? 'not moved' : hasWrites(plan) ? (outcome ? 'moved' : 'would move') : 'already so',
  ]);
  return table(['image', 'before', 'now', ''], rows);
}

function notes(warnings: readonly string[], notices: readonly string[]): string[] {
  return [
    ...(warnings.length > 0 ? [`> [!WARNING]\n${warnings.map((text) => `> ${cell(text)}`).join('\n>\n')}`] : []),
    ...(notices.length > 0 ? [`> [!NOTE]\n${notices.map((text) => `> ${cell(text)}`).join('\n>\n')}`] : []),
  ];
}

function guards(checks: readonly Check[], isMany: boolean): string {
  const head = isMany ? ['image', 'guard', '', 'found'] : ['guard', '', 'found'];
  const rows = checks.map(({ guard, image, verdict, text }) => [
    ...(isMany ? [code(image)] : []),
    `\`${guard}\``,
    VERDICTS[verdict],
    cell(text),
  ]);
  return table(head, rows);
}

/** How to undo it, and what to put into Compose or Kubernetes. */
function uses(request: PlanningRequest, plans: readonly ImagePlan[]): string[] {
  const known = plans.filter(({ target }) => target.digest !== '');
  if (known.length === 0) return [];
  const lines = known.slice(0, 50).map(({ image, target }) => `image: ${nameOf(image)}@${target.digest}`);
  const deploy = `**Deploy it** (Compose, Kubernetes), pinned by digest:\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\``;
  const isUndoable = plans.some(({ move, previous }) => move !== null && previous !== null);
  if (!isUndoable) return [deploy];
  const [first] = plans;
  const to = request.mode === 'rollback' && plans.length === 1 ? `\n  version: ${first?.previous?.digest}` : '';
  const images =
    plans.length === 1
      ? ` ${nameOf((first as ImagePlan).image)}`
      : ` |\n${plans.map(({ image }) => `    ${nameOf(image)}`).join('\n')}`;
  return [
    deploy,
    `**Undo it**:\n\n\`\`\`yaml\nwith:\n  mode: rollback\n  environment: ${first?.environment}\n  image:${images}${to}\n\`\`\``,
  ];
}

function trace({ context, allow, mode, ...request }: PlanningRequest, { plan, outcome }: Result): string {
  const history = outcome?.images[0]?.historyDigest ?? plan.images[0]?.historyDigest ?? null;
  const bits = [
    `by ${context.actor === null ? 'nobody named' : `**${cell(context.actor)}**`}`,
    runLink(context.run),
    ...(request.reason === null ? [] : [`reason: ${cell(request.reason)}`]),
    ...(allow.length > 0 ? [`lifted: ${allow.map(code).join(' ')}`] : []),
    ...(history === null ? [] : [`history ${code(history)}`]),
  ];
  return `<sub>${mode} ${bits.join(' · ')}</sub>`;
}
