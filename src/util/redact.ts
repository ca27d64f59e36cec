import { collapse } from './text.ts';

/** The shortest secret that is redacted, in characters: a shorter one would match unrelated text. */
const MIN_SECRET = 6;
/** The shortest part of a secret that is redacted, in characters: a shorter one would match unrelated text. */
const MIN_PART = 3;
/** How far from a cut a part of a secret is searched, in characters: truncated texts are not longer. */
const MAX_CUT = 600;

/** Secrets by their first or last characters: a run of thousands of images has a token for each. */
type Index = Map<string, Set<string>>;

const byStart: Index = new Map();
const byEnd: Index = new Map();

/** Adds a secret that `redact` removes. The runner's own masks miss a secret whose characters are escaped. */
export function addSecret(secret: string): void {
  // untrusted text is shown on one line; a log is redacted line by line
  for (const text of [secret, collapse(secret), ...secret.split(/[\r\n]+/).map((line) => line.trim())]) {
    if (text.length < MIN_SECRET) continue;
    for (const form of [text, JSON.stringify(text).slice(1, -1)]) {
      keep(byStart, form.slice(0, MIN_PART), form);
      keep(byEnd, form.slice(-MIN_PART), form);
    }
  }
}

/** Replaces secrets in a text by `***`, complete ones and those truncated beside a `…`. */
export function redact(text: string): string {
  if (byStart.size === 0) return text;
  const parts = withoutWhole(text)
    .split('…')
    .map((part, index) => (index > 0 ? withoutEnd(part) : part));
  return parts.map((part, index) => (index < parts.length - 1 ? withoutBeginning(part) : part)).join('…');
}

function keep(index: Index, key: string, secret: string): void {
  const kept = index.get(key);
  if (kept) kept.add(secret);
  else index.set(key, new Set([secret]));
}

/** Replaces complete secrets. One may be the beginning of another or overlap it: both are replaced. */
function withoutWhole(text: string): string {
  let shown = '';
  let end = 0;
  for (let at = 0; at + MIN_SECRET <= text.length; at++) {
    for (const secret of byStart.get(text.slice(at, at + MIN_PART)) ?? []) {
      if (at + secret.length <= end || !text.startsWith(secret, at)) continue;
      if (at >= end) shown += `${text.slice(end, at)}***`;
      end = at + secret.length;
    }
  }
  return end === 0 ? text : shown + text.slice(end);
}

/** Replaces the beginning of a secret at the end of a truncated text. */
function withoutBeginning(text: string): string {
  for (let at = Math.max(0, text.length - MAX_CUT); at + MIN_PART <= text.length; at++) {
    const cut = text.slice(at);
    for (const secret of byStart.get(cut.slice(0, MIN_PART)) ?? [])
      if (secret.startsWith(cut)) return `${text.slice(0, at)}***`;
  }
  return text;
}

/** Replaces the end of a secret at the start of a text whose beginning was cut. */
function withoutEnd(text: string): string {
  for (let length = Math.min(MAX_CUT, text.length); length >= MIN_PART; length--) {
    const cut = text.slice(0, length);
    for (const secret of byEnd.get(cut.slice(-MIN_PART)) ?? [])
      if (secret.endsWith(cut)) return `***${text.slice(length)}`;
  }
  return text;
}
