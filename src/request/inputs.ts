import { readFileSync, statSync } from 'node:fs';
import type { Checkout } from '../github/checkout.ts';
import type { Context } from '../github/context.ts';
import { GUARD_NAMES, type GuardName } from '../guards/table.ts';
import { distinct, findDuplicate, isDigest, isTag, parseImage, type Repository } from '../image/reference.ts';
import { renderTag, reservedTagProblem } from '../image/tags.ts';
import { parseVersion } from '../image/version.ts';
import { readBuild } from './build-inputs.ts';
import { noticesOf, readDestinations } from './destinations.ts';
import { readFromFile, sourceOf } from './from-file.ts';
import { type GetInput, InputReader } from './input-reader.ts';
import { type FileEntry, MODES, type Mode, type PromoteRequest, type Request, type Source } from './request.ts';

const EVERYWHERE = [
  'mode',
  'image',
  'sha-length',
  'dry-run',
  'history',
  'username',
  'password',
  'plain-http',
  'github-token',
];
/** in bytes */
const MAX_FILE = 4 * 1024 * 1024;
/** in characters */
const MAX_REASON = 1000;
const POINTING = ['environment', 'environment-tags', 'allow', 'transport'];
const DOCKER = [
  'context',
  'file',
  'target',
  'platforms',
  'build-args',
  'secrets',
  'labels',
  'cache-from',
  'cache-to',
  'builder',
  'pull',
  'no-cache',
  'provenance',
  'sbom',
];
const KNOWN: Record<Mode, readonly string[]> = {
  build: [...POINTING, ...DOCKER, 'version', 'tag-prefix', 'environments', 'sha', 'digest', 'push', 'tags', 'latest'],
  promote: [...POINTING, 'version', 'from', 'from-file', 'environments', 'reason', 'destination', 'with'],
  rollback: [...POINTING, 'version', 'reason'],
  status: ['version', 'environments'],
};
/** What the metadata fills in where nothing was given. */
const DEFAULTS: Record<string, string> = {
  context: '.',
  latest: 'false',
  'environment-tags': '{{environment}}',
  transport: 'registry',
  with: 'all',
  pull: 'false',
  'no-cache': 'false',
};
const UNSERVED: Record<string, readonly string[]> = {
  deployment: ['false', 'False', 'FALSE'],
  page: [],
};

/**
 * Reads all inputs into what is asked of this run.
 * @param get reads one input
 * @param checkout what is checked out in the workspace; only a build looks
 * @throws INPUT_INVALID with every problem of the inputs, before any request
 */
export function readInputs(get: GetInput, context: Context, checkout: Checkout | null): Request {
  const input = new InputReader(get);
  if (!input.text('mode')) input.problem(`mode is missing. It takes ${MODES.join(', ')}.`);
  const mode = input.choice('mode', MODES, 'status');
  for (const name of Object.keys(UNSERVED)) {
    if (isUsed(input, name)) input.problem(`${name} is not served yet by this version of the action. Leave it out.`);
  }
  const request = byMode(mode, input, context, checkout);
  const refusal = input.refusal();
  if (refusal) throw refusal;
  return request;
}

/** Whether an input has a value other than the one that the metadata fills in, or that changes nothing. */
function isUsed(input: InputReader, name: string): boolean {
  const value = input.text(name);
  return value !== null && value !== DEFAULTS[name] && !UNSERVED[name]?.includes(value);
}

function byMode(mode: Mode, input: InputReader, context: Context, checkout: Checkout | null): Request {
  const common = readCommon(mode, input, context);
  if (mode === 'status') {
    return { ...common, mode, environments: input.stages('environments'), version: namedVersion(input) };
  }
  const environment = input.text('environment');
  if (environment === null && mode !== 'build')
    input.problem(`${mode} needs environment: the name of the environment to point.`);
  if (environment !== null) input.checkEnvironment(environment);
  if (mode === 'promote') return readPromote(input, common, environment);
  const pointing = { ...common, ...readPointing(mode, input, environment, common.images) };
  if (mode === 'rollback') return { ...pointing, mode, environment: environment ?? '', version: namedVersion(input) };
  // without an image there is a problem, and no request
  const image = common.images[0] ?? { registry: '', repository: '' };
  const build = readBuild(input, context, checkout, common.images);
  return { ...pointing, ...build, mode, image, images: [image], environment };
}

function readPromote(
  input: InputReader,
  common: ReturnType<typeof readCommon>,
  environment: string | null,
): PromoteRequest {
  const source = readSource(input, environment);
  const images = source.kind === 'file' ? source.entries.map(sourceOf) : common.images;
  const destinations = readDestinations(input, images, source);
  return {
    ...common,
    // the environment's tags are put where the image goes
    ...readPointing('promote', input, environment, destinations),
    mode: 'promote',
    notices: noticesOf(input, images, destinations),
    environment: environment ?? '',
    images,
    source,
    stages: input.stages('environments', environment),
    destinations,
    with: input.choice('with', ['all', 'image'], 'all'),
  };
}

function readCommon(mode: Mode, input: InputReader, context: Context) {
  const lines = input.lines('image');
  const isFile = mode === 'promote' && input.text('from-file') !== null;
  if (lines.length === 0 && !isFile) input.problem('image is missing: name it as [registry/]namespace/repository.');
  const parsed = lines.flatMap((line) => input.attempt<Repository[]>(() => [parseImage(line)], []));
  const twice = findDuplicate(parsed);
  if (twice !== null && mode === 'promote' && input.lines('destination').length > 0)
    input.problem(`image names ${twice} twice: with destination each line is another image.`);
  const images = distinct(parsed);
  if (mode === 'build' && images.length > 1)
    input.problem('A build takes one image; there are several lines in image.');
  const text = input.text('sha-length') ?? '7';
  const shaLength = /^\d+$/.test(text) ? Number(text) : 0;
  if (shaLength < 7 || shaLength > 40) input.problem('sha-length takes a whole number from 7 to 40.');
  const username = input.text('username');
  const password = input.text('password');
  // a fork's pull request has no secrets, and does not push
  const asksRegistry = mode !== 'build' || input.boolean('push', !context.isFork);
  if (asksRegistry && (username === null) !== (password === null))
    input.problem('username and password go together; one of them is missing.');
  const others = new Set(Object.values(KNOWN).flat());
  for (const name of [...EVERYWHERE, ...KNOWN[mode]]) others.delete(name);
  return {
    images,
    shaLength: shaLength || 7,
    dryRun: input.boolean('dry-run', false),
    history: input.boolean('history', true),
    plainHttp: input.boolean('plain-http', false),
    credential: username !== null && password !== null ? { username, password } : null,
    githubToken: input.text('github-token'),
    context,
    ignored: [...others].filter((name) => isUsed(input, name)),
    notices: [],
  };
}

function readPointing(mode: Mode, input: InputReader, environment: string | null, images: readonly Repository[]) {
  const allow = input.list('allow').flatMap((word): GuardName[] => {
    if ((GUARD_NAMES as readonly string[]).includes(word)) return [word as GuardName];
    input.problem(`allow names "${word}", which is no guard. There are ${GUARD_NAMES.join(', ')}.`);
    return [];
  });
  const given = input.lines('environment-tags');
  const environmentTags = given.length > 0 ? given : ['{{environment}}'];
  const sample = {
    version: '1.2.3',
    commit: '0'.repeat(40),
    shaLength: 7,
    branch: 'main',
    environment: environment ?? 'x',
  };
  const stages = mode === 'rollback' ? [] : input.list('environments');
  const environments = [...stages, ...(environment === null ? [] : [environment])];
  for (const template of environmentTags) {
    const tag = input.attempt(() => renderTag(template, sample, images), null);
    const reserved =
      tag === null || template.includes('{{') || tag === environment ? null : reservedTagProblem(tag, environments);
    if (reserved) input.problem(`environment-tags cannot give "${tag}": ${reserved}.`);
  }
  return {
    environmentTags,
    allow: [...new Set(allow)],
    transport: input.choice('transport', ['registry', 'docker'], 'registry'),
    reason: mode === 'build' ? null : readReason(input),
  };
}

/** Kept in the history, of which every run reads all: a long one is cut. */
function readReason(input: InputReader): string | null {
  const reason = input.text('reason');
  if (reason === null || reason.length <= MAX_REASON) return reason;
  // no half of a character stays behind
  return `${reason.slice(0, MAX_REASON - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** `version` outside build: a version, a tag, a commit or a digest. */
function namedVersion(input: InputReader): string | null {
  const text = input.text('version');
  if (text === null || isDigest(text) || isTag(text) || parseVersion(text) !== null) return text;
  input.problem(`version is "${text}", which is no version, tag, commit or digest.`);
  return null;
}

/** Reads a file of at most 4 MiB; anything but a regular file could go on for ever. */
function readSmallFile(path: string): string {
  const found = statSync(path);
  const code = !found.isFile() ? 'no regular file' : found.size > MAX_FILE ? 'larger than 4 MiB' : null;
  if (code !== null) throw Object.assign(new Error(code), { code });
  return readFileSync(path, 'utf8');
}

function readSource(input: InputReader, environment: string | null): Source {
  const text = namedVersion(input);
  const from = input.text('from');
  const file = input.text('from-file');
  const given = [
    ['version', input.text('version')],
    ['from', from],
    ['from-file', file],
  ]
    .filter(([, value]) => value !== null)
    .map(([name]) => name);
  if (given.length > 1) input.problem(`${given.join(' and ')} do not go together: each says which image to promote.`);
  if (given.length === 0) input.problem('promote needs version, from or from-file: which image to promote.');
  if (file !== null && input.text('password') !== null)
    input.problem(
      'from-file and password do not go together: the file names the registries, and the password could go to any. Log in to the registry before this step.',
    );
  if (file !== null && input.lines('image').length > 0)
    input.problem('image and from-file do not go together: the file names the images.');
  if (from !== null) {
    input.checkEnvironment(from);
    if (from === environment) input.problem(`from and environment are both ${from}: there is nothing to promote.`);
    return { kind: 'environment', name: from };
  }
  if (file === null) return { kind: 'named', text: text ?? '' };
  return {
    kind: 'file',
    entries: input.attempt<FileEntry[]>(() => readFromFile(file, readSmallFile, environment), []),
  };
}
