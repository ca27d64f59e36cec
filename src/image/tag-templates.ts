import { ActionError } from '../errors.ts';
import {
  hideUserInfo,
  isTag,
  lowerCaseRepository,
  parseReference,
  type Repository,
  repositoryName,
} from './reference.ts';
import { branchTagProblem, leftOut, shortSha } from './tags.ts';
import { versionParts, versionToTag } from './version.ts';

/** The values of placeholders; null for a placeholder without a value in this run. */
export interface TagValues {
  readonly version: string | null;
  /** the full commit */
  readonly commit: string | null;
  readonly shaLength: number;
  readonly branch: string | null;
  /** null if templates may not use {{environment}} */
  readonly environment: string | null;
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const NAMES = ['version', 'major', 'minor', 'patch', 'prerelease', 'build', 'sha', 'branch'];

export const DEFAULT_TAGS = ['{{version}}', '{{version}}-{{sha}}', '{{major}}.{{minor}}', 'git-{{sha}}'];

/** The tags that templates produce. */
export interface RenderedTags {
  readonly tags: readonly string[];
  /** those of them that {{branch}} decides: they are left out where they may not be written */
  readonly branchTags: readonly string[];
  /** a warning for each tag that is left out because of the name of the branch */
  readonly warnings: readonly string[];
  /** INPUT_INVALID for each template that does not work */
  readonly problems: readonly ActionError[];
}

function valueFor(name: string, values: TagValues): string | null {
  const { version, commit } = values;
  if (name === 'environment') return values.environment;
  if (name === 'sha') return commit && shortSha(commit, values.shaLength);
  // a tag starts with a letter, a digit or "_"
  if (name === 'branch') return values.branch?.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '') || null;
  if (version === null) return null;
  if (name === 'version') return versionToTag(version);
  return versionParts(version)[name as 'major'];
}

/**
 * Renders a tag template.
 * @returns the tag; null if a placeholder has no value: the template is then left out
 * @throws INPUT_INVALID when a placeholder is unknown, or the result is a reference to another image or not a valid tag
 */
export function renderTag(template: string, values: TagValues, images: readonly Repository[]): string | null {
  const known = values.environment === null ? NAMES : [...NAMES, 'environment'];
  let isMissing = false;
  const rendered = template.replace(PLACEHOLDER, (whole, inner: string) => {
    const name = inner.trim();
    if (!known.includes(name)) {
      throw invalid(
        template,
        `${whole} is not a placeholder; expected one of ${known.map((each) => `{{${each}}}`).join(' ')}`,
      );
    }
    const value = valueFor(name, values);
    isMissing ||= value === null || value === '';
    return value ?? '';
  });
  if (hideUserInfo(template) !== template)
    throw invalid(template, 'remove what precedes the @; a user name and a password belong in username and password');
  if (isMissing) return null;
  const tag = rendered.includes('/') || rendered.includes(':') ? tagOfReference(template, rendered, images) : rendered;
  if (!isTag(tag)) {
    const form = 'letters, digits, "_", ".", "-"; at most 128; no "." or "-" first';
    throw new NotATag(template, `"${tag}" cannot be a tag (${form})`);
  }
  return tag;
}

/** Returns the tag of a full reference to one of the images: docker/metadata-action outputs these. */
function tagOfReference(template: string, rendered: string, images: readonly Repository[]): string {
  let reference: ReturnType<typeof parseReference>;
  try {
    reference = parseReference(lowerCaseRepository(rendered));
  } catch {
    throw new NotATag(template, `"${rendered}" is neither a tag nor a reference`);
  }
  const name = repositoryName(reference).toLowerCase();
  if (!images.some((image) => repositoryName(image).toLowerCase() === name)) {
    throw invalid(template, `${repositoryName(reference)} is not the image of this run`);
  }
  if (reference.tag === null) throw invalid(template, 'the reference has no tag');
  return reference.tag;
}

function invalid(template: string, why: string): ActionError {
  return new ActionError('INPUT_INVALID', `The tag template "${hideUserInfo(template)}" does not work: ${why}.`);
}

/** A template whose result is not a valid tag. */
class NotATag extends ActionError {
  /** a clause */
  readonly problem: string;

  constructor(template: string, problem: string) {
    super('INPUT_INVALID', invalid(template, problem).message);
    this.problem = problem;
  }
}

const FROM_BRANCH = /\{\{\s*branch\s*\}\}/;
const FROM_VERSION = /\{\{\s*(?:version|major|minor|patch|prerelease|build)\s*\}\}/;

/**
 * Renders templates; one with a placeholder that has no value is left out. The name of a branch is anyone's choice, so it
 * fails no run: a tag that {{branch}} decides is left out, with a warning, where it is not a valid tag, or looks like a
 * version or a commit.
 */
export function renderTags(
  templates: readonly string[],
  values: TagValues,
  images: readonly Repository[],
): RenderedTags {
  const isOfBranch = (template: string) => values.branch !== null && FROM_BRANCH.test(template);
  // true where only the branch decides the tag: what another template produces, too, it does not
  const tags = new Map<string, boolean>();
  const warnings: string[] = [];
  const problems: ActionError[] = [];
  for (const template of templates) {
    try {
      if (isOfBranch(template) && valueFor('branch', values) === null)
        throw new NotATag(template, 'it has no character that a tag can have');
      const tag = renderTag(template, values, images);
      if (tag === null) continue;
      const isBranchTag = isOfBranch(template) && !FROM_VERSION.test(template);
      const problem = isBranchTag ? branchTagProblem(tag) : null;
      if (problem === null) tags.set(tag, isBranchTag && tags.get(tag) !== false);
      else if (!tags.has(tag)) warnings.push(leftOut(template, `branch "${values.branch}": ${problem}`));
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      if (isOfBranch(template) && error instanceof NotATag)
        warnings.push(leftOut(template, `branch "${values.branch}": ${error.problem}`));
      else problems.push(error);
    }
  }
  const branchTags = [...tags].flatMap(([tag, isBranchTag]) => (isBranchTag ? [tag] : []));
  return { tags: [...tags.keys()], branchTags, warnings, problems };
}
