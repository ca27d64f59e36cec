import type { Commit, PullRequest } from '../github/api/changes.ts';
import type { ChangesEntry } from '../recording/types.ts';
import { oneLine, stripCommonPrefix } from '../util/text.ts';
import { escapeMarkdown, inlineCode } from './text.ts';

/** How many commits a list shows; the rest is folded. */
const MAX_UNFOLDED = 10;
/** How many commits all lists of a summary have at most: a summary may have 1 MiB. */
const MAX_LISTED = 500;
/** How many authors, and images, are named. */
const MAX_NAMED = 10;
/** How many comparisons are listed with their commits unfolded; further ones have one line each. */
const MAX_OPEN = 3;
/** How many comparisons are listed at all. */
const MAX_BLOCKS = 50;
/** The longest title in a list, in characters. */
const MAX_TITLE = 120;

/** Images whose changes are the same. */
interface Group {
  readonly entry: ChangesEntry;
  readonly images: readonly string[];
}

/** Returns the images by what goes out of them, without those of which nothing does. */
function groupsOf(entries: readonly (ChangesEntry | null)[] | null): Group[] {
  const groups = new Map<string, { entry: ChangesEntry; images: string[] }>();
  for (const entry of entries ?? []) {
    if (entry === null || entry.direction === 'same') continue;
    const group = groups.get(entry.url);
    if (group) group.images.push(entry.image);
    else groups.set(entry.url, { entry, images: [entry.image] });
  }
  return [...groups.values()];
}

/**
 * Returns the blocks of a summary about what goes out, or is taken back: commits, pull requests and authors.
 * @param server URL of the GitHub server, without a slash at its end
 * @param isRollback whether the environment goes back where only the link is known
 */
export function changesBlocks(
  entries: readonly (ChangesEntry | null)[] | null,
  server: string,
  isRollback: boolean,
): string[] {
  const groups = groupsOf(entries);
  const { short } = stripCommonPrefix((entries ?? []).flatMap((entry) => entry?.image ?? []));
  const isNamed = (entries ?? []).length > 1;
  const listed = groups.filter(({ entry }) => entry.commits.length > 0).length;
  const most = Math.floor(MAX_LISTED / Math.max(1, listed));
  const parts = groups.map(({ entry, images }) => ({
    title: titleOf(entry, isRollback),
    names: listNames(images.map((image) => inlineCode(short(image)))),
    what: sentence(entry),
    commits: commitList(entry, server, most),
  }));
  if (groups.length <= MAX_OPEN)
    return parts.map(({ title, names, what, commits }) =>
      [`**${title}**${isNamed ? ` of ${names}` : ''}: ${what}`, ...commits].join('\n\n'),
    );
  const lines = parts.map(({ names, what }) => `- ${names}: ${what}`);
  const shown = [`**${parts[0]?.title}**:`, lines.slice(0, MAX_UNFOLDED).join('\n')];
  const rest = lines.slice(MAX_UNFOLDED);
  const lists = parts.slice(0, MAX_BLOCKS).map(({ names, commits }) => [names, ...commits].join('\n\n'));
  return [
    shown.join('\n\n'),
    ...(rest.length > 0 ? [folded(`${rest.length} more images`, rest.join('\n'))] : []),
    folded('Commits', lists.join('\n\n')),
  ];
}

function folded(title: string, block: string): string {
  return `<details><summary>${title}</summary>\n\n${block}\n\n</details>`;
}

function titleOf(entry: ChangesEntry | undefined, isRollback: boolean): string {
  const isBack = entry?.direction === 'backward' || (entry?.direction === null && isRollback);
  return isBack ? 'What is taken back' : 'What goes out';
}

/** Commits, pull requests and authors in a sentence. */
function sentence({ url, direction, commits, total, behind = 0 }: ChangesEntry): string {
  if (direction === null || total === null) return `[compare](${url}) (the commits could not be read)`;
  const authors = [...new Set(commits.flatMap(({ author }) => author ?? []))].map((name) => escapeMarkdown(name));
  const pulls = new Set(commits.flatMap((commit) => commit.pulls.map(({ url }) => url))).size;
  const lost =
    behind > 0 ? `; ⚠️ ${count(behind, 'commit')} of what was live ${behind === 1 ? 'is' : 'are'} not in it` : '';
  // of the commits that were not read nothing is known
  const isWhole = commits.length >= total;
  const requests = pulls > 0 ? `, ${isWhole ? '' : 'at least '}${count(pulls, 'pull request')}` : '';
  const by = authors.length > 0 ? `, by ${listNames(authors)}${isWhole ? '' : ' and maybe others'}` : '';
  return `[${count(total, 'commit')}](${url})${requests}${by}${lost}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function listNames(names: readonly string[]): string {
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return `${names.slice(0, MAX_NAMED).join(', ')}${more}`;
}

/** The newest commits first; beyond ten they are folded. @param most how many are listed */
function commitList({ url, commits, total }: ChangesEntry, server: string, most: number): string[] {
  const lines = [...commits]
    .reverse()
    .slice(0, most)
    .map((commit) => `- ${commitLine(commit, url, server)}`);
  if (lines.length === 0) return [];
  const missing = (total ?? 0) - lines.length;
  const rest = missing > 0 ? [`- [${missing} more](${url})`] : [];
  if (lines.length <= MAX_UNFOLDED) return [[...lines, ...rest].join('\n')];
  const below = [...lines.slice(MAX_UNFOLDED), ...rest];
  const hidden = (total ?? lines.length) - MAX_UNFOLDED;
  return [lines.slice(0, MAX_UNFOLDED).join('\n'), folded(count(hidden, 'more commit'), below.join('\n'))];
}

function commitLine({ sha, title, author, pulls }: Commit, url: string, server: string): string {
  const repository = url.slice(0, url.lastIndexOf('/compare/'));
  const links = pulls.map((pull) => pullLink(pull, server));
  const of = links.length > 0 ? ` (${links.join(', ')})` : '';
  const by = author === null ? '' : ` · ${escapeMarkdown(author, MAX_TITLE)}`;
  return `[\`${sha.slice(0, 7)}\`](${repository}/commit/${sha}) ${escapeMarkdown(title, MAX_TITLE) || 'no title'}${of}${by}`;
}

/** A pull request as a link where its URL is one of this server. */
function pullLink({ number, url }: PullRequest, server: string): string {
  const path = url.startsWith(`${server}/`) ? url.slice(server.length) : '';
  const isLink = /^\/[\w.-]+\/[\w.-]+\/pull\/\d+$/.test(path);
  return isLink ? `[#${number}](${server}${path})` : `&#35;${number}`;
}

/** The log's lines about what goes out, or is taken back. */
export function changeLines(entries: readonly (ChangesEntry | null)[] | null, isRollback: boolean): string[] {
  const groups = groupsOf(entries);
  return groups.slice(0, MAX_BLOCKS).flatMap(({ entry, images }) => {
    const [image = ''] = images;
    const more = images.length > 1 ? ` and ${images.length - 1} more` : '';
    const of = (entries ?? []).length > 1 ? ` of ${image}${more}` : '';
    const { total, url, commits, behind = 0 } = entry;
    const lost =
      behind > 0 ? `, ${count(behind, 'commit')} of what was live ${behind === 1 ? 'is' : 'are'} not in it` : '';
    const what = total === null ? '' : `${count(total, 'commit')}${lost}, `;
    const listed = groups.length > 1 ? [] : [...commits].reverse().slice(0, MAX_UNFOLDED);
    const rest = (total ?? 0) - listed.length;
    return [
      `${titleOf(entry, isRollback)}${of}: ${what}${url}`,
      ...listed.map(logLine),
      ...(listed.length > 0 && rest > 0 ? [`  … and ${rest} more`] : []),
    ];
  });
}

function logLine({ sha, title, author, pulls }: Commit): string {
  const of = pulls.length > 0 ? ` (${pulls.map(({ number }) => `#${number}`).join(', ')})` : '';
  return `  ${sha.slice(0, 7)} ${oneLine(title)}${of}${author === null ? '' : ` · ${oneLine(author)}`}`;
}
