import type { Result } from '../execute/result.ts';
import type { Check } from '../guards/guard.ts';
import { sumUp } from '../image/finding.ts';
import { imageName } from '../image/name.ts';
import { hasWrites, type ImagePlan, isReady, moveOf, type PreviousImage, targetDigest } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { heldToo } from './holds.ts';
import { recordNews } from './record-news.ts';
import { refusalNews } from './refused.ts';
import type { Style } from './style.ts';

/** The first line of a summary, and the last of a log: the news in one sentence. */
export interface News {
  readonly icon: string;
  readonly text: string;
}

/** The news of a run that plans. */
export function newsOf(request: PlanningRequest, result: Result, style: Style): News {
  if (result.kind === 'failed') return refusalNews(request.mode, result, style);
  const { plan, built } = result;
  if (request.mode === 'hold' || request.mode === 'resume' || request.mode === 'mark')
    return recordNews(request, plan.images, style);
  const [image] = plan.images;
  if (!image) return { icon: '✅', text: 'No change' };
  if (request.mode === 'build' && !request.push) {
    const text = request.dryRun ? 'Would build the image and not push it' : 'Built the image; nothing was pushed';
    return { icon: request.dryRun ? '🔎' : '📦', text };
  }
  if (request.mode === 'build') return buildNews(request, image, result, style);
  if (!plan.images.some(hasWrites) && !built) return noChange(plan.images, style);
  const moved = plan.images.filter((image) => moveOf(image) !== null);
  if (moved.length === 0) return tagsNews(request, plan.images, style);
  return request.mode === 'promote'
    ? promotionNews(request, plan.images, moved, style)
    : rollbackNews(request, plan.images, moved, style);
}

/** One name for all images: `1.1.0`, `1.1.0 (3 images)`, `1.1.0 (2 of 3 images)` or `3 images`. */
function nameOfAll(plans: readonly ImagePlan[], { text }: Style, of = plans.length): string {
  const names = new Set(plans.map((plan) => imageName(plan.identity, targetDigest(plan))));
  const [name = ''] = names;
  if (of === 1) return text(name);
  const count = plans.length === of ? `${of} images` : `${plans.length} of ${of} images`;
  return names.size === 1 ? `${text(name)} (${count})` : count;
}

/** ` (was 1.0.0)`, where all images were at one name before; empty where nothing can be said in a few words. */
function wasOf(plans: readonly ImagePlan[], { text }: Style): string {
  const names = new Set(plans.map(({ previous }) => previous && imageName(previous, previous.digest)));
  const [name] = names;
  if (names.size !== 1) return '';
  if (!name) return plans.length === 1 ? ' (nothing was live)' : '';
  const isSame = plans.every((plan) => plan.previous?.digest === targetDigest(plan));
  return isSame ? ` (the same image as ${text(name)})` : ` (was ${text(name)})`;
}

function environmentOf([first]: readonly ImagePlan[], { text }: Style): string {
  return text(first?.environment ?? '');
}

function promotionNews(
  { dryRun }: PlanningRequest,
  all: readonly ImagePlan[],
  moved: readonly ImagePlan[],
  style: Style,
): News {
  const what = nameOfAll(moved, style, all.length);
  const text = `${dryRun ? 'Would promote' : 'Promoted'} ${what} to ${environmentOf(all, style)}${wasOf(moved, style)}`;
  return { icon: dryRun ? '🔎' : '🚀', text };
}

function rollbackNews(
  { dryRun }: PlanningRequest,
  all: readonly ImagePlan[],
  moved: readonly ImagePlan[],
  style: Style,
): News {
  const verb = dryRun ? 'Would roll back' : 'Rolled back';
  const where = environmentOf(all, style);
  if (moved.length < all.length) {
    const text = `${verb} ${moved.length} of ${all.length} images in ${where}${heldToo(all, style)}`;
    return { icon: all.some(({ isLeft }) => isLeft) ? '⚠️' : dryRun ? '🔎' : '⏪', text };
  }
  // one pair of parentheses: `1.0.0 (3 images, was 1.1.0)`
  const text =
    `${verb} ${where} to ${nameOfAll(moved, style)}${wasOf(moved, style)}`.replace(') (', ', ') + heldToo(all, style);
  return { icon: dryRun ? '🔎' : '⏪', text };
}

/** Only tags beside the environment's own are written. */
function tagsNews({ dryRun }: PlanningRequest, plans: readonly ImagePlan[], style: Style): News {
  const tags = [...new Set(plans.flatMap((plan) => plan.tags.map(({ tag }) => tag)))];
  const what = tags.length === 0 ? 'what was missing' : tags.map(style.text).join(', ');
  const verb = dryRun ? 'Would add' : 'Added';
  const where = environmentOf(plans, style);
  return { icon: dryRun ? '🔎' : '🚀', text: `${verb} ${what} to ${nameOfAll(plans, style)}, live in ${where}` };
}

function noChange(plans: readonly ImagePlan[], style: Style): News {
  const [first] = plans;
  const where = environmentOf(plans, style);
  const what = nameOfAll(plans, style);
  const icon = '✅';
  if (plans.length > 1)
    return { icon, text: `No change: ${what} ${what.endsWith('images') ? 'are' : 'is'} live in ${where}` };
  const since = first?.previous ? sinceOf(first.previous, style) : '';
  if (first?.previous && first.previous.digest !== targetDigest(first))
    return { icon, text: `No change: ${where} is at ${what} already, by an earlier attempt of this run` };
  return { icon, text: `No change: ${what} ${since === '' ? 'is' : 'has been'} live in ${where}${since}` };
}

/** ` since …  (mona, run 1)`, from the event that made an image live; empty where there is none. */
export function sinceOf({ event }: PreviousImage, { text, minute, run }: Style): string {
  if (!event) return '';
  const by = [...(event.actor === null ? [] : [text(event.actor)]), ...(event.run === null ? [] : [run(event.run)])];
  return ` since ${minute(event.at)}${by.length === 0 ? '' : ` (${by.join(', ')})`}`;
}

function buildNews(request: PlanningRequest, plan: ImagePlan, result: Result, style: Style): News {
  const { dryRun } = request;
  const name = style.text(imageName(plan.identity, targetDigest(plan)));
  const move = moveOf(plan) ?? (isReady(plan) || plan.isLeft ? null : plan.environment);
  const isWritten = hasWrites(plan);
  if (plan.isLeft && plan.previous) {
    const done = result.built ? `${dryRun ? 'Would build' : 'Built'} ${name}; ` : '';
    const stays = `${environmentOf([plan], style)} stays at ${style.text(imageName(plan.previous, plan.previous.digest))}`;
    return { icon: '⚠️', text: `${done}${stays}: ${whyLeft(result.plan.checks)}` };
  }
  if (!isWritten && !result.built) return { icon: '✅', text: noBuildChange(plan, name, style) };
  const to = move === null ? '' : ` and ${dryRun ? 'move' : 'moved'} ${environmentOf([plan], style)} to it`;
  const icon = dryRun ? '🔎' : '📦';
  if (result.built) return { icon, text: `${dryRun ? 'Would build' : 'Built'} ${name}${to}` };
  if (request.mode === 'build' && request.digest !== null && plan.commitTag !== null)
    return { icon, text: `${dryRun ? 'Would adopt' : 'Adopted'} ${name}${to}` };
  return { icon, text: `${tagged(request, plan, name)}${to} (${builtBefore(plan)})` };
}

/** The verb of a run that tags an image which exists. */
function tagged(request: PlanningRequest, plan: ImagePlan, name: string): string {
  const version = request.mode === 'build' ? request.version : null;
  const isRelease = version !== null && plan.tags.some(({ tag }) => tag === version.replaceAll('+', '_'));
  if (isRelease) return `${request.dryRun ? 'Would release' : 'Released'} ${name}`;
  return `${request.dryRun ? 'Would tag' : 'Tagged'} ${name}`;
}

/** How an image is known that this run did not build. */
function builtBefore({ identity }: ImagePlan): string {
  const commit = identity.revision === null ? 'before' : `as ${imageName({ ...identity, version: null }, null)}`;
  return `built ${commit}, nothing rebuilt`;
}

function noBuildChange(plan: ImagePlan, name: string, style: Style): string {
  const { environment, previous } = plan;
  if (environment === null) return `No change: ${name} is built and tagged`;
  const since = previous ? sinceOf(previous, style) : '';
  return `No change: ${name} is built, and ${since === '' ? 'is' : 'has been'} live in ${style.text(environment)}${since}`;
}

/** Why a build leaves its environment. */
function whyLeft(checks: readonly Check[]): string {
  const skipped = checks.filter(({ verdict, guard }) => verdict === 'skipped' && guard !== 'rebuild');
  if (skipped.some(({ guard }) => guard === 'downgrade')) return 'this commit is older';
  return (
    sumUp(
      skipped.flatMap(({ finding }) => finding ?? []),
      1,
    ) || 'another run has moved it'
  );
}
