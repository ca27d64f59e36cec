import { nameOf } from '../image/reference.ts';
import type { Standing, StatusFacts, Whereabouts } from '../modes/status.ts';
import type { StatusRequest } from '../request/request.ts';
import { cell, code, commitLink, digestCode, minute, runLink, shorten, table } from './text.ts';

/** So many images that somebody gave one reason for are named. */
const NAMED = 5;

/** The job summary of `status`: the ladder as a table, and where one image is. */
export function statusSummary(request: StatusRequest, { standings, whereabouts }: StatusFacts): string {
  const { source } = request.context;
  const isMany = new Set(standings.map(({ row }) => row.image)).size > 1;
  const boards = standings.length === 0 ? [] : board(standings, source);
  const parts = [
    '### 🔭 What is live',
    ...(standings.length === 0 ? ['No environment has a history here yet.'] : []),
    // below a table of many rows nobody would see them
    ...(isMany ? [...standings.flatMap(warnings), ...boards] : [...boards, ...standings.flatMap(warnings)]),
    reasons(standings),
    ...(whereabouts.length > 1 ? [locatedAll(whereabouts, source)] : whereabouts.map((one) => located(one, source))),
    pinned(standings),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** One image: its environments in full. Several: images by environments, and the tables in full folded away. */
function board(standings: readonly Standing[], source: string | null): string[] {
  const byImage = new Map<string, Standing[]>();
  for (const standing of standings) {
    const of = byImage.get(standing.row.image);
    if (of) of.push(standing);
    else byImage.set(standing.row.image, [standing]);
  }
  const images = [...byImage.keys()];
  const [only = ''] = images;
  if (images.length === 1) return [code(only), ladder(standings, source)];
  const { shared, short } = shorten(images);
  const names = [...new Set(standings.map(({ row }) => row.environment))];
  const rows = [...byImage].map(([image, of]) => [
    code(short(image)),
    ...names.map((name) => brief(of.find(({ row }) => row.environment === name))),
  ]);
  const full = [...byImage].map(([image, of]) => `${code(image)}\n\n${ladder(of, source)}`).join('\n\n');
  return [
    ...(shared ? [`${code(shared)}…`] : []),
    table(['', ...names.map((name) => cell(name))], rows),
    `<details><summary>Commits, since when, by whom</summary>\n\n${full}\n\n</details>`,
  ];
}

function brief(standing: Standing | undefined): string {
  const { row } = standing ?? {};
  if (!row || row.digest === null) return '–';
  const version = row.version === null ? digestCode(row.digest) : `**${cell(row.version)}** ${digestCode(row.digest)}`;
  return `${version}${standing?.unfinished ? ' ⏳' : row.moved ? ' ⚠️' : ''}`;
}

function ladder(standings: readonly Standing[], source: string | null): string {
  const rows = standings.map(({ row, unfinished }) => [
    `**${cell(row.environment)}**`,
    row.version === null ? '–' : cell(row.version),
    digestCode(row.digest),
    commitLink(row.revision, source),
    minute(row.since),
    row.by === null ? '–' : cell(row.by),
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
function warnings({ row, unfinished }: Standing): string[] {
  const where = `${cell(row.image)}: **${cell(row.environment)}**`;
  if (unfinished) {
    return [
      `> [!WARNING]\n> ${where}: a ${cell(unfinished.action)} to ${digestCode(unfinished.digest)} was begun at ${minute(unfinished.at)} (${runLink(unfinished.run)}) and its tag was not moved: the run is at work, or died half way, or somebody put the tag back since. Run it again to finish it.`,
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
function reasons(standings: readonly Standing[]): string {
  const images = [...new Set(standings.map(({ row }) => row.image))];
  const { short } = shorten(images);
  const said = new Map<string, { environment: string; text: string; of: string[] }>();
  for (const { row, reason, unfinished } of standings) {
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
            .map((name) => code(short(name)))
            .join(', ')}${more}`;
    return `- **${cell(environment)}**${names}: ${cell(text)}`;
  });
  return lines.length === 0 ? '' : `Reasons given:\n\n${lines.join('\n')}`;
}

/** Where an image is that was asked for by version, of several repositories: a row each. */
function locatedAll(all: readonly Whereabouts[], source: string | null): string {
  const { short } = shorten(all.map(({ image }) => nameOf(image)));
  const rows = all.map(({ image, target, identity, tags, live }) => [
    code(short(nameOf(image))),
    identity.version === null ? '–' : cell(identity.version),
    digestCode(target.digest),
    commitLink(identity.revision, source),
    live.map(code).join(' ') || 'no environment',
    tags.map(code).join(' ') || '–',
  ]);
  return table(['this image of', 'version', 'digest', 'commit', 'live in', 'tags'], rows);
}

function located({ image, target, identity, tags, live }: Whereabouts, source: string | null): string {
  const rows = [
    ['image', code(nameOf(image))],
    ['digest', digestCode(target.digest)],
    ['version', identity.version === null ? '–' : cell(identity.version)],
    ['commit', commitLink(identity.revision, source)],
    ['created', minute(identity.created)],
    ['live in', live.map(code).join(' ') || 'no environment'],
    ['tags', tags.map(code).join(' ') || '–'],
  ];
  return `${table(['', 'this image'], rows)}\n\n\`\`\`yaml\nimage: ${nameOf(image)}@${target.digest}\n\`\`\``;
}

/** The images that are live, as lines for Compose or Kubernetes. */
function pinned(standings: readonly Standing[]): string {
  const live = standings.filter(({ row }) => row.digest !== null);
  if (live.length === 0) return '';
  const lines = live.map(({ row }) => `image: ${row.image}@${row.digest} # ${row.environment}`);
  return `<details><summary>Pinned by digest (Compose, Kubernetes)</summary>\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}
