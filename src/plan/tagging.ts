import { ActionError } from '../errors.ts';
import type { TagFacts } from '../facts/types.ts';
import type { Check, GuardSubject } from '../guards/guard.ts';
import { overwrite } from '../guards/overwrite.ts';
import { floatingTagProblem } from '../image/order.ts';
import { leftOut, reservedTagProblem, ruleOf, type TagWrite, versionsIn } from '../image/tags.ts';

/** What is decided about the tags of one image. */
export interface Tagging {
  readonly writes: readonly TagWrite[];
  /** tags that are on the image already */
  readonly unchangedTags: readonly string[];
  readonly checks: readonly Check[];
  readonly problems: readonly ActionError[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** what is said in the log alone */
  readonly log: readonly string[];
}

export interface TaggingInput {
  readonly subject: GuardSubject;
  /** rendered tags, without the environment's own */
  readonly tags: readonly string[];
  /** those of them that come from the name of the branch: they are left out where they may not be written */
  readonly branchTags: readonly string[];
  /** a warning for each tag that is left out already */
  readonly warnings: readonly string[];
  readonly facts: TagFacts;
  /** environments that this run knows of */
  readonly environments: readonly string[];
  /** the repository that the image is copied from; null where it is not copied */
  readonly source?: string | null;
  /** a rollback does not move fixed tags */
  readonly isRollback: boolean;
  /** whether this run is for a release that is marked as a pre-release: it moves no floating tag */
  readonly isPrerelease: boolean;
}

/** The decision about one tag; empty if it is skipped silently. */
interface TagDecision extends Partial<Omit<Tagging, 'writes' | 'unchangedTags'>> {
  readonly write?: TagWrite;
  readonly unchangedTag?: string;
}

/**
 * Decides for each tag by its rule whether it is written, stays, or is refused.
 * @returns what to write; tags that are on the image already; the check of `overwrite` for every fixed tag
 */
export function planTags(input: TaggingInput): Tagging {
  const present = new Set([...versionsIn(input.facts.list ?? []), ...(input.facts.versions ?? [])]);
  const environments = new Set(input.environments);
  const decisions = [...new Set(input.tags)].map((tag) => decideTag(input, tag, present, environments));
  const all = <K extends 'checks' | 'problems' | 'warnings' | 'notices' | 'log'>(key: K) =>
    decisions.flatMap((decision) => (decision[key] ?? []) as Tagging[K][number][]);
  return {
    writes: decisions.flatMap(({ write }) => write ?? []),
    unchangedTags: decisions.flatMap(({ unchangedTag }) => unchangedTag ?? []),
    ...{ checks: all('checks'), problems: all('problems') },
    ...{ warnings: [...input.warnings, ...all('warnings')], notices: all('notices'), log: all('log') },
  };
}

function decideTag(
  input: TaggingInput,
  tag: string,
  present: ReadonlySet<string>,
  environments: ReadonlySet<string>,
): TagDecision {
  const { subject, facts, isRollback, branchTags } = input;
  const was = facts.now.get(tag) ?? null;
  const rule = ruleOf(tag, subject.identity.revision, environments);
  const reserved = rule === 'free' ? reservedProblem(tag, input) : null;
  if (reserved !== null) {
    if (branchTags.includes(tag)) return { warnings: [leftOut(tag, reserved)] };
    const message = `${subject.image}: a template produces the tag "${tag}": ${reserved}.`;
    return { problems: [new ActionError('INPUT_INVALID', message)] };
  }
  if (was !== null && was === subject.digest) return { unchangedTag: tag };
  if (rule === 'floating') return decideFloating(input, { tag, was }, present);
  if (rule === 'free') return { write: { tag, was } };
  if (isRollback) return was === null ? {} : { notices: [`${subject.image}:${tag} not moved: a rollback leaves it.`] };
  const check = checkOverwrite(input, tag, was);
  return { ...(check ? { checks: [check] } : {}), ...(check?.verdict === 'refused' ? {} : { write: { tag, was } }) };
}

function decideFloating(
  { subject, isPrerelease, facts }: TaggingInput,
  write: TagWrite,
  present: ReadonlySet<string>,
): TagDecision {
  const { version } = subject.identity;
  const stays = `${subject.image}:${write.tag} not moved`;
  // most builds have no version: not worth an annotation
  if (version === null) return { log: [`${stays}: this image has no version.`] };
  if (facts.listRefused && !isPrerelease) return { problems: [facts.listRefused] };
  const why = isPrerelease
    ? `the release of ${version} is marked as a pre-release`
    : floatingTagProblem(write.tag, version, present);
  return why === null ? { write } : { notices: [`${stays}: ${why}.`] };
}

/** Why a free tag may not be written, as a clause; null where it may. */
function reservedProblem(tag: string, { facts, environments }: TaggingInput): string | null {
  return facts.environments.has(tag)
    ? `"${tag}" has a history, so it is an environment, which moves by promotion`
    : reservedTagProblem(tag, environments);
}

/** The tag `V-{{sha}}` may move with a build that overrides `rebuild`. */
function checkOverwrite({ subject, source }: TaggingInput, tag: string, was: string | null): Check | null {
  const isBuild = ruleOf(tag, subject.identity.revision) === 'build';
  const allow = isBuild && subject.allow.includes('rebuild') ? [...subject.allow, overwrite.name] : subject.allow;
  return overwrite.check({ ...subject, allow }, tag, was, source ?? null);
}
