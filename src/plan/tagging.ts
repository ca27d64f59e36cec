import { ActionError } from '../errors.ts';
import type { TagFacts } from '../facts/types.ts';
import { type Check, type Guard, violation } from '../guards/guard.ts';
import { shortDigest } from '../image/digest.ts';
import type { Identity } from '../image/identity.ts';
import { floats } from '../image/order.ts';
import { reservedTagProblem, ruleOf, type TagWrite, versionsIn } from '../image/tags.ts';

/** What is decided about the tags of one image. */
export interface Tagging {
  readonly writes: readonly TagWrite[];
  readonly unchangedTags: readonly string[];
  readonly checks: readonly Check[];
  readonly problems: readonly ActionError[];
  readonly notices: readonly string[];
}

export interface TaggingInput {
  /** the image's name, with registry */
  readonly image: string;
  /** rendered tags, without the environment's own */
  readonly tags: readonly string[];
  /** the image they go on; null where it is not built yet */
  readonly digest: string | null;
  readonly identity: Identity;
  readonly facts: TagFacts;
  readonly allow: readonly Guard[];
  /** environments that this run knows of */
  readonly environments: readonly string[];
  /** where the image is copied from; null where it is not */
  readonly source?: string | null;
  /** a rollback leaves fixed tags where they are */
  readonly isRollback: boolean;
}

/**
 * Decides for each tag by its rule whether it is put, stays, or is refused.
 * @returns what to write; tags that are on the image already; the guard `overwrite` for every fixed tag
 */
export function planTags(input: TaggingInput): Tagging {
  const writes: TagWrite[] = [];
  const unchangedTags: string[] = [];
  const checks: Check[] = [];
  const problems: ActionError[] = [];
  const notices: string[] = [];
  const present = versionsIn(input.facts.list ?? []);
  for (const tag of new Set(input.tags)) {
    const was = input.facts.now.get(tag) ?? null;
    const rule = ruleOf(tag, input.identity.revision, input.environments);
    const reserved = rule === 'free' ? reservedProblem(tag, input) : null;
    if (reserved) {
      problems.push(reserved);
    } else if (was !== null && was === input.digest) {
      unchangedTags.push(tag);
    } else if (rule === 'floating') {
      const why =
        input.identity.version === null ? 'this image has no version' : floats(tag, input.identity.version, present);
      if (why === true) writes.push({ tag, was });
      else notices.push(`${input.image}:${tag} is left where it is: ${why}.`);
    } else if (rule === 'free') {
      writes.push({ tag, was });
    } else if (input.isRollback) {
      if (was !== null) notices.push(`${input.image}:${tag} is left where it is by a rollback.`);
    } else {
      const check = overwrite(input, tag, was);
      if (check) checks.push(check);
      if (check?.verdict !== 'refused') writes.push({ tag, was });
    }
  }
  return { writes, unchangedTags, checks, problems, notices };
}

/** Why a free tag is not to be put; null where it may. */
function reservedProblem(tag: string, { facts, environments, image }: TaggingInput): ActionError | null {
  const problem = facts.environments.has(tag)
    ? `"${tag}" has a history, so it is an environment, which moves by promotion`
    : reservedTagProblem(tag, environments);
  if (problem === null) return null;
  return new ActionError('INPUT_INVALID', `${image}: the tag "${tag}" cannot be put by a template: ${problem}.`);
}

/** `overwrite`: a fixed tag stays with its image. The tag of a build may move with a build that `rebuild` lets through. */
function overwrite(
  { image, digest, allow, identity, source }: TaggingInput,
  tag: string,
  was: string | null,
): Check | null {
  if (was === null) return null;
  const isBuild = ruleOf(tag, identity.revision) === 'build';
  const lifted = isBuild && allow.includes('rebuild') ? [...allow, 'overwrite' as const] : allow;
  const other =
    digest === null ? 'the image that would be built' : `${shortDigest(digest)}${source ? ` of ${source}` : ''}`;
  return violation('overwrite', image, `the tag ${tag} exists and names ${shortDigest(was)}, not ${other}.`, lifted);
}
