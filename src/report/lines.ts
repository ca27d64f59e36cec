import { hasCopying } from '../copy/plan.ts';
import { repositoryName } from '../image/reference.ts';
import { hasWrites, type ImagePlan, type Plan } from '../plan/plan.ts';
import type { Request } from '../request/request.ts';
import { tagsOf } from './outputs.ts';
import { inOrTo, nameOfImage, stripCommonPrefix } from './text.ts';

/** More images than that are named without what all of them share. */
const IN_FULL = 3;

/** The first line of a run's log: what is asked for, and of which images. */
export function announcement(request: Request): string {
  const names = request.images.map(repositoryName);
  const where = inOrTo(request.mode, ('environment' in request && request.environment) || '');
  const tried = request.dryRun ? ' (dry run: nothing is written)' : '';
  if (names.length <= IN_FULL) return `${request.mode} ${names.join(', ')}${where}${tried}`;
  const { shared, short } = stripCommonPrefix(names);
  const of = shared === '' ? '' : ` of ${shared}`;
  return `${request.mode} ${names.length} images${of}${where}${tried}: ${names.map(short).join(', ')}`;
}

/**
 * Warns of a destination where a mode knows none: it is ignored as other inputs are, but whoever gave it may mean another
 * repository than is acted on.
 */
export function misplaced({ mode, ignored }: Request): string[] {
  if (mode === 'build' || !ignored.includes('destination')) return [];
  const what = mode === 'rollback' ? 'rolled back' : 'looked at';
  return [`destination is ignored: image is ${what}. To mean where it was copied to, give that as image.`];
}

/** What a dry run would write, for its log. */
export function plannedLines({ images }: Plan): string[] {
  return images.filter((plan) => plan.target.digest !== '' && hasWrites(plan)).flatMap(planned);
}

function planned(plan: ImagePlan): string[] {
  const { image, copy, move, identity, target, previous } = plan;
  const name = repositoryName(image);
  const what = nameOfImage(identity.version, target.digest);
  const before = previous === null ? 'nothing' : nameOfImage(previous.version, previous.digest);
  const tags = tagsOf(plan, true).filter((tag) => tag !== move?.environment && !plan.unchangedTags.includes(tag));
  return [
    ...(copy && hasCopying(copy) ? [`would copy ${repositoryName(copy.source)} → ${name}: ${what}`] : []),
    ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
    ...(move ? [`would point ${name}:${move.environment}: ${before} → ${what}`] : []),
  ];
}
