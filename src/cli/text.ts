import { redact } from '../util/redact.ts';
import { CONTROL, collapse } from '../util/text.ts';

/** Untrusted text for a terminal: one line, without secrets, and nothing in it controls the terminal. */
export function terminalText(text: string): string {
  return collapse(redact(text));
}

/**
 * Formats data as JSON in which nothing controls a terminal: JSON itself escapes only the characters below a space.
 */
export function safeJson(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(CONTROL, (found) =>
    [...found].map((character) => (character === '\n' ? character : escapeCharacter(character))).join(''),
  );
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const UNITS: readonly [string, number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
];

/**
 * Formats how long ago a time was: `3d`, `5h`, `12m`, `now`.
 * @param time RFC 3339; null where it is unknown
 * @param now milliseconds since the epoch
 */
export function formatAge(time: string | null, now: number): string {
  const at = Date.parse(time ?? '');
  if (Number.isNaN(at)) return '';
  const seconds = (now - at) / 1000;
  const [unit, size] = UNITS.find(([, each]) => seconds >= each) ?? ['', 0];
  return size === 0 ? 'now' : `${Math.floor(seconds / size)}${unit}`;
}
