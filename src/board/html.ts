import { redact } from '../util/redact.ts';
import { CONTROL } from '../util/text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Untrusted text as HTML, in an element or a quoted attribute: nothing in it has a meaning. */
export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The longest text on the page, in characters: a history that others wrote may have texts of any length. */
const MAX_TEXT = 2000;

/** Untrusted text without secrets and control characters, truncated to 2000 characters. */
function cleanText(text: string): string {
  const clean = redact(text).replace(CONTROL, ' ').trim();
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}

/** Data as JSON inside a script element: nothing in it ends the element. */
export function jsonForScript(data: unknown): string {
  return JSON.stringify(data, (_key, value) => (typeof value === 'string' ? cleanText(value) : value)).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A URL of the web as a link, in a new tab; its text alone where it is none. */
export function linkTo(url: string | null, label: string): string {
  const text = escapeHtml(label);
  if (url === null || !/^https?:\/\/[^\s"'<>]+$/.test(url)) return text;
  return `<a href="${escapeHtml(url)}" rel="noopener noreferrer" target="_blank">${text}</a>`;
}

/** A time as an element: the minute in UTC, which the script replaces by its age where `isAge`. */
export function timeElement(time: string | null, isAge = false): string {
  const at = Date.parse(time ?? '');
  if (Number.isNaN(at)) return '';
  const iso = new Date(at).toISOString();
  const minute = `${iso.slice(0, 16).replace('T', ' ')} UTC`;
  return `<time datetime="${iso}" title="${minute}"${isAge ? ' data-age' : ''}>${minute}</time>`;
}
