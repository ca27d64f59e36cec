import type { Checkout } from '../github/checkout.ts';
import type { Context } from '../github/context.ts';
import { STAMPED } from '../image/identity.ts';
import { isCommit, isDigest, type Repository } from '../image/reference.ts';
import { DEFAULT_TAGS, renderTag, reservedTagProblem, ruleOf, type TagValues } from '../image/tags.ts';
import { parseVersion } from '../image/version.ts';
import { type CommonInputs, readUpdate } from './common.ts';
import type { InputReader } from './input-reader.ts';
import type { BuildRequest, DockerInputs } from './request.ts';

/** Reads the inputs of `build`. The tags are rendered: everything in their templates is known. */
export function readBuild(input: InputReader, common: CommonInputs, checkout: Checkout | null): BuildRequest {
  const { context, images, shaLength } = common;
  const commit = readCommit(input, context, checkout);
  const version = readVersion(input, context);
  const environment = input.text('environment');
  if (environment !== null) input.checkEnvironment(environment);
  const stages = input.stages();
  const digest = input.text('digest');
  if (digest !== null && !isDigest(digest)) input.problem(`digest: "${digest}" is not a valid digest.`);
  const environments = [...stages, ...(environment === null ? [] : [environment])];
  const values = { version, commit, shaLength, branch: context.branch, environment: null };
  const tags = readTags(input, values, images, environments);
  const push = input.boolean('push', !context.isFork);
  if (!push && digest !== null)
    input.problem('Use either digest or push: false: an image of the registry cannot be adopted without the registry.');
  const docker = readDocker(input);
  // without an image there is a problem, and the request does not count
  const image = images[0] ?? { registry: '', repository: '' };
  return {
    ...{ ...common, ...readUpdate(input, environment, stages, images), mode: 'build', image, images: [image] },
    ...{ commit, checkout, version, environment, stages, digest, docker, push, tags, reason: null },
    notices: [...forkNotices(input, context), ...labelNotices(docker)],
  };
}

function readTags(
  input: InputReader,
  values: TagValues & { readonly commit: string },
  images: readonly Repository[],
  environments: readonly string[],
): string[] {
  const given = input.lines('tags');
  const latest = input.boolean('latest', false) ? ['latest'] : [];
  const templates = [...(given.length > 0 ? given : DEFAULT_TAGS), ...latest];
  const tags = new Set(
    templates.flatMap((template) => input.attempt(() => renderTag(template, values, images), null) ?? []),
  );
  for (const tag of tags) {
    const problem = ruleOf(tag, values.commit) === 'free' ? reservedTagProblem(tag, environments) : null;
    if (problem) input.problem(`tags produces a tag that is not allowed, "${tag}": ${problem}.`);
  }
  return [...tags];
}

function forkNotices(input: InputReader, { isFork }: Context): string[] {
  if (!isFork || input.text('push') !== null) return [];
  return ["This is a fork's pull request, which is not allowed to push: the image is built, and nothing is written."];
}

function labelNotices({ labels }: DockerInputs): string[] {
  const ignored = labels.map((label) => label.split('=')[0]?.trim() ?? '').filter((key) => STAMPED.includes(key));
  if (ignored.length === 0) return [];
  return [`labels: ${ignored.join(', ')} are set by the build itself; the given values are ignored.`];
}

function readCommit(input: InputReader, context: Context, checkout: Checkout | null): string {
  const given = input.text('sha')?.toLowerCase() ?? null;
  if (given !== null && !isCommit(given))
    input.problem(`sha: expected a full commit (40 hex characters), got "${given}".`);
  const commit = given ?? checkout?.commit ?? context.commit;
  if (commit === null) input.problem('No commit is known: check out the repository before this step, or set sha.');
  return commit ?? '';
}

function readVersion(input: InputReader, context: Context): string | null {
  const given = input.text('version');
  if (given !== null) {
    const version = parseVersion(given);
    if (version === null) input.problem(`version: expected a semantic version such as 1.2.3, got "${given}".`);
    return version;
  }
  const prefix = input.text('tag-prefix') ?? '';
  const tag = context.gitTag;
  return tag?.startsWith(prefix) ? parseVersion(tag.slice(prefix.length)) : null;
}

function readDocker(input: InputReader): DockerInputs {
  const secrets = input.quotedLines('secrets');
  secrets.forEach((secret, index) => {
    // its text is not shown: it may be the secret
    if (secret.indexOf('=') < 1) input.problem(`secrets: item ${index + 1} is not of the form id=value.`);
  });
  return {
    context: input.text('context') ?? '.',
    file: input.text('file'),
    target: input.text('target'),
    platforms: input.list('platforms'),
    buildArgs: input.quotedLines('build-args'),
    secrets,
    labels: input.quotedLines('labels'),
    cacheFrom: input.quotedLines('cache-from'),
    cacheTo: input.quotedLines('cache-to'),
    builder: input.text('builder'),
    pull: input.boolean('pull', false),
    noCache: input.boolean('no-cache', false),
    provenance: input.text('provenance'),
    sbom: input.text('sbom'),
  };
}
