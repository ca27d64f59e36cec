/** The parts of a semantic version, as placeholders in tags use them. */
export interface VersionParts {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  readonly prerelease: string | null;
  readonly build: string | null;
}

// https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string
const NUMBER = '(?:0|[1-9]\\d*)';
const IDENTIFIER = `(?:${NUMBER}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
const SEMVER = new RegExp(
  `^(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$`,
);
const MAX_LENGTH = 256;

/**
 * Parses a semantic version.
 * https://semver.org/spec/v2.0.0.html
 * @param text a version, also with a leading `v`
 * @returns its canonical form, without the `v`; null if the text is not exactly a version
 */
export function parseVersion(text: string): string | null {
  const bare = text.startsWith('v') ? text.slice(1) : text;
  const numbers = bare.length > MAX_LENGTH ? null : SEMVER.exec(bare)?.slice(1, 4);
  return numbers?.every((number) => Number(number) <= Number.MAX_SAFE_INTEGER) ? bare : null;
}

/**
 * Splits a canonical version into its parts.
 * @throws Error when it is not canonical: a bug of the caller
 */
export function versionParts(version: string): VersionParts {
  const match = SEMVER.exec(version);
  if (!match) throw new Error(`not a canonical version: ${version}`);
  const [, major = '', minor = '', patch = '', prerelease, build] = match;
  return { major, minor, patch, prerelease: prerelease ?? null, build: build ?? null };
}

/** Returns a version as a tag: `+` becomes `_`, which no version contains, so it can be parsed again. */
export function versionToTag(version: string): string {
  return version.replace('+', '_');
}

/**
 * Parses a tag as a version.
 * @param tag `1.2.3`, `v1.2.3`, `1.2.3-rc.1_build.5`
 * @returns the canonical version; null if the tag is not a complete version
 */
export function tagToVersion(tag: string): string | null {
  return tag.includes('+') ? null : parseVersion(tag.replace('_', '+'));
}

/**
 * Whether a canonical version is not a prerelease.
 * @throws Error when it is not canonical: a bug
 */
export function isStable(version: string): boolean {
  return versionParts(version).prerelease === null;
}

/** Parses a floating tag, `1`, `1.2`, `v1` or `v1.2`; null for any other text. */
export function parseLine(tag: string): { major: string; minor: string | null } | null {
  const match = new RegExp(`^v?(${NUMBER})(?:\\.(${NUMBER}))?$`).exec(tag);
  return match ? { major: match[1] ?? '', minor: match[2] ?? null } : null;
}

/**
 * Whether a floating tag covers a canonical version: `1` covers 1.x.y, `1.2` covers 1.2.x, `latest` covers all.
 * @throws Error when it is not canonical: a bug
 */
export function isOfLine(version: string, tag: string): boolean {
  if (tag === 'latest') return true;
  const line = parseLine(tag);
  if (!line) return false;
  const parts = versionParts(version);
  return parts.major === line.major && (line.minor === null || parts.minor === line.minor);
}

const OS = '(?:linux|windows|windowsservercore|nanoserver|darwin|macos|freebsd|wasip\\d)';
const CPU =
  '(?:amd64|x86[-_]?64|x64|x86|i?386|i686|arm64|aarch64|arm32|armhf|armel|arm|ppc64le|ppc64|s390x|riscv64|mips64le|mips64|mipsle|mips|loong64|loongarch64|wasm32|wasm)';
const PLATFORM_SUFFIX = new RegExp(
  `^(.+?)[-_.](?:${OS}(?:[-_.]?${CPU})?|${CPU})(?:[-_./]?v\\d{1,2}(?:\\.\\d)?)?$`,
  'i',
);

/** Whether a tag is a version with the name of a platform after it: `1.2.3-arm64`, `1.2.3_linux-amd64`. */
export function hasPlatformSuffix(tag: string): boolean {
  // nearly every tag: compiling the long expression takes milliseconds
  if (/^v?[\d.]+$/.test(tag)) return false;
  const version = PLATFORM_SUFFIX.exec(tag)?.[1];
  return version !== undefined && tagToVersion(version) !== null;
}

/**
 * Returns why a text is not a version, for a message.
 * @param text for which `parseVersion` returns null
 * @returns a clause
 */
export function versionProblem(text: string): string {
  if (/^V\d/.test(text)) return 'the "V" is upper case';
  const bare = text.replace(/^v/, '');
  const [core = '', rest = ''] = /^(\d+(?:\.\d+)*)(.*)$/.exec(bare)?.slice(1) ?? [];
  const numbers = core === '' ? [] : core.split('.');
  const padded = numbers.find((number) => /^0\d/.test(number));
  if (numbers.length === 0) return 'it does not begin with a number, or v and a number';
  if (numbers.length !== 3 && /^(?:$|[-+])/.test(rest))
    return `a version has three numbers, and this has ${numbers.length}`;
  if (padded !== undefined) return `its number ${padded} begins with 0`;
  return 'it is not a semantic version such as 1.2.3 or 1.2.3-rc.1';
}
