const SPACE = /[ \t\r\n]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next: a value, a name, or punctuation. */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or the end';

/**
 * The first place where a text is no longer JSON (RFC 8259). The parser's own message either quotes the text around
 * that place, which may hold a secret, or does not name it.
 * @returns line and column, from 1; null where the text is JSON
 */
export function jsonErrorAt(text: string): { line: number; column: number } | null {
  const open: string[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ; ) {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    const isEnd = at >= text.length && open.length === 0 && expected === ', or the end';
    if (isEnd) return null;
    const next: Expected | null = token === undefined ? null : step(token, expected, open);
    if (token === undefined || next === null) return placeOf(text, at);
    expected = next;
    at += token.length;
  }
}

/** What is expected after a token, or null where the token may not stand there. */
function step(token: string, expected: Expected, open: string[]): Expected | null {
  if (token === '}' || token === ']') {
    const isAllowed = expected === `${token === '}' ? 'name' : 'value'} or ${token}` || expected === ', or the end';
    return isAllowed && open.pop() === (token === '}' ? '{' : '[') ? ', or the end' : null;
  }
  if (expected === ', or the end') {
    if (token !== ',' || open.length === 0) return null;
    return open.at(-1) === '{' ? 'name' : 'value';
  }
  if (expected === ':') return token === ':' ? 'value' : null;
  if (expected === 'name' || expected === 'name or }') return token.startsWith('"') ? ':' : null;
  if (token === ',' || token === ':') return null;
  if (token !== '{' && token !== '[') return ', or the end';
  open.push(token);
  return token === '{' ? 'name or }' : 'value or ]';
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
