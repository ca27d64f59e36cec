import { shortDigest } from '../image/digest.ts';
import { redact } from '../util/redact.ts';
import { CONTROL } from '../util/text.ts';

const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;

/**
 * A stranger's text for a Markdown cell: one line, cut to its first characters, and nothing in it means anything to
 * Markdown or HTML.
 * @param max how many characters are kept
 */
export function escapeMarkdown(text: string, max = MAX_CELL): string {
  const line = redact(text).replace(CONTROL, ' ').trim();
  const short = line.length > max ? `${line.slice(0, max)}…` : line;
  // what looks like a host would become a link
  return short.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`).replace(/\bwww\./gi, 'www&#8203;.');
}

/** Text for the log: no line of it can be taken for a workflow command. */
export function escapeLogLine(text: string): string {
  return redact(text)
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
export function inlineCode(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text);
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

/**
 * A run as a link, where its URL is one that the runner makes; as text otherwise.
 * @param label what the link says; by default the run's number
 */
export function runLink(url: string | null, label?: string): string {
  if (url === null) return label === undefined ? '–' : escapeMarkdown(label);
  const match = /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(url);
  if (!match || !url.startsWith(`${process.env.GITHUB_SERVER_URL || 'https://github.com'}/`))
    return escapeMarkdown(label === undefined ? url : `${label} ${url}`);
  const text =
    label === undefined ? `run ${match[1]}${match[2] === '1' ? '' : `, attempt ${match[2]}`}` : escapeMarkdown(label);
  return `[${text}](${url})`;
}

/** A time for people, to the minute, which a table does not break; a stranger's text where it is none. */
export function formatMinute(time: string | null): string {
  if (time === null) return '–';
  const at = Date.parse(time);
  if (Number.isNaN(at)) return escapeMarkdown(time);
  return `${new Date(at).toISOString().slice(0, 16).replaceAll('-', '&#8209;').replace('T', '&nbsp;')}&nbsp;UTC`;
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

/**
 * Images' names without the registry and namespace that all of them share, so that tables stay narrow.
 * @returns what they share, with the slash at its end, and a function that leaves it out
 */
export function stripCommonPrefix(names: readonly string[]): { shared: string; short: (name: string) => string } {
  const [first = ''] = names;
  const slashes = [...first].flatMap((character, index) => (character === '/' ? [index + 1] : []));
  const shared = slashes
    .map((end) => first.slice(0, end))
    .findLast((prefix) => names.every((name) => name.startsWith(prefix)));
  return { shared: shared ?? '', short: (name) => name.slice(shared?.length ?? 0) };
}

/** Which environment a mode is about, for what comes behind its name; empty where it is about none. */
export function inOrTo(mode: string, environment: string): string {
  return environment && ` ${mode === 'rollback' ? 'in' : 'to'} ${environment}`;
}
