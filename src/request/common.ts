import type { Context } from '../github/context.ts';
import { GUARD_NAMES, type GuardName } from '../guards/names.ts';
import { distinct, findDuplicate, hideUserInfo, parseImage, type Repository } from '../image/reference.ts';
import { renderTag } from '../image/tag-templates.ts';
import { environmentProblem, reservedTagProblem } from '../image/tags.ts';
import { didYouMean } from '../util/nearest.ts';
import type { InputReader } from './input-reader.ts';
import type { Mode, UpdateInputs } from './request.ts';

/** The maximum length of a reason in the history, in characters. */
const MAX_REASON = 1000;

/** The values of the inputs that every mode takes. */
export type CommonInputs = ReturnType<typeof readCommon>;

/** Reads the inputs that every mode takes. @param ignored inputs that were given, but are not used by this mode */
export function readCommon(mode: Mode, input: InputReader, context: Context, ignored: readonly string[]) {
  const images = readImages(mode, input);
  return {
    images,
    shaLength: readShaLength(input),
    dryRun: input.boolean('dry-run', false),
    history: input.boolean('history', true),
    plainHttp: input.boolean('plain-http', false),
    credential: readCredential(mode, input, context, images[0]),
    githubToken: input.text('github-token'),
    policy: input.policy,
    context,
    ignored,
    notices: [],
    // the reader's own list: later inputs add to it
    logLines: input.logLines,
  };
}

function readImages(mode: Mode, input: InputReader): readonly Repository[] {
  const lines = input.lines('image');
  const isFile = mode === 'promote' && input.text('from-file') !== null;
  const fromPolicy = lines.length === 0 ? (input.policy?.images ?? []) : [];
  if (lines.length === 0 && fromPolicy.length === 0 && !isFile)
    input.problem('image is missing: set it to [registry/]namespace/repository.');
  const named = lines.flatMap((line) =>
    input.attempt<Repository[]>(() => [input.repository('image', line, parseImage)], []),
  );
  const parsed = [...named, ...fromPolicy];
  const duplicate = findDuplicate(parsed);
  if (duplicate !== null && mode === 'promote' && input.lines('destination').length > 0)
    input.problem(`image names ${duplicate} twice: with destination each line must be a different image.`);
  const images = distinct(parsed);
  if (mode === 'build' && images.length > 1)
    input.problem(
      `A build takes one image: expected one line in image, got ${images.length}${lines.length === 0 ? ' in the policy' : ''}.`,
    );
  return images;
}

function readShaLength(input: InputReader): number {
  const text = input.text('sha-length') ?? '7';
  const length = /^\d+$/.test(text) ? Number(text) : 0;
  if (length >= 7 && length <= 40) return length;
  input.problem(`sha-length: expected a whole number from 7 to 40, got "${hideUserInfo(text)}".`);
  return 7;
}

function readCredential(mode: Mode, input: InputReader, context: Context, first: Repository | undefined) {
  const username = input.text('username');
  const password = input.text('password');
  // a pull request from a fork has no secrets and does not push
  const needsRegistry = mode !== 'build' || input.boolean('push', context.untrusted === null);
  if (needsRegistry && (username === null) !== (password === null))
    input.problem('Set both username and password: one of them is missing.');
  return username !== null && password !== null && first ? { username, password, registry: first.registry } : null;
}

/**
 * Reads the inputs of every mode that updates an environment.
 * @param environments the names that a tag without a placeholder must not have
 * @param images the repositories whose full references count as tags
 */
export function readUpdate(
  input: InputReader,
  environment: string | null,
  environments: readonly string[],
  images: readonly Repository[],
): UpdateInputs {
  const allow = input.list('allow').flatMap((word): GuardName[] => {
    if ((GUARD_NAMES as readonly string[]).includes(word)) return [word as GuardName];
    input.problem(
      `allow: unknown guard "${hideUserInfo(word)}".${didYouMean(word, GUARD_NAMES)} Known: ${GUARD_NAMES.join(', ')}.`,
    );
    return [];
  });
  return {
    environmentTags: readEnvironmentTags(input, environment, environments, images),
    allow: [...new Set(allow)],
    transport: input.choice('transport', ['registry', 'docker'], 'registry'),
    deployment: input.boolean('deployment', false),
    records: input.boolean('records', false),
    environmentUrl: readEnvironmentUrl(input),
  };
}

/** The longest URL that is taken, in characters. */
const MAX_URL = 2000;

/** Reads `environment-url`: GitHub would refuse the status of a deployment with another text. */
function readEnvironmentUrl(input: InputReader): string | null {
  const text = input.text('environment-url');
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLink = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!isLink || text.length > MAX_URL)
    input.problem(`environment-url: expected a URL such as https://shop.example.com, got "${hideUserInfo(text)}".`);
  return text;
}

function readEnvironmentTags(
  input: InputReader,
  environment: string | null,
  environments: readonly string[],
  images: readonly Repository[],
): readonly string[] {
  const given = input.lines('environment-tags');
  const templates = given.length > 0 ? given : ['{{environment}}'];
  const sample = {
    ...{ version: '1.2.3', commit: '0'.repeat(40), shaLength: 7, branch: 'main' },
    // an invalid name is a problem of its own
    environment: environment === null || environmentProblem(environment) !== null ? 'x' : environment,
  };
  const reserved = [...environments, ...(environment === null ? [] : [environment])];
  for (const template of templates) {
    const tag = input.attempt(() => renderTag(template, sample, images), null);
    const isChecked = tag !== null && !template.includes('{{') && tag !== environment;
    const problem = isChecked ? reservedTagProblem(tag, reserved) : null;
    if (problem) input.problem(`environment-tags produces a tag that is not allowed, "${tag}": ${problem}.`);
  }
  return templates;
}

/** Reads the environment of a mode that needs one. @returns '' where it is missing: that is a problem already */
export function readEnvironmentName(mode: Mode, input: InputReader): string {
  const environment = input.text('environment');
  if (environment === null) input.problem(`${mode} needs environment.`);
  else input.checkEnvironment(environment);
  return environment ?? '';
}

/** Reads `reason`. A long one is truncated, because every run reads the whole history. */
export function readReason(input: InputReader): string | null {
  const reason = input.text('reason');
  if (reason === null || reason.length <= MAX_REASON) return reason;
  // do not cut a surrogate pair in half
  return `${reason.slice(0, MAX_REASON - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
