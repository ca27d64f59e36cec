import { repositoryName } from '../image/reference.ts';
import type { EnvironmentReport, ImageLocation, StatusFacts } from '../modes/status.ts';
import type { StatusRequest } from '../request/request.ts';
import {
  commitLink,
  digestCode,
  escapeMarkdown,
  formatMinute,
  inlineCode,
  runLink,
  stripCommonPrefix,
  table,
} from './text.ts';

/** So many images that somebody gave one reason for are named. */
const NAMED = 5;

/** The job summary of `status`: the ladder as a table, and where one image is. */
export function statusSummary(request: StatusRequest, { environments, locations }: StatusFacts): string {
  const { source } = request.context;
  const isMany = new Set(environments.map(({ row }) => row.image)).size > 1;
  const boards = environments.length === 0 ? [] : board(environments, source);
  const parts = [
    '### 🔭 What is live',
    ...(environments.length === 0 ? ['No environment has a history here yet.'] : []),
    // below a table of many rows nobody would see them
    ...(isMany ? [...environments.flatMap(warnings), ...boards] : [...boards, ...environments.flatMap(warnings)]),
    reasons(environments),
    ...(locations.length > 1 ? [locatedAll(locations, source)] : locations.map((one) => located(one, source))),
    pinned(environments),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** One image: its environments in full. Several: images by environments, and the tables in full folded away. */
function board(environments: readonly EnvironmentReport[], source: string | null): string[] {
  const byImage = new Map<string, EnvironmentReport[]>();
  for (const standing of environments) {
    const of = byImage.get(standing.row.image);
    if (of) of.push(standing);
    else byImage.set(standing.row.image, [standing]);
  }
  const images = [...byImage.keys()];
  const [only = ''] = images;
  if (images.length === 1) return [inlineCode(only), ladder(environments, source)];
  const { shared, short } = stripCommonPrefix(images);
  const names = [...new Set(environments.map(({ row }) => row.environment))];
  const rows = [...byImage].map(([image, of]) => [
    inlineCode(short(image)),
    ...names.map((name) => brief(of.find(({ row }) => row.environment === name))),
  ]);
  const full = [...byImage].map(([image, of]) => `${inlineCode(image)}\n\n${ladder(of, source)}`).join('\n\n');
  return [
    ...(shared ? [`${inlineCode(shared)}…`] : []),
    table(['', ...names.map((name) => escapeMarkdown(name))], rows),
    `<details><summary>Commits, since when, by whom</summary>\n\n${full}\n\n</details>`,
  ];
}

function brief(standing: EnvironmentReport | undefined): string {
  const { row } = standing ?? {};
  if (!row || row.digest === null) return '–';
  const version =
    row.version === null ? digestCode(row.digest) : `**${escapeMarkdown(row.version)}** ${digestCode(row.digest)}`;
  return `${version}${standing?.unfinished ? ' ⏳' : row.moved ? ' ⚠️' : ''}`;
}

function ladder(environments: readonly EnvironmentReport[], source: string | null): string {
  const rows = environments.map(({ row, unfinished }) => [
    `**${escapeMarkdown(row.environment)}**`,
    row.version === null ? '–' : escapeMarkdown(row.version),
    digestCode(row.digest),
    commitLink(row.revision, source),
    formatMinute(row.since),
    row.by === null ? '–' : escapeMarkdown(row.by),
    unfinished
      ? '⏳&nbsp;unfinished'
      : row.moved
        ? '⚠️&nbsp;moved'
        : row.action === null
          ? '–'
          : runLink(row.run, row.action),
  ]);
  return table(['environment', 'version', 'digest', 'commit', 'since', 'by', 'through'], rows);
}

/** What is wrong with an environment. */
function warnings({ row, unfinished }: EnvironmentReport): string[] {
  const where = `${escapeMarkdown(row.image)}: **${escapeMarkdown(row.environment)}**`;
  if (unfinished) {
    return [
      `> [!WARNING]\n> ${where}: a ${escapeMarkdown(unfinished.action)} to ${digestCode(unfinished.digest)} was begun at ${formatMinute(unfinished.at)} (${runLink(unfinished.run)}) and its tag was not moved: the run is at work, or died half way, or somebody put the tag back since. Run it again to finish it.`,
    ];
  }
  if (row.moved && row.digest === null) {
    return [
      `> [!WARNING]\n> ${where}: the tag is gone: somebody deleted it without this action. A promotion or a rollback puts it there again.`,
    ];
  }
  if (row.moved) {
    return [
      `> [!WARNING]\n> ${where}: the tag is not where the history's last event left it: somebody moved it without this action. The next run that writes records it as observed.`,
    ];
  }
  return [];
}

/** Why what is live was made live, where somebody said so; of which of several images, if not of all. */
function reasons(environments: readonly EnvironmentReport[]): string {
  const images = [...new Set(environments.map(({ row }) => row.image))];
  const { short } = stripCommonPrefix(images);
  const said = new Map<string, { environment: string; text: string; of: string[] }>();
  for (const { row, reason, unfinished } of environments) {
    if (reason === null || unfinished) continue;
    const key = JSON.stringify([row.environment, reason]);
    const one = said.get(key) ?? { environment: row.environment, text: reason, of: [] };
    one.of.push(row.image);
    said.set(key, one);
  }
  const lines = [...said.values()].map(({ environment, text, of }) => {
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
  return lines.length === 0 ? '' : `Reasons given:\n\n${lines.join('\n')}`;
}

/** Where an image is that was asked for by version, of several repositories: a row each. */
function locatedAll(all: readonly ImageLocation[], source: string | null): string {
  const { short } = stripCommonPrefix(all.map(({ image }) => repositoryName(image)));
  const rows = all.map(({ image, target, identity, tags, live }) => [
    inlineCode(short(repositoryName(image))),
    identity.version === null ? '–' : escapeMarkdown(identity.version),
    digestCode(target.digest),
    commitLink(identity.revision, source),
    live.map(inlineCode).join(' ') || 'no environment',
    tags.map(inlineCode).join(' ') || '–',
  ]);
  return table(['this image of', 'version', 'digest', 'commit', 'live in', 'tags'], rows);
}

function located({ image, target, identity, tags, live }: ImageLocation, source: string | null): string {
  const rows = [
    ['image', inlineCode(repositoryName(image))],
    ['digest', digestCode(target.digest)],
    ['version', identity.version === null ? '–' : escapeMarkdown(identity.version)],
    ['commit', commitLink(identity.revision, source)],
    ['created', formatMinute(identity.created)],
    ['live in', live.map(inlineCode).join(' ') || 'no environment'],
    ['tags', tags.map(inlineCode).join(' ') || '–'],
  ];
  return `${table(['', 'this image'], rows)}\n\n\`\`\`yaml\nimage: ${repositoryName(image)}@${target.digest}\n\`\`\``;
}

/** The images that are live, as lines for Compose or Kubernetes. */
function pinned(environments: readonly EnvironmentReport[]): string {
  const live = environments.filter(({ row }) => row.digest !== null);
  if (live.length === 0) return '';
  const lines = live.map(({ row }) => `image: ${row.image}@${row.digest} # ${row.environment}`);
  return `<details><summary>Pinned by digest (Compose, Kubernetes)</summary>\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}
