import { stripCommonPrefix } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import type { EnvironmentReport, ImageLocation, StatusFacts } from '../modes/status.ts';
import type { StatusRequest } from '../request/request.ts';
import { commitLink, digestCode, escapeMarkdown, formatMinute, inlineCode, runLink, table } from './text.ts';

/** Where links go: the repository of the run and the GitHub server. */
type Links = Pick<StatusRequest['context'], 'source' | 'server'>;

/** How many images with one reason are named. */
const NAMED = 5;

/** The job summary of `status`: what is live in each environment, and where one image is live. */
export function statusSummary(request: StatusRequest, { environments, locations }: StatusFacts): string {
  const links = request.context;
  const isMany = new Set(environments.map(({ row }) => row.image)).size > 1;
  const boards = environments.length === 0 ? [] : board(environments, links);
  const parts = [
    '### 🔭 What is live',
    ...(environments.length === 0 ? ['No environment has a history here yet.'] : []),
    // nobody would see warnings below a table of many rows
    ...(isMany
      ? [...environments.flatMap((one) => warnings(one, links)), ...boards]
      : [...boards, ...environments.flatMap((one) => warnings(one, links))]),
    reasons(environments),
    ...(locations.length > 1 ? [locatedAll(locations, links)] : locations.map((one) => located(one, links))),
    pinned(environments),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** One image: its environments in full. Several: images by environments, with the tables in full folded. */
function board(environments: readonly EnvironmentReport[], links: Links): string[] {
  const byImage = new Map<string, EnvironmentReport[]>();
  for (const standing of environments) {
    const of = byImage.get(standing.row.image);
    if (of) of.push(standing);
    else byImage.set(standing.row.image, [standing]);
  }
  const images = [...byImage.keys()];
  const [only = ''] = images;
  if (images.length === 1) return [inlineCode(only), environmentTable(environments, links)];
  const { shared, short } = stripCommonPrefix(images);
  const names = [...new Set(environments.map(({ row }) => row.environment))];
  const rows = [...byImage].map(([image, of]) => [
    inlineCode(short(image)),
    ...names.map((name) => brief(of.find(({ row }) => row.environment === name))),
  ]);
  const full = [...byImage].map(([image, of]) => `${inlineCode(image)}\n\n${environmentTable(of, links)}`).join('\n\n');
  return [
    ...(shared ? [`${inlineCode(shared)}…`] : []),
    table(['', ...names.map((name) => escapeMarkdown(name))], rows),
    `<details><summary>Commits, times, people</summary>\n\n${full}\n\n</details>`,
  ];
}

function brief(standing: EnvironmentReport | undefined): string {
  const { row } = standing ?? {};
  if (!row || row.digest === null) return '–';
  const version =
    row.version === null ? digestCode(row.digest) : `**${escapeMarkdown(row.version)}** ${digestCode(row.digest)}`;
  return `${version}${standing?.unfinished ? ' ⏳' : row.moved ? ' ⚠️' : ''}`;
}

function environmentTable(environments: readonly EnvironmentReport[], links: Links): string {
  const rows = environments.map(({ row, unfinished, problem }) => [
    `**${escapeMarkdown(row.environment)}**`,
    row.version === null ? '–' : escapeMarkdown(row.version),
    digestCode(row.digest),
    commitLink(row.revision, links.source),
    formatMinute(row.since),
    row.by === null ? '–' : escapeMarkdown(row.by),
    problem !== null
      ? '⚠️&nbsp;history invalid'
      : unfinished
        ? '⏳&nbsp;unfinished'
        : row.moved
          ? '⚠️&nbsp;changed outside'
          : row.action === null
            ? '–'
            : runLink(row.run, links.server, row.action),
  ]);
  return table(['environment', 'version', 'digest', 'commit', 'since', 'by', 'action'], rows);
}

/** Warnings about an environment whose tag and history do not agree. */
function warnings({ row, unfinished, problem }: EnvironmentReport, { server }: Links): string[] {
  const where = `${escapeMarkdown(row.image)}: **${escapeMarkdown(row.environment)}**`;
  if (problem !== null) return [`> [!WARNING]\n> ${where}: ${escapeMarkdown(problem)}`];
  if (unfinished) {
    return [
      `> [!WARNING]\n> ${where}: a ${escapeMarkdown(unfinished.action)} to ${digestCode(unfinished.digest)} started at ${formatMinute(unfinished.at)} (${runLink(unfinished.run, server)}) but never moved the tag: the run is still going, was interrupted, or the tag was reset. Re-run it to finish.`,
    ];
  }
  if (row.moved && row.digest === null) {
    return [
      `> [!WARNING]\n> ${where}: the tag was deleted outside this action. A promotion or a rollback writes it again.`,
    ];
  }
  if (row.moved) {
    return [
      `> [!WARNING]\n> ${where}: the tag was changed outside this action; the next promotion or rollback will record that.`,
    ];
  }
  return [];
}

/** The reasons that were given for what is live, with the images where they are not all. */
function reasons(environments: readonly EnvironmentReport[]): string {
  const images = [...new Set(environments.map(({ row }) => row.image))];
  const { short } = stripCommonPrefix(images);
  const given = new Map<string, { environment: string; text: string; of: string[] }>();
  for (const { row, reason, unfinished } of environments) {
    if (reason === null || unfinished) continue;
    const key = JSON.stringify([row.environment, reason]);
    const one = given.get(key) ?? { environment: row.environment, text: reason, of: [] };
    one.of.push(row.image);
    given.set(key, one);
  }
  const lines = [...given.values()].map(({ environment, text, of }) => {
    const more = of.length > NAMED ? ` and ${of.length - NAMED} more` : '';
    const names =
      of.length === images.length
        ? ''
        : ` of ${of
            .slice(0, NAMED)
            .map((name) => inlineCode(short(name)))
            .join(', ')}${more}`;
    return `- **${escapeMarkdown(environment)}**${names}: ${escapeMarkdown(text)}`;
  });
  return lines.length === 0 ? '' : `Reasons:\n\n${lines.join('\n')}`;
}

/** Where the image of `version` is live, in several repositories: a row each. */
function locatedAll(all: readonly ImageLocation[], links: Links): string {
  const { short } = stripCommonPrefix(all.map(({ image }) => repositoryName(image)));
  const rows = all.map(({ image, target, identity, tags, live }) => [
    inlineCode(short(repositoryName(image))),
    identity.version === null ? '–' : escapeMarkdown(identity.version),
    digestCode(target.digest),
    commitLink(identity.revision, links.source),
    live.map(inlineCode).join(' ') || 'no environment',
    tags.map(inlineCode).join(' ') || '–',
  ]);
  return table(['this image of', 'version', 'digest', 'commit', 'live in', 'tags'], rows);
}

function located({ image, target, identity, tags, live }: ImageLocation, links: Links): string {
  const rows = [
    ['image', inlineCode(repositoryName(image))],
    ['digest', digestCode(target.digest)],
    ['version', identity.version === null ? '–' : escapeMarkdown(identity.version)],
    ['commit', commitLink(identity.revision, links.source)],
    ['created', formatMinute(identity.created)],
    ['live in', live.map(inlineCode).join(' ') || 'no environment'],
    ['tags', tags.map(inlineCode).join(' ') || '–'],
  ];
  return `${table(['', 'this image'], rows)}\n\n\`\`\`yaml\nimage: ${repositoryName(image)}@${target.digest}\n\`\`\``;
}

/** The live images as lines for Compose or Kubernetes. */
function pinned(environments: readonly EnvironmentReport[]): string {
  const live = environments.filter(({ row }) => row.digest !== null);
  if (live.length === 0) return '';
  const lines = live.map(({ row }) => `image: ${row.image}@${row.digest} # ${row.environment}`);
  return `<details><summary>Pinned by digest (Compose, Kubernetes)</summary>\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}
