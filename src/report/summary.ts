import type { ActionError } from '../errors.ts';
import type { Result } from '../execute/pipeline-steps.ts';
import { repositoryName } from '../image/reference.ts';
import { hasWrites, type ImagePlan } from '../plan/plan.ts';
import type { Request } from '../request/request.ts';
import { copiedLine, copiedRows } from './copied.ts';
import { environmentStateOf } from './environment-state.ts';
import { guards, withoutGuards } from './guards.ts';
import { tagsOf } from './outputs.ts';
import {
  commitLink,
  digestCode,
  escapeMarkdown,
  formatMinute,
  inlineCode,
  inOrTo,
  nameOfImage,
  runLink,
  stripCommonPrefix,
  table,
} from './text.ts';

type PlanningRequest = Exclude<Request, { mode: 'status' }>;

/** An error's longest line; a remedy stands at the end of it. */
const MAX_LINE = 2000;
const MAX_LINES = 50;
/** Of more images than that, lines to take away are folded. */
const UNFOLDED = 10;

/** The job summary of a run that plans: from what to what, who, the guards, the line to deploy, how to undo it. */
export function summaryOf(request: PlanningRequest, result: Result): string {
  const { plan, error } = result;
  const isDone = error === null && !request.dryRun;
  const told = notes(withoutGuards(plan.warnings, plan.checks), plan.notices);
  const parts = [
    `### ${heading(request, result)}`,
    ...(request.dryRun && error === null ? ['> [!NOTE]\n> A dry run: nothing was written.'] : []),
    ...(error ? [failure(error)] : []),
    ...(plan.images.length === 1 && plan.images[0] ? [oneImage(request, plan.images[0], result), ...told] : []),
    // below a table of many rows nobody would see them
    ...(plan.images.length === 1 ? [] : [...told, manyImages(request, plan.images, result), copiedLine(result)]),
    ...(plan.checks.length > 0 ? [guards(plan.checks, plan.images)] : []),
    ...(isDone ? [deploy(plan.images), undo(request, plan.images)] : []),
    histories(result),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The job summary of a run that ended before it had a plan. */
export function failureSummary(mode: string, error: ActionError, environment = ''): string {
  return `### ❌ ${escapeMarkdown(mode)}${inOrTo(mode, escapeMarkdown(environment))} failed: ${error.title}\n\n${failure(error)}\n`;
}

function failure(error: ActionError): string {
  const lines = error.message.split('\n').map((line) => `> ${escapeMarkdown(line, MAX_LINE)}`);
  return `> [!CAUTION]\n> \`${error.code}\`\n>\n${lines.join('\n>\n')}`;
}

function heading(request: PlanningRequest, { plan, error, built }: Result): string {
  const { mode, dryRun } = request;
  const [image] = plan.images;
  const where = escapeMarkdown(image?.environment ?? '');
  if (error) return `❌ ${mode}${inOrTo(mode, where)} failed: ${error.title}`;
  const what = whatOf(plan.images);
  if (mode === 'build' && !request.push)
    return dryRun ? '🔎 Would build the image, and not push it' : '📦 Built the image; nothing was pushed';
  if (!plan.images.some(hasWrites) && !built)
    return `✅ Already so: ${what} ${plan.images.length > 1 ? 'are' : 'is'} ${mode === 'build' ? 'built and tagged' : `live in ${where}`}`;
  if (mode === 'build') {
    const verb = built ? (dryRun ? 'Would build' : 'Built') : dryRun ? 'Would tag' : 'Tagged';
    return `${dryRun ? '🔎' : '📦'} ${verb} ${what}${image?.move ? `, and pointed ${escapeMarkdown(image.move.environment)} at it` : ''}`;
  }
  if (mode === 'promote') return `${dryRun ? '🔎 Would promote' : '🚀 Promoted'} ${what} to ${where}`;
  return `${dryRun ? '🔎 Would roll' : '⏪ Rolled'} ${where} back to ${plan.images.length > 1 ? 'what was live before' : what}`;
}

function whatOf(plans: readonly ImagePlan[]): string {
  const [first] = plans;
  if (plans.length > 1) return `${plans.length} images`;
  return first && first.target.digest !== ''
    ? escapeMarkdown(nameOfImage(first.identity.version, first.target.digest))
    : 'the image';
}

function oneImage(request: PlanningRequest, plan: ImagePlan, result: Result): string {
  const { error, begun } = result;
  const { previous, target, identity, environment } = plan;
  const where = environment === null ? '' : `in ${escapeMarkdown(environment)}`;
  const version = identity.version === null ? 'no version' : `**${escapeMarkdown(identity.version)}**`;
  if (error) {
    const live = previous
      ? `${escapeMarkdown(previous.version ?? 'no version')} ${digestCode(previous.digest)}`
      : 'nothing';
    const stays = begun && environmentStateOf(plan, result) !== 'as before' ? 'was live' : 'stays live';
    return table(
      ['', where],
      [
        ['image', inlineCode(repositoryName(plan.image))],
        ...(environment === null ? [] : [[stays, live]]),
        ['asked for', `${version} ${target.digest ? digestCode(target.digest) : 'not built yet'}`],
        ...people(request, identity),
      ],
    );
  }
  const before = plan.move ? previous : null;
  const isFirst = plan.move !== null && previous === null;
  return table(
    ['', where || 'now'],
    [
      ['image', inlineCode(repositoryName(plan.image))],
      [
        'version',
        `${isFirst ? 'nothing → ' : before ? `${escapeMarkdown(before.version ?? 'no version')} → ` : ''}${version}`,
      ],
      ['digest', `${before ? `${digestCode(before.digest)} → ` : ''}${digestCode(target.digest)}`],
      ...people(request, identity),
      ...copiedRows(plan, result),
      ['tags', tagsOf(plan, true).map(inlineCode).join(' ') || '–'],
    ],
  );
}

/** The commit, who asked for it, and why. */
function people(request: PlanningRequest, { revision, created }: ImagePlan['identity']): string[][] {
  const { context, reason, allow } = request;
  const actor = context.actor === null ? 'nobody named' : `**${escapeMarkdown(context.actor)}**`;
  const of = created === null ? '' : ` of ${formatMinute(created)}`;
  return [
    ['commit', `${commitLink(revision, context.source)}${of}`],
    ['by', `${actor}${context.run === null ? '' : ` in ${runLink(context.run)}`}`],
    ...(reason === null ? [] : [['reason', escapeMarkdown(reason)]]),
    ...(allow.length === 0 ? [] : [['allowed', allow.map(inlineCode).join(' ')]]),
  ];
}

function manyImages(request: PlanningRequest, plans: readonly ImagePlan[], result: Result): string {
  const { error, outcome, begun } = result;
  const { context } = request;
  const { shared, short } = stripCommonPrefix(plans.map(({ image }) => repositoryName(image)));
  const state = (plan: ImagePlan): string => {
    if (error) return begun ? environmentStateOf(plan, result) : 'not moved';
    return hasWrites(plan) ? (outcome ? 'moved' : 'would move') : plan.unchangedTags.length > 0 ? 'already so' : 'left';
  };
  const rows = plans.map((plan) => [
    inlineCode(short(repositoryName(plan.image))),
    plan.previous ? pair(plan.previous.version, plan.previous.digest) : '–',
    pair(plan.identity.version, plan.target.digest),
    commitLink(plan.identity.revision, context.source),
    state(plan),
  ]);
  const facts = people(request, { version: null, revision: null, created: null }).slice(1);
  const about = facts.map(([what, text]) => `${what}${what === 'by' ? '' : ':'} ${text}`).join(' · ');
  const where = plans[0]?.environment ?? null;
  const lines = [shared && plans.length > 0 ? `${inlineCode(shared)}…` : '', about].filter(Boolean).join(' · ');
  if (plans.length === 0) return lines;
  const head = error ? ['live', 'asked for'] : ['before', request.dryRun ? 'then' : 'now'];
  return `${lines}\n\n${table([where === null ? 'image' : `in ${escapeMarkdown(where)}`, ...head, 'commit', ''], rows)}`;
}

function pair(version: string | null, digest: string): string {
  return `${version === null ? '' : `**${escapeMarkdown(version)}** `}${digestCode(digest)}`;
}

function notes(warnings: readonly string[], notices: readonly string[]): string[] {
  const block = (kind: string, texts: readonly string[]): string[] =>
    texts.length === 0
      ? []
      : [`> [!${kind}]\n${texts.map((text) => `> ${escapeMarkdown(text, MAX_LINE)}`).join('\n>\n')}`];
  return [...block('WARNING', [...new Set(warnings)]), ...block('NOTE', [...new Set(notices)])];
}

/** A block under its title; of many images folded, so that what is below can be seen. */
function folded(images: number, [title, more]: readonly [string, string], block: string): string {
  if (images <= UNFOLDED) return `**${title}**${more}:\n\n${block}`;
  return `<details><summary>${title}${more}</summary>\n\n${block}\n\n</details>`;
}

/** The lines to put into Compose or Kubernetes. */
function deploy(plans: readonly ImagePlan[]): string {
  const known = plans.filter(({ target }) => target.digest !== '');
  if (known.length === 0) return '';
  const lines = known
    .slice(0, MAX_LINES)
    .map(({ image, target }) => `image: ${repositoryName(image)}@${target.digest}`);
  const more = known.length > MAX_LINES ? `\n# ${known.length - MAX_LINES} more in the output result` : '';
  return folded(
    known.length,
    ['Deploy it', ', pinned by digest (Compose, Kubernetes)'],
    `\`\`\`yaml\n${lines.join('\n')}${more}\n\`\`\``,
  );
}

/** The inputs of the run that would undo this one. */
function undo(request: PlanningRequest, plans: readonly ImagePlan[]): string {
  const moved = plans.filter(({ move, previous }) => move !== null && previous !== null);
  const [first] = moved;
  if (!first) return '';
  // a plain rollback would go one further back, not forth again; without an event it would find no way back
  const isNamed = request.mode === 'rollback' || !request.history;
  const name = isNamed ? nameOfAll(moved.flatMap(({ previous }) => previous ?? [])) : null;
  if (isNamed && name === null) return '';
  const images =
    moved.length === 1
      ? ` ${repositoryName(first.image)}`
      : ` |\n${moved.map(({ image }) => `    ${repositoryName(image)}`).join('\n')}`;
  const version = isNamed ? `\n  version: ${name}` : '';
  const inputs = `\`\`\`yaml\nwith:\n  mode: rollback\n  environment: ${first.environment}\n  image:${images}${version}\n\`\`\``;
  return folded(moved.length, ['Undo it', ', as inputs of this action'], inputs);
}

/** What names all of some images by one word: their digest or their version; null where nothing does. */
function nameOfAll(images: readonly NonNullable<ImagePlan['previous']>[]): string | null {
  const [first] = images;
  if (!first) return null;
  if (images.every(({ digest }) => digest === first.digest)) return first.digest;
  return images.every(({ version }) => version === first.version) ? first.version : null;
}

/** The digests of the histories: who notes them can prove later that the past was not rewritten. */
function histories({ plan, outcome }: Result): string {
  const known = plan.images.flatMap((image) => {
    const done = outcome?.images.find((each) => each.plan === image);
    const digest = done ? done.historyDigest : image.historyDigest;
    return digest === null || image.environment === null
      ? []
      : [`${repositoryName(image.image)}:${image.environment}-history@${digest}`];
  });
  if (known.length === 0) return '';
  const [first = ''] = known;
  if (known.length === 1) return `<sub>history ${inlineCode(first.slice(first.indexOf('@') + 1))}</sub>`;
  return `<details><summary>Histories</summary>\n\n\`\`\`text\n${known.join('\n')}\n\`\`\`\n\n</details>`;
}
