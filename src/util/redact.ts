import { collapse } from './text.ts';

/** The runner hides what is shorter nowhere else; it would be found by chance. In characters. */
const MIN_SECRET = 6;
/** A shorter part of a secret tells nothing, and may be anything. */
const MIN_PART = 3;
/** So many characters of a text that was cut are shown at most beside the cut. */
const MAX_CUT = 600;

/** Secrets by a few of their characters: a run of thousands of images has a token for each. */
type Index = Map<string, Set<string>>;

const byStart: Index = new Map();
const byEnd: Index = new Map();

/** From now on a secret is shown nowhere: the runner's own masks don't know it once its characters are escaped. */
export function addSecret(secret: string): void {
  // a stranger who repeats it is shown on one line; a log that repeats it, line by line
  for (const text of [secret, collapse(secret), ...secret.split(/[\r\n]+/).map((line) => line.trim())]) {
    if (text.length < MIN_SECRET) continue;
    for (const form of [text, JSON.stringify(text).slice(1, -1)]) {
      keep(byStart, form.slice(0, MIN_PART), form);
      keep(byEnd, form.slice(-MIN_PART), form);
    }
  }
}

/** A text without the secrets that it has, whole or beside a place where it was cut. */
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

/** One secret may be the beginning of another, or overlap it: all of both goes. */
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

/** Text that was cut behind it, perhaps in the middle of a secret. */
function withoutBeginning(text: string): string {
  for (let at = Math.max(0, text.length - MAX_CUT); at + MIN_PART <= text.length; at++) {
    const cut = text.slice(at);
    for (const secret of byStart.get(cut.slice(0, MIN_PART)) ?? [])
      if (secret.startsWith(cut)) return `${text.slice(0, at)}***`;
  }
  return text;
}

/** Text that was cut before it. */
function withoutEnd(text: string): string {
  for (let length = Math.min(MAX_CUT, text.length); length >= MIN_PART; length--) {
    const cut = text.slice(0, length);
    for (const secret of byEnd.get(cut.slice(-MIN_PART)) ?? [])
      if (secret.endsWith(cut)) return `***${text.slice(length)}`;
  }
  return text;
}
