import { hasCopying } from '../copy/plan.ts';
import { shortDigest } from '../image/digest.ts';
import { repositoryName } from '../image/reference.ts';
import type { StatusFacts } from '../modes/status.ts';
import { hasWrites, type ImagePlan, isReady, type Plan, type ReadyImagePlan } from '../plan/plan.ts';
import type { PlanningRequest, Request, StatusRequest } from '../request/request.ts';
import { oneLine } from '../util/text.ts';
import { tagsOf } from './outputs.ts';
import { inOrTo, nameOfImage, stripCommonPrefix } from './text.ts';

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
export function statusLines({ images }: StatusRequest, { environments }: StatusFacts): string[] {
  return environments.map(({ row }) => {
    const where = images.length > 1 ? `${row.image} ` : '';
    const what = row.digest === null ? 'nothing' : `${row.version ?? 'no version'} ${shortDigest(row.digest)}`;
    const since = row.since ? ` since ${row.since}` : '';
    const by = row.by ? ` by ${oneLine(row.by)}` : '';
    return `${where}${row.environment}: ${what}${since}${by}${row.moved ? ' (changed outside this action)' : ''}`;
  });
}

/** The digest of each history, a line each: whoever noted it can later prove whether the history was rewritten. */
export function historyLines({ images }: Plan, digestOf: (plan: ImagePlan) => string | null): string[] {
  return images.flatMap((plan) => {
    const digest = digestOf(plan);
    return digest ? [`history ${repositoryName(plan.image)}:${plan.environment}-history is ${digest}`] : [];
  });
}

/** The last lines of a run that succeeded. */
export function lastLines(
  { dryRun }: PlanningRequest,
  { images }: Plan,
  outputs: Readonly<Record<string, string>>,
): string[] {
  const note = dryRun ? ['Dry run: nothing was written.'] : outputs.changed === 'true' ? [] : ['No change.'];
  if (images.length > 1) return [...note, `${images.length} images, digests in output result`];
  return outputs.image ? [...note, `image: ${outputs.image}`] : note;
}

/** A log line for each thing that a dry run would write. */
export function plannedLines({ images }: Plan): string[] {
  return images.filter(isReady).filter(hasWrites).flatMap(planned);
}

function planned(plan: ReadyImagePlan): string[] {
  const { image, copy, move, identity, target, previous } = plan;
  const name = repositoryName(image);
  const what = nameOfImage(identity.version, target.digest);
  const before = previous === null ? 'nothing' : nameOfImage(previous.version, previous.digest);
  const tags = tagsOf(plan, true).filter((tag) => tag !== move?.environment && !plan.unchangedTags.includes(tag));
  return [
    ...(copy && hasCopying(copy) ? [`would copy ${repositoryName(copy.source)} → ${name}: ${what}`] : []),
    ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
    ...(move ? [`would move ${name}:${move.environment}: ${before} → ${what}`] : []),
  ];
}
