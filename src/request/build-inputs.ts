import type { Checkout } from '../github/checkout.ts';
import type { Context } from '../github/context.ts';
import { STAMPED } from '../image/identity.ts';
import { isCommit, isDigest, type Repository } from '../image/reference.ts';
import { DEFAULT_TAGS, renderTag, reservedTagProblem, ruleOf } from '../image/tags.ts';
import { parseVersion } from '../image/version.ts';
import type { InputReader } from './input-reader.ts';
import type { DockerInputs } from './request.ts';

/** Reads what only a build takes; the tags are rendered, since all they are made of is known. */
export function readBuild(
  input: InputReader,
  context: Context,
  checkout: Checkout | null,
  images: readonly Repository[],
) {
  const commit = readCommit(input, context, checkout);
  const version = readVersion(input, context);
  const environment = input.text('environment');
  const stages = input.stages('environments', environment);
  const digest = input.text('digest');
  if (digest !== null && !isDigest(digest)) input.problem(`digest is "${digest}", which is no sha256 digest.`);
  const given = input.lines('tags');
  const templates = [
    ...(given.length > 0 ? given : DEFAULT_TAGS),
    ...(input.boolean('latest', false) ? ['latest'] : []),
  ];
  const values = {
    version,
    commit,
    shaLength: Number(input.text('sha-length') ?? '7') || 7,
    branch: context.branch,
    environment: null,
  };
  const tags = templates.flatMap((template) => {
    const tag = input.attempt(() => renderTag(template, values, images), null);
    return tag === null ? [] : [tag];
  });
  const environments = [...stages, ...(environment === null ? [] : [environment])];
  for (const tag of new Set(tags)) {
    const problem = ruleOf(tag, commit) === 'free' ? reservedTagProblem(tag, environments) : null;
    if (problem) input.problem(`tags cannot give "${tag}": ${problem}.`);
  }
  const push = input.boolean('push', !context.isFork);
  if (!push && digest !== null)
    input.problem('digest adopts an image in the registry, and push: false asks no registry. Leave one of them out.');
  const notices =
    context.isFork && input.text('push') === null
      ? ['This is a pull request from a fork, which may not push: the image is built, and nothing is written.']
      : [];
  const docker = readDocker(input);
  const ignored = docker.labels
    .map((label) => label.split('=')[0]?.trim() ?? '')
    .filter((key) => STAMPED.includes(key));
  if (ignored.length > 0)
    notices.push(`labels: ${ignored.join(', ')} are stamped by the build itself; what was given is ignored.`);
  return { commit, checkout, version, stages, digest, docker, push, tags: [...new Set(tags)], notices };
}

function readCommit(input: InputReader, context: Context, checkout: Checkout | null): string {
  const given = input.text('sha')?.toLowerCase() ?? null;
  if (given !== null && !isCommit(given))
    input.problem(`sha is "${given}". It takes the full commit, 40 hex characters.`);
  const commit = given ?? checkout?.commit ?? context.commit;
  if (commit === null) input.problem('There is no commit: check the repository out before this step, or give sha.');
  return commit ?? '';
}

function readVersion(input: InputReader, context: Context): string | null {
  const given = input.text('version');
  if (given !== null) {
    const version = parseVersion(given);
    if (version === null) input.problem(`version is "${given}", which is no semantic version such as 1.2.3.`);
    return version;
  }
  const prefix = input.text('tag-prefix') ?? '';
  const tag = context.gitTag;
  return tag?.startsWith(prefix) ? parseVersion(tag.slice(prefix.length)) : null;
}

function readDocker(input: InputReader): DockerInputs {
  const secrets = input.quotedLines('secrets');
  secrets.forEach((secret, index) => {
    // its words are not shown: they may be the secret
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
