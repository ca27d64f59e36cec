import type { ImageFacts } from '../facts/types.ts';
import type { Check } from '../guards/guard.ts';
import { refusals } from '../guards/table.ts';
import { holdOf } from '../history/records.ts';
import type { Identity } from '../image/identity.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { type RenderedTags, renderTags } from '../image/tag-templates.ts';
import type { TagWrite } from '../image/tags.ts';
import { planMove, type RunInfo } from './move.ts';
import { type Plan, previousOf, type ReadyImagePlan } from './plan.ts';
import { planHold } from './record.ts';
import { planTags } from './tagging.ts';

/** What the tags of an environment are rendered from. */
export interface EnvironmentTagValues {
  /** templates; `{{environment}}` is among them */
  readonly environmentTags: readonly string[];
  readonly shaLength: number;
  readonly branch: string | null;
  /** the repositories that a template may name in a full reference */
  readonly images: readonly Repository[];
}

/**
 * Renders the tags that an environment gets beside its own name, for one image.
 * @throws INPUT_INVALID where a template does not work
 */
export function renderEnvironmentTags(
  { environmentTags, shaLength, branch, images }: EnvironmentTagValues,
  environment: string,
  { version, revision: commit }: Identity,
): Omit<RenderedTags, 'problems'> {
  const values = { version, commit, shaLength, branch, environment };
  const { tags, problems, ...rest } = renderTags(environmentTags, values, images);
  if (problems[0]) throw problems[0];
  return { ...rest, tags: tags.filter((tag) => tag !== environment) };
}

/** How an environment is updated. */
export interface EnvironmentUpdate {
  /** the environment's tags beside its own name */
  readonly rendered: Omit<RenderedTags, 'problems'>;
  /** whether this run is for a release that is marked as a pre-release */
  readonly isPrerelease: boolean;
  /** environments that this run knows of */
  readonly environments: readonly string[];
  readonly isRollback: boolean;
}

/** Plans to move one image's environment, with its tags, after the guards were checked. */
export function planUpdate(
  facts: ImageFacts,
  { rendered, environments, isRollback, isPrerelease }: EnvironmentUpdate,
  checks: readonly Check[],
  run: RunInfo,
): Plan {
  const { environment, image, target, identity, copiedTags } = facts;
  // an override for a second build of a commit does not take a tag from another image
  const allow = run.allowed.filter((guard) => guard !== 'rebuild');
  const tagging = planTags({
    subject: { image: repositoryName(image), digest: target.digest, identity, allow },
    ...rendered,
    tags: [...copiedTags, ...rendered.tags],
    isPrerelease,
    source: facts.copy && repositoryName(facts.copy.source),
    facts: facts.tags,
    environments,
    isRollback,
  });
  const moved = planMove(environment, target, identity, run, facts);
  const isHeldAlone = run.hold && moved.move === null && moved.inProgress === null;
  const { move, inProgress } = isHeldAlone ? planHold(environment, { target, identity }, run, facts) : moved;
  const all = [...checks, ...tagging.checks];
  // a new tag of the copied image is written with it; one that is taken from another image moves with the environment
  const isCopied = ({ tag, was }: TagWrite): boolean => was === null && copiedTags.includes(tag);
  const plan: ReadyImagePlan = {
    kind: 'ready',
    ...{ image, target, identity, move, commitTag: null, built: false },
    copy: facts.copy && { ...facts.copy, tags: tagging.writes.filter(isCopied) },
    previous: previousOf(environment, target, identity),
    environment: environment.name,
    hold: holdOf(environment.history, run.at),
    tags: tagging.writes.filter((write) => !isCopied(write)),
    unchangedTags: [
      ...(environment.live?.digest === target.digest ? [environment.name] : []),
      ...tagging.unchangedTags,
    ],
    historyDigest: environment.history?.digest ?? null,
  };
  return {
    images: [plan],
    checks: all,
    problems: [...refusals(all), ...tagging.problems],
    warnings: [...facts.warnings, ...(environment.warnings ?? []), ...tagging.warnings],
    notices: tagging.notices,
    log: tagging.log,
    inProgress: inProgress ? [inProgress] : [],
  };
}
