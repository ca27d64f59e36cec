import { STAMPED } from '../image/labels.ts';
import { hideUserInfo } from '../image/reference.ts';
import type { InputReader } from './input-reader.ts';
import type { DockerInputs } from './request.ts';

/** An input with one `name=value` per line. */
interface Pairs {
  readonly input: string;
  readonly form: string;
  readonly name: RegExp;
  /** whether a name may stand without a value */
  readonly isValueOptional: boolean;
  /** whether the beginning of a malformed line may be shown */
  readonly isPublic: boolean;
}

const BUILD_ARGS: Pairs = {
  ...{ input: 'build-args', form: 'NAME=value', isPublic: true },
  // a name alone takes the value of the environment variable
  ...{ name: /^[A-Za-z_][\w.-]*$/, isValueOptional: true },
};
const SECRETS: Pairs = {
  ...{ input: 'secrets', form: 'id=value', isPublic: false },
  ...{ name: /^[\w.@/][\w.@/:-]*$/, isValueOptional: false },
};
const LABELS: Pairs = {
  ...{ input: 'labels', form: 'name=value', isPublic: true },
  ...{ name: /^[^\s"'=-][^\s"'=]*$/, isValueOptional: true },
};

/** How much of a malformed line is shown, in characters: the rest may be a private key. */
const MAX_SHOWN = 24;

/** Words that make buildx switch an attestation off or on: https://pkg.go.dev/strconv#ParseBool */
const FALSE = /^(0|f|false|disabled=(1|t|true))$/i;
const TRUE = /^(1|t|true)$/i;

/**
 * Names of build arguments that hold secrets, as BuildKit's own check has them:
 * https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/
 */
const SECRET_NAME = /(^|_)(apikey|auth|credentials?|key|password|pword|passwd|pwd|secret|token|pat)s?(_|$)/i;
const PUBLIC_NAME = /(^|_)public(_|$)/i;

/** Reads the inputs that are passed to docker. */
export function readDocker(input: InputReader): DockerInputs {
  return {
    context: input.text('context') ?? '.',
    file: input.text('file'),
    target: input.text('target'),
    platforms: input.list('platforms'),
    buildArgs: readPairs(input, BUILD_ARGS),
    secrets: readPairs(input, SECRETS),
    labels: readPairs(input, LABELS),
    cacheFrom: input.quotedLines('cache-from'),
    cacheTo: input.quotedLines('cache-to'),
    builder: input.text('builder'),
    pull: input.boolean('pull', false),
    noCache: input.boolean('no-cache', false),
    provenance: readAttestation(input, 'provenance'),
    sbom: readAttestation(input, 'sbom'),
  };
}

/** Reads pairs. Docker drops or misreads a malformed one without an error, and the image would lack it. */
function readPairs(input: InputReader, pairs: Pairs): string[] {
  const items = input.quotedItems(pairs.input);
  for (const { text, line } of items) {
    const hint = pairProblem(text, pairs);
    if (hint === null) continue;
    const shown = pairs.isPublic ? ` ("${beginning(text)}")` : '';
    input.problem(`${pairs.input}: line ${line}${shown} is not of the form ${pairs.form}. ${hint}`);
  }
  return items.map(({ text }) => text);
}

/** Returns how to correct a pair; null for a well-formed one. */
function pairProblem(text: string, { name, isValueOptional }: Pairs): string | null {
  const at = text.indexOf('=');
  const key = at < 0 ? text : text.slice(0, at);
  const value = text.slice(at + 1);
  const isMultiline = text.includes('\n');
  if (name.test(key)) {
    if (at < 0) return isValueOptional ? null : QUOTES;
    // the rest of an item that should be in quotes is on the next lines
    if (!isMultiline && (/^"[^"]*$/.test(value) || /^-----BEGIN /.test(value))) return QUOTES;
    return null;
  }
  if (/^-\s/.test(text)) return 'Remove the dash: the input is a string, not a YAML list.';
  if (name.test(key.trim()) && at >= 0) return 'Remove the space before the equals sign.';
  return QUOTES;
}

const QUOTES = 'Put quotes around the whole item if it has several lines, and double the quotes inside it.';

function beginning(text: string): string {
  const at = text.search(/[=\r\n]/);
  const name = at < 0 ? text : text.slice(0, at + 1);
  return name.length > MAX_SHOWN || at >= 0 ? `${name.slice(0, MAX_SHOWN).trim()}…` : name;
}

/** Reads `provenance` or `sbom`: a boolean in any spelling, or attributes for buildx. */
function readAttestation(input: InputReader, name: string): string | null {
  const value = input.text(name);
  if (value === null) return null;
  if (FALSE.test(value)) return 'false';
  if (TRUE.test(value)) return 'true';
  if (!value.split(',').every((field) => /^\s*"?[\w-]+=/.test(field)) && !value.includes('"'))
    input.problem(`${name}: expected true, false or attributes such as mode=max, got "${hideUserInfo(value)}".`);
  return value;
}

/** Notices about labels that the build sets itself. */
export function labelNotices({ labels }: DockerInputs): string[] {
  const ignored = labels.map((label) => label.split('=')[0]?.trim() ?? '').filter((key) => STAMPED.includes(key));
  if (ignored.length === 0) return [];
  return [`labels: ${ignored.join(', ')} are set by the build itself; the given values are ignored.`];
}

/**
 * Returns the names of build arguments that look like secrets and that the provenance would publish: all arguments are
 * in it unless its mode is `min`, which is the default where the input is not given.
 * https://docs.docker.com/build/metadata/attestations/slsa-provenance/#max
 */
export function publishedSecrets({ buildArgs, provenance }: DockerInputs): string[] {
  if (provenance === null || provenance === 'false' || /(^|,)\s*mode=min\b/.test(provenance)) return [];
  const names = buildArgs.map((each) => each.split('=')[0] ?? '');
  return names.filter((name) => SECRET_NAME.test(name) && !PUBLIC_NAME.test(name));
}
