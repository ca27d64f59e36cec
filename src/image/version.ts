/** A semantic version's parts as they go into tags. */
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
 * Reads a semantic version 2.0.
 * @param text a version, also with a leading `v`
 * @returns its canonical form, without the `v`; null where it is none (no trimming, no guessing)
 */
export function parseVersion(text: string): string | null {
  const bare = text.startsWith('v') ? text.slice(1) : text;
  const numbers = bare.length > MAX_LENGTH ? null : SEMVER.exec(bare)?.slice(1, 4);
  return numbers?.every((number) => Number(number) <= Number.MAX_SAFE_INTEGER) ? bare : null;
}

/** The parts of a canonical version. */
export function versionParts(version: string): VersionParts {
  const match = SEMVER.exec(version);
  if (!match) throw new Error(`not a canonical version: ${version}`);
  const [, major = '', minor = '', patch = '', prerelease, build] = match;
  return { major, minor, patch, prerelease: prerelease ?? null, build: build ?? null };
}

/** A version as it stands in a tag: `+` is written `_`, which no version holds, so it can be read back. */
export function versionToTag(version: string): string {
  return version.replace('+', '_');
}

/**
 * The version that a tag names.
 * @param tag `1.2.3`, `v1.2.3`, `1.2.3-rc.1_build.5`
 * @returns the canonical version, or null where the tag is no whole version
 */
export function tagToVersion(tag: string): string | null {
  return tag.includes('+') ? null : parseVersion(tag.replace('_', '+'));
}

/** Whether a canonical version is no prerelease. */
export function isStable(version: string): boolean {
  return versionParts(version).prerelease === null;
}

/** The start of a version as a floating tag names it; null where the text is none. */
export function parseLine(tag: string): { major: string; minor: string | null } | null {
  const match = new RegExp(`^v?(${NUMBER})(?:\\.(${NUMBER}))?$`).exec(tag);
  return match ? { major: match[1] ?? '', minor: match[2] ?? null } : null;
}

/** Whether a canonical version belongs to the line of a floating tag (`latest` is the line of all). */
export function isOfLine(version: string, tag: string): boolean {
  if (tag === 'latest') return true;
  const line = parseLine(tag);
  if (!line) return false;
  const parts = versionParts(version);
  return parts.major === line.major && (line.minor === null || parts.minor === line.minor);
}
