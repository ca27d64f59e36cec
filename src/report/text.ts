import { shortDigest } from '../image/digest.ts';

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;
const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;

/**
 * A stranger's text for a Markdown cell: one line, cut to 200 characters, and nothing in it means anything to Markdown
 * or HTML.
 */
export function cell(text: string): string {
  const line = text.replace(CONTROL, ' ').trim();
  const short = line.length > MAX_CELL ? `${line.slice(0, MAX_CELL)}…` : line;
  return short.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text for the log: no line of it can be taken for a workflow command. */
export function plain(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) =>
      line
        .replace(CONTROL, ' ')
        .replace(/##\[/g, '## [')
        .replace(/^(\s*):(?=:)/, '$1: '),
    )
    .join('\n');
}

/** A name that only holds characters of names, as code; a stranger's otherwise. */
export function code(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : cell(text);
}

/** A digest as code, short enough for a table. */
export function digestCode(digest: string | null): string {
  return digest ? `\`${shortDigest(digest)}\`` : '–';
}

/** A commit as a link into the repository that the run belongs to. */
export function commitLink(revision: string | null, source: string | null): string {
  if (revision === null || !/^[0-9a-f]{40}$/.test(revision)) return '–';
  const short = `\`${revision.slice(0, 7)}\``;
  return source === null ? short : `[${short}](${source}/commit/${revision})`;
}

/** A run as a link, where its URL is one that the runner makes; as text otherwise. */
export function runLink(url: string | null): string {
  if (url === null) return '–';
  const match = /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(url);
  return match ? `[run ${match[1]}${match[2] === '1' ? '' : `, attempt ${match[2]}`}](${url})` : cell(url);
}

/** A table in GitHub's Markdown; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A version, or the short digest where there is none. */
export function nameOfImage(version: string | null, digest: string): string {
  return version ?? shortDigest(digest);
}
