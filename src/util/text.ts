/** The longest untrusted text that is shown, in characters. */
const MAX_TEXT = 300;

/** Control characters, line separators, and characters that are invisible or change the direction of the text. */
export const CONTROL = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** Returns a text on one line: control characters and white space become single spaces. */
export function collapse(text: string): string {
  return text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * Returns untrusted text on one line, without control characters, truncated to 300 characters.
 * A truncated text ends with `…`: `redact` looks there for the beginning of a secret.
 */
export function oneLine(text: string): string {
  const clean = collapse(text.slice(0, 4 * MAX_TEXT));
  const isTruncated = clean.length > MAX_TEXT || text.length > 4 * MAX_TEXT;
  return isTruncated ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}

/**
 * Finds the registry and namespace that all names share, so that texts stay short.
 * @returns the common prefix, with the slash at its end, and a function that strips it from a name
 */
export function stripCommonPrefix(names: readonly string[]): { shared: string; short: (name: string) => string } {
  const [first = ''] = names;
  const slashes = [...first].flatMap((character, index) => (character === '/' ? [index + 1] : []));
  const shared = slashes
    .map((end) => first.slice(0, end))
    .findLast((prefix) => names.every((name) => name.startsWith(prefix)));
  return { shared: shared ?? '', short: (name) => name.slice(shared?.length ?? 0) };
}
