/** One challenge of a WWW-Authenticate header. Scheme and parameter names are in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly params: Readonly<Record<string, string>>;
}

const TOKEN_CHARS = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const SCHEME = new RegExp(`^(${TOKEN_CHARS})(?=[\\s,]|$)\\s*`);
const QUOTED = new RegExp(`^(${TOKEN_CHARS})\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"\\s*(?=,|$)`);
const BARE = new RegExp(`^(${TOKEN_CHARS})\\s*=\\s*([^\\s,"]+)\\s*(?=,|$)`);
const TOKEN68 = /^([A-Za-z0-9\-._~+/]+=*)\s*(?=,|$)/;
const SEPARATORS = /^[\s,]+/;
const MAX_HEADER = 16 * 1024;

/**
 * Parses the challenges of a 401: several headers, several challenges per header, quoted strings with escapes, unquoted
 * parameters. A bare token68 after a scheme becomes its parameter `token68`.
 * https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 and
 * https://www.rfc-editor.org/rfc/rfc7235#section-4.1
 * @param headers the values of the WWW-Authenticate headers
 * @returns the challenges in order; none from a header that is not valid or longer than 16 KiB
 */
export function parseChallenges(headers: readonly string[]): Challenge[] {
  return headers.flatMap((header) => (header.length > MAX_HEADER ? [] : (parseHeader(header) ?? [])));
}

function parseHeader(header: string): Challenge[] | null {
  const challenges: Challenge[] = [];
  let rest = header.replace(SEPARATORS, '').trimEnd();
  while (rest !== '') {
    const scheme = SCHEME.exec(rest);
    if (!scheme) return null;
    const read = parseParams(rest.slice(scheme[0].length));
    challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), params: read.params });
    if (read.rest !== '' && !read.rest.startsWith(',')) return null;
    rest = read.rest.replace(SEPARATORS, '');
  }
  return challenges;
}

/** Parses the parameters after a scheme, up to the comma before the next scheme or to text that is not valid. */
function parseParams(text: string): { params: Record<string, string>; rest: string } {
  // a parameter may be called `__proto__`
  const params: Record<string, string> = Object.create(null);
  let rest = text;
  for (;;) {
    const quoted = QUOTED.exec(rest);
    const param = quoted ?? BARE.exec(rest);
    if (!param) break;
    const value = param[2] ?? '';
    params[(param[1] ?? '').toLowerCase()] ??= quoted ? value.replace(/\\(.)/g, '$1') : value;
    const after = rest.slice(param[0].length);
    const next = after.replace(SEPARATORS, '');
    if (!QUOTED.test(next) && !BARE.test(next)) return { params, rest: after };
    rest = next;
  }
  const word = TOKEN68.exec(rest);
  if (!word) return { params, rest };
  return { params: { token68: word[1] ?? '' }, rest: rest.slice(word[0].length) };
}
