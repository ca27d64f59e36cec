import { ActionError } from '../errors.ts';
import type { TagFacts } from '../facts/types.ts';
import type { Check, GuardSubject } from '../guards/guard.ts';
import { overwrite } from '../guards/overwrite.ts';
import { floatingTagProblem } from '../image/order.ts';
import { reservedTagProblem, ruleOf, type TagWrite, versionsIn } from '../image/tags.ts';

/** What is decided about the tags of one image. */
export interface Tagging {
  readonly writes: readonly TagWrite[];
  /** tags that are on the image already */
  readonly unchangedTags: readonly string[];
  readonly checks: readonly Check[];
  readonly problems: readonly ActionError[];
  readonly notices: readonly string[];
}

export interface TaggingInput {
  readonly subject: GuardSubject;
  /** rendered tags, without the environment's own */
  readonly tags: readonly string[];
  readonly facts: TagFacts;
  /** environments that this run knows of */
  readonly environments: readonly string[];
  /** the repository that the image is copied from; null where it is not copied */
  readonly source?: string | null;
  /** a rollback does not move fixed tags */
  readonly isRollback: boolean;
}

/**
 * Decides for each tag by its rule whether it is written, stays, or is refused.
 * @returns what to write; tags that are on the image already; the check of `overwrite` for every fixed tag
 */
export function planTags(input: TaggingInput): Tagging {
  const writes: TagWrite[] = [];
  const unchangedTags: string[] = [];
  const checks: Check[] = [];
  const problems: ActionError[] = [];
  const notices: string[] = [];
  const { subject, facts, environments, isRollback } = input;
  const present = versionsIn(facts.list ?? []);
  for (const tag of new Set(input.tags)) {
    const was = facts.now.get(tag) ?? null;
    const rule = ruleOf(tag, subject.identity.revision, environments);
    const reserved = rule === 'free' ? reservedProblem(tag, input) : null;
    if (reserved) {
      problems.push(reserved);
    } else if (was !== null && was === subject.digest) {
      unchangedTags.push(tag);
    } else if (rule === 'floating') {
      const { version } = subject.identity;
      const why = version === null ? 'this image has no version' : floatingTagProblem(tag, version, present);
      if (why === null) writes.push({ tag, was });
      else notices.push(`${subject.image}:${tag} not moved: ${why}.`);
    } else if (rule === 'free') {
      writes.push({ tag, was });
    } else if (isRollback) {
      if (was !== null) notices.push(`${subject.image}:${tag} not moved: a rollback leaves it.`);
    } else {
      const check = checkOverwrite(input, tag, was);
      if (check) checks.push(check);
      if (check?.verdict !== 'refused') writes.push({ tag, was });
    }
  }
  return { writes, unchangedTags, checks, problems, notices };
}

/** Why a free tag may not be written; null where it may. */
function reservedProblem(tag: string, { facts, environments, subject }: TaggingInput): ActionError | null {
  const problem = facts.environments.has(tag)
    ? `"${tag}" has a history, so it is an environment, which moves by promotion`
    : reservedTagProblem(tag, environments);
  if (problem === null) return null;
  return new ActionError('INPUT_INVALID', `${subject.image}: a template produces the tag "${tag}": ${problem}.`);
}

/** The tag `V-{{sha}}` may move with a build that overrides `rebuild`. */
function checkOverwrite({ subject, source }: TaggingInput, tag: string, was: string | null): Check | null {
  const isBuild = ruleOf(tag, subject.identity.revision) === 'build';
  const allow = isBuild && subject.allow.includes('rebuild') ? [...subject.allow, overwrite.name] : subject.allow;
  return overwrite.check({ ...subject, allow }, tag, was, source ?? null);
}
