import { hasCopying } from '../copy/plan.ts';
import type { Result } from '../execute/result.ts';
import { shortDigest } from '../image/digest.ts';
import { imageName, shortCommit } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import type { ImageLocation, StatusFacts } from '../modes/status.ts';
import {
  type ImagePlan,
  isReady,
  moveOf,
  needsWriting,
  type Plan,
  type ReadyImagePlan,
  type RecordImagePlan,
  targetDigest,
} from '../plan/plan.ts';
import type { PlanningRequest, Request, StatusRequest } from '../request/request.ts';
import { oneLine, stripCommonPrefix } from '../util/text.ts';
import { deployLines } from './deploy.ts';
import { gateNotes, holdAfter, holdText } from './holds.ts';
import { newsOf, sinceOf } from './news.ts';
import { tagsOf } from './outputs.ts';
import { nounOf } from './status-news.ts';
import { PLAIN } from './style.ts';
import { inOrTo } from './text.ts';

/** More images are named without their common prefix. */
const NAMED_IN_FULL = 3;

/** The first line of a run's log: the mode, the images, the environment. */
export function announcement(request: Request): string {
  const names = request.images.map(repositoryName);
  const where = inOrTo(request.mode, ('environment' in request && request.environment) || '');
  const tried = request.dryRun ? ' (dry run: nothing is written)' : '';
  if (names.length <= NAMED_IN_FULL) return `${request.mode} ${names.join(', ')}${where}${tried}`;
  const { shared, short } = stripCommonPrefix(names);
  const of = shared === '' ? '' : ` of ${shared}`;
  return `${request.mode} ${names.length} images${of}${where}${tried}: ${names.map(short).join(', ')}`;
}

/** A warning where a mode does not use `destination`: whoever set it may expect another repository to be used. */
export function ignoredDestination({ mode, ignored }: Request): string[] {
  if (mode === 'build' || !ignored.includes('destination')) return [];
  const what = mode === 'rollback' ? 'rolled back' : 'read';
  return [`destination is ignored: image is ${what}. To use the repository that it was copied to, set that as image.`];
}

/** A log line for each environment of `status`. */
export function statusLines({ images }: StatusRequest, { environments, locations }: StatusFacts): string[] {
  const lines = environments.map((one) => {
    const { row, unfinished, problem } = one;
    const where = images.length > 1 ? `${row.image} ` : '';
    const what = row.digest === null ? 'nothing' : describe(row, row.digest);
    const since = row.since ? ` since ${row.since}` : '';
    const by = row.by ? ` by ${oneLine(row.by)}` : '';
    const state = unfinished
      ? ` (a ${nounOf(unfinished.action)} of ${imageName(unfinished, unfinished.digest)} was interrupted)`
      : row.moved
        ? ' (changed outside this action)'
        : problem === null
          ? ''
          : ' (its history cannot be read)';
    return `${where}${row.environment}: ${what}${since}${by}${state}${gateNotes(one)}`;
  });
  return [...lines, ...locations.map(locationLine)];
}

function locationLine({ image, target, identity, live, tags }: ImageLocation): string {
  const where = live.length === 0 ? 'no environment' : live.join(', ');
  return `${repositoryName(image)}: ${describe(identity, target.digest)} is live in ${where}; tags: ${tags.join(', ') || 'none'}`;
}

/** An image as a log names it: short name, commit and short digest, each once. */
function describe({ version, revision }: { version: string | null; revision: string | null }, digest: string): string {
  const name = imageName({ version, revision }, digest);
  const commit = version === null || revision === null ? '' : ` (commit ${shortCommit(revision)})`;
  return `${name}${commit}${name === shortDigest(digest) ? '' : ` ${shortDigest(digest)}`}`;
}

/**
 * The digest of each history: whoever noted it can later prove whether the history was rewritten. One line each; many
 * are shortened in one line.
 */
export function historyLines({ images }: Plan, digestOf: (plan: ImagePlan) => string | null): string[] {
  const known = images.flatMap((plan) => {
    const digest = digestOf(plan);
    return digest ? [{ name: `${repositoryName(plan.image)}:${plan.environment}-history`, digest }] : [];
  });
  if (known.length <= NAMED_IN_FULL) return known.map(({ name, digest }) => `history ${name} is ${digest}`);
  const { shared, short } = stripCommonPrefix(known.map(({ name }) => name));
  const list = known.map(({ name, digest }) => `${short(name)} ${shortDigest(digest)}`).join(', ');
  return [`${known.length} histories${shared === '' ? '' : ` of ${shared}`} (digests in full in the summary): ${list}`];
}

/** The last lines of a run that succeeded. */
export function lastLines(
  request: PlanningRequest,
  result: Result,
  outputs: Readonly<Record<string, string>>,
): string[] {
  const { images } = result.plan;
  const news = [
    ...foundLine(request, result),
    `${newsOf(request, result, PLAIN).text}.`,
    ...unchangedLines(result.plan),
    ...holdLines(result.plan),
    ...(request.dryRun ? ['Dry run: nothing was written.'] : []),
  ];
  if (images.length > 1) return [...news, `${images.length} images, digests in output result`, ...deployLines(images)];
  return outputs.image ? [...news, `image: ${outputs.image}`] : news;
}

/** The holds of the environments after the run: one line for all that are equal. */
function holdLines({ images }: Plan): string[] {
  const lines = images.flatMap((plan) => {
    const hold = holdAfter(plan);
    return hold === null ? [] : [`${plan.environment} is on hold ${holdText(hold, PLAIN)}`];
  });
  return [...new Set(lines)];
}

/** Who made live what was live already, when and why; one image is in the line before, but for the reason. */
function unchangedLines({ images }: Plan): string[] {
  return images.flatMap((plan) => {
    const { image, environment, previous, isLeft } = plan;
    if (plan.kind === 'record' || isLeft || moveOf(plan) || !previous?.event || previous.digest !== targetDigest(plan))
      return [];
    const { reason } = previous.event;
    if (images.length === 1) return reason === null ? [] : [`The reason given then: ${oneLine(reason)}`];
    const why = reason === null ? '' : `: ${oneLine(reason)}`;
    const what = imageName(previous, previous.digest);
    return [`${repositoryName(image)}: ${what} has been live in ${environment}${sinceOf(previous, PLAIN)}${why}`];
  });
}

/** Where the build of the commit was found, so that nothing was built. */
function foundLine(request: PlanningRequest, { plan }: Result): string[] {
  const [image] = plan.images;
  if (request.mode !== 'build' || request.digest !== null || !image || !isReady(image) || image.built) return [];
  const tag = tagsOf(image, true).find((name) => name.startsWith('git-'));
  const under = tag === undefined ? '' : ` under ${tag}`;
  return [`Found the build of commit ${request.commit}${under}: ${image.target.digest}. Nothing to build.`];
}

/** A log line for each environment that a run is about to move: from what to what. */
export function moveLines({ images }: Plan): string[] {
  return images.filter(isReady).flatMap((plan) => (moveOf(plan) ? [moveLine(plan)] : []));
}

function moveLine({ image, environment, previous, identity, target }: ReadyImagePlan): string {
  const before = previous === null ? 'nothing' : imageName(previous, previous.digest);
  const commit = identity.revision === null ? '' : ` (commit ${shortCommit(identity.revision)})`;
  return `${repositoryName(image)}:${environment}: ${before} → ${imageName(identity, target.digest)}${commit}`;
}

/** A log line for each thing that a dry run would write. */
export function plannedLines({ images }: Plan): string[] {
  return images.filter(needsWriting).flatMap((plan) => {
    if (plan.kind === 'record') return plannedRecord(plan);
    return isReady(plan) ? planned(plan) : plannedBuild(plan);
  });
}

function plannedRecord({ image, move, environment }: RecordImagePlan): string[] {
  const action = move?.event?.action;
  return action === undefined ? [] : [`would record in ${repositoryName(image)}:${environment}-history: ${action}`];
}

function plannedBuild(plan: ImagePlan): string[] {
  const tags = tagsOf(plan, true).filter((tag) => !plan.unchangedTags.includes(tag));
  const name = repositoryName(plan.image);
  return [
    `would build ${name}: ${imageName(plan.identity, null)}`,
    ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
  ];
}

function planned(plan: ReadyImagePlan): string[] {
  const { image, copy, move, identity, target } = plan;
  const name = repositoryName(image);
  const what = imageName(identity, target.digest);
  const tags = tagsOf(plan, true).filter((tag) => tag !== move?.environment && !plan.unchangedTags.includes(tag));
  return [
    ...(copy && hasCopying(copy) ? [`would copy ${repositoryName(copy.source)} → ${name}: ${what}`] : []),
    ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
    ...(move?.isHistoryOnly ? [`would record in ${name}:${move.environment}-history: ${what} is live`] : []),
    ...(move && !move.isHistoryOnly ? [`would move ${moveLine(plan)}`] : []),
  ];
}
