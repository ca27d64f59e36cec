import { shortDigest } from '../image/digest.ts';
import { isCommit } from '../image/reference.ts';
import { redact } from '../util/redact.ts';
import { CONTROL } from '../util/text.ts';

const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;
/** The longest line of a message, in characters: its fix comes at its end. */
export const MAX_LINE = 2000;

/**
 * Untrusted text as Markdown: one line, truncated, without secrets, and nothing in it has a meaning in Markdown or HTML.
 * @param max length in characters
 */
export function escapeMarkdown(text: string, max = MAX_CELL): string {
  const line = redact(text).replace(CONTROL, ' ').trim();
  const short = line.length > max ? `${line.slice(0, max)}…` : line;
  // GitHub would make a link of it
  return short.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`).replace(/\bwww\./gi, 'www&#8203;.');
}

/** A name as inline code; escaped text where it has other characters than names have. */
export function inlineCode(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text);
}

/** A digest as inline code, shortened for a table; a dash where there is none. */
export function digestCode(digest: string | null): string {
  return digest ? `\`${shortDigest(digest)}\`` : '–';
}

/**
 * A commit as a link.
 * @param source URL of the repository of the run; null where it is unknown
 */
export function commitLink(revision: string | null, source: string | null): string {
  if (revision === null || !isCommit(revision)) return '–';
  const short = `\`${revision.slice(0, 7)}\``;
  return source === null ? short : `[${short}](${source}/commit/${revision})`;
}

/**
 * A run as a link, where its URL is one of this GitHub server; as text otherwise.
 * @param server URL of the GitHub server, without a slash at its end
 * @param label text of the link; by default the run's number
 */
export function runLink(url: string | null, server: string, label?: string): string {
  if (url === null) return label === undefined ? '–' : escapeMarkdown(label);
  const match = /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(url);
  if (!match || !url.startsWith(`${server}/`)) return escapeMarkdown(label === undefined ? url : `${label} ${url}`);
  const text =
    label === undefined ? `run ${match[1]}${match[2] === '1' ? '' : `, attempt ${match[2]}`}` : escapeMarkdown(label);
  return `[${text}](${url})`;
}

/** A time to the minute, without a place to break the line; escaped text where it is no time. */
export function formatMinute(time: string | null): string {
  if (time === null) return '–';
  const at = Date.parse(time);
  if (Number.isNaN(at)) return escapeMarkdown(time);
  return `${new Date(at).toISOString().slice(0, 16).replaceAll('-', '&#8209;').replace('T', '&nbsp;')}&nbsp;UTC`;
}

/** A table in GitHub's Markdown. @param rows cells in Markdown */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The environment of a run as the end of a phrase: `promote … to prod`, `hold … in prod`; empty where there is none. */
export function inOrTo(mode: string, environment: string): string {
  return environment && ` ${mode === 'build' || mode === 'promote' ? 'to' : 'in'} ${environment}`;
}

/** The row of a table about the other versions of an image, as far as they are known; none where it has none. */
export function alsoRow({ also = [] }: { readonly also?: readonly string[] }): string[][] {
  return also.length > 0 ? [['also', also.map((version) => escapeMarkdown(version)).join(', ')]] : [];
}
