import type { Checkout, CheckoutResult } from '../github/checkout.ts';
import type { Context } from '../github/context.ts';
import { readRemoteContext, withoutUserinfo } from '../image/build-context.ts';
import { hideUserInfo, isCommit, isDigest, type Repository } from '../image/reference.ts';
import { DEFAULT_TAGS, type RenderedTags, renderTags, type TagValues } from '../image/tag-templates.ts';
import { leftOut, reservedTagProblem, ruleOf } from '../image/tags.ts';
import { parseVersion, versionProblem } from '../image/version.ts';
import { oneLine } from '../util/text.ts';
import { type CommonInputs, readUpdate } from './common.ts';
import { labelNotices, readDocker } from './docker-inputs.ts';
import type { InputReader } from './input-reader.ts';
import type { BuildRequest, DockerInputs } from './request.ts';

/** Reads the inputs of `build`. The tags are rendered: everything in their templates is known. */
export function readBuild(input: InputReader, common: CommonInputs, found: CheckoutResult): BuildRequest {
  const { context, images, shaLength } = common;
  const commit = readCommit(input, context, found.checkout);
  const docker = readDocker(input);
  const checkout = ownCheckout(docker, commit, found.checkout);
  const version = readVersion(input, context);
  const environment = input.text('environment');
  if (environment !== null) input.checkEnvironment(environment);
  const stages = input.stages();
  const digest = input.text('digest');
  if (digest !== null && !isDigest(digest)) input.problem(`digest: "${hideUserInfo(digest)}" is not a valid digest.`);
  const environments = [...stages, ...(environment === null ? [] : [environment])];
  const values = { version, commit, shaLength, branch: context.branch, environment: null };
  const tags = readTags(input, values, images, environments);
  const push = input.boolean('push', context.untrusted === null);
  // in a fork's pull request nobody asked for it: nothing is adopted there, with a notice
  if (!push && digest !== null && (context.untrusted === null || input.text('push') !== null))
    input.problem('Use either digest or push: false: an image of the registry cannot be adopted without the registry.');
  // without an image there is a problem, and the request does not count
  const image = images[0] ?? { registry: '', repository: '' };
  return {
    ...{ ...common, ...readUpdate(input, environment, stages, images), mode: 'build', image, images: [image] },
    ...{ commit, checkout, checkoutProblem: found.problem, version, environment, stages, digest, docker, push },
    ...{ ...tags, reason: null },
    notices: [
      ...untrustedNotices(input, context),
      ...checkoutNotices(input, found),
      ...versionNotices(input, context, version),
      ...labelNotices(docker),
    ],
  };
}

/** The checkout that is built. Beside a URL, the workspace's counts only if it has the same commit. */
function ownCheckout({ context }: DockerInputs, commit: string, checkout: Checkout | null): Checkout | null {
  return readRemoteContext(context) === null || checkout?.commit === commit ? checkout : null;
}

function readTags(
  input: InputReader,
  values: TagValues & { readonly commit: string },
  images: readonly Repository[],
  environments: readonly string[],
): Pick<BuildRequest, 'tags' | 'branchTags' | 'tagWarnings'> {
  const given = input.lines('tags');
  const latest = input.boolean('latest', false) ? ['latest'] : [];
  const templates = [...(given.length > 0 ? given : DEFAULT_TAGS), ...latest];
  const { tags, branchTags, warnings, problems }: RenderedTags = renderTags(templates, values, images);
  for (const { message } of problems) input.problem(message);
  const reserved = new Map<string, string>();
  for (const tag of tags) {
    const problem = ruleOf(tag, values.commit) === 'free' ? reservedTagProblem(tag, environments) : null;
    if (problem === null) continue;
    reserved.set(tag, problem);
    if (!branchTags.includes(tag)) input.problem(`tags produces a tag that is not allowed, "${tag}": ${problem}.`);
  }
  const isAllowed = (tag: string): boolean => !reserved.has(tag);
  return {
    tags: tags.filter(isAllowed),
    branchTags: branchTags.filter(isAllowed),
    tagWarnings: [...warnings, ...[...reserved].map(([tag, problem]) => leftOut(tag, problem))],
  };
}

/** Why a run is not allowed to push, as the beginning of a sentence. */
export const UNTRUSTED = {
  fork: "This run is for a fork's pull request, which is",
  dependabot: "This run is for Dependabot's pull request, which is",
  unreadable: 'The event that started this run cannot be read, so it may be a pull request from a fork, which is',
} as const;

function untrustedNotices(input: InputReader, { untrusted }: Context): string[] {
  if (untrusted === null || input.text('push') !== null || input.text('digest') !== null) return [];
  return [`${UNTRUSTED[untrusted]} not allowed to push: the image is built, and nothing is written.`];
}

/** What precedes a version in a git tag, such as `api/` in `api/v1.2.3`. Numbers alone are a part of the version. */
function prefixIn(gitTag: string): string | undefined {
  const prefix = /^(.*[-/_.@])v?\d+\.\d+\.\d+(?:[-+].*)?$/.exec(gitTag)?.[1];
  return prefix && /[a-z]/i.test(prefix.replace(/^v(?=\d)/, '')) ? prefix : undefined;
}

/** Why a release or a git tag gives no version. */
function versionNotices(input: InputReader, { gitTag }: Context, version: string | null): string[] {
  if (gitTag === null || version !== null || input.text('version') !== null) return [];
  const prefix = input.text('tag-prefix') ?? '';
  const tag = `The git tag ${oneLine(gitTag)} gives no version`;
  if (!gitTag.startsWith(prefix)) return [`${tag}: it does not begin with tag-prefix, "${prefix}".`];
  const rest = gitTag.slice(prefix.length);
  const inner = prefix === '' ? prefixIn(rest) : undefined;
  const hint =
    inner === undefined ? '' : ` Where "${oneLine(inner)}" is the prefix of this image's tags, set tag-prefix.`;
  return [
    `${tag}: ${versionProblem(rest)}. No version tag is written. Use a tag such as ${prefix}v1.2.3, or set version.${hint}`,
  ];
}

/**
 * The commit of this build: the one that `sha` names, else the one that is checked out where the context is, else the
 * event's. A URL is fetched by docker: its commit is what is checked out only if it names that.
 */
function readCommit(input: InputReader, context: Context, checkout: Checkout | null): string {
  const given = input.text('sha')?.toLowerCase() ?? null;
  if (given !== null && !isCommit(given))
    input.problem(`sha: expected a full commit (40 hex characters), got "${hideUserInfo(given)}".`);
  const source = input.text('context') ?? '.';
  const remote = readRemoteContext(source);
  const checkedOut = remote === null || remote.commit === checkout?.commit ? checkout?.commit : null;
  const commit = given ?? checkedOut ?? context.commit;
  if (commit === null) input.problem('No commit is known: check out the repository before this step, or set sha.');
  if (remote !== null && remote.commit !== commit && input.text('digest') === null)
    input.problem(
      `context: "${withoutUserinfo(source)}" is not known to be commit ${commit}: docker would build what it finds there. Check the commit out and set context to its folder, or use a git URL that ends with #${commit}.`,
    );
  return commit ?? '';
}

/** A notice where the checkout could not be read, and the commit of the event is used instead. */
function checkoutNotices(input: InputReader, { checkout, problem }: CheckoutResult): string[] {
  if (checkout !== null || problem === null || input.text('sha') !== null) return [];
  return [`The checkout could not be read (${problem}); the commit of the event is used.`];
}

function readVersion(input: InputReader, context: Context): string | null {
  const given = input.text('version');
  if (given !== null) {
    const version = parseVersion(given);
    if (version === null)
      input.problem(`version: expected a semantic version such as 1.2.3, got "${hideUserInfo(given)}".`);
    return version;
  }
  const prefix = input.text('tag-prefix') ?? '';
  const tag = context.gitTag;
  return tag?.startsWith(prefix) ? parseVersion(tag.slice(prefix.length)) : null;
}
