import type { Metrics } from '../figures/types.ts';
import { imageName } from '../image/name.ts';
import { type Lag, lagOf } from '../modes/lag.ts';
import type { EnvironmentReport, StatusFacts } from '../modes/status.ts';
import { driftOf } from '../modes/status-report.ts';
import type { StatusRequest } from '../request/request.ts';
import { stripCommonPrefix } from '../util/text.ts';
import { figuresBlock } from './figures.ts';
import { gatesBlock } from './holds.ts';
import { located, locatedAll } from './status-locations.ts';
import { nounOf, statusNews } from './status-news.ts';
import { type Links, markdown } from './style.ts';
import { notes } from './summary-blocks.ts';
import { commitLink, digestCode, escapeMarkdown, formatMinute, inlineCode, MAX_LINE, runLink, table } from './text.ts';
import { timelineBlock } from './timeline.ts';

/** How many images with one reason are named. */
const NAMED = 5;

/**
 * The job summary of `status`: what is live in each environment, and where one image is live.
 * @param now milliseconds since the epoch; null where no ages are shown
 */
export function statusSummary(
  request: StatusRequest,
  facts: StatusFacts,
  metrics: readonly Metrics[] = [],
  now: number | null = null,
): string {
  const { environments, locations } = facts;
  const links = request.context;
  const { icon, text } = statusNews(facts, request.versions ? null : request.version, markdown(links));
  const isMany = new Set(environments.map(({ row }) => row.image)).size > 1;
  const boards = environments.length === 0 ? [] : board(environments, links, now);
  const parts = [
    `### ${icon} ${text}`,
    // why a history cannot be read is said of its environment
    ...notes(
      facts.warnings.filter((text) => environments.every(({ problem }) => problem !== text)),
      facts.notices,
    ),
    // nobody would see warnings below a table of many rows
    ...(isMany
      ? [...environments.flatMap((one) => warnings(one, links)), ...boards]
      : [...boards, ...environments.flatMap((one) => warnings(one, links))]),
    gatesBlock(environments, links),
    reasons(environments),
    timelineBlock(environments),
    ...(locations.length > 1 ? [locatedAll(locations, links)] : locations.map((one) => located(one, links))),
    pinned(environments),
    figuresBlock(metrics),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** One image: its environments in full. Several: images by environments, with the tables in full folded. */
function board(environments: readonly EnvironmentReport[], links: Links, now: number | null): string[] {
  const byImage = new Map<string, EnvironmentReport[]>();
  for (const report of environments) {
    const of = byImage.get(report.row.image);
    if (of) of.push(report);
    else byImage.set(report.row.image, [report]);
  }
  const images = [...byImage.keys()];
  const [only = ''] = images;
  if (images.length === 1) return [inlineCode(only), environmentTable(environments, links, now)];
  const { shared, short } = stripCommonPrefix(images);
  const names = [...new Set(environments.map(({ row }) => row.environment))];
  // what needs a look is not found below forty rows
  const sorted = [...byImage].map(([image, of]) => ({ image, of, rank: rankOf(of) })).sort((a, b) => a.rank - b.rank);
  const rows = sorted.map(({ image, of }) => [
    inlineCode(short(image)),
    ...names.map((name) =>
      brief(
        of.find(({ row }) => row.environment === name),
        of,
      ),
    ),
  ]);
  const full = [...byImage]
    .map(([image, of]) => `${inlineCode(image)}\n\n${environmentTable(of, links, now)}`)
    .join('\n\n');
  return [
    ...(shared ? [`${inlineCode(shared)}…`] : []),
    table(['', ...names.map((name) => escapeMarkdown(name))], rows),
    `<details><summary>Commits, times, people</summary>\n\n${full}\n\n</details>`,
  ];
}

/** Images with drift first, then those on hold, then those with a stage behind another. */
function rankOf(of: readonly EnvironmentReport[]): number {
  if (of.some((one) => driftOf(one) !== null)) return 0;
  if (of.some(({ row }) => row.held !== null)) return 1;
  return of.some((one) => !['same', undefined].includes(lagIn(of, one)?.kind)) ? 2 : 3;
}

/** How the image of an environment compares with that of the previous stage. */
function lagIn(all: readonly EnvironmentReport[], one: EnvironmentReport): Lag | null {
  const before = all[all.indexOf(one) - 1];
  return before ? lagOf(one, before) : null;
}

function lagNote(all: readonly EnvironmentReport[], one: EnvironmentReport): string {
  return lagText(lagIn(all, one), escapeMarkdown(all[all.indexOf(one) - 1]?.row.environment ?? ''));
}

/** A lag in a few words; empty where both have the same image. @param stage the stage before, as it is shown */
function lagText(lag: Lag | null, stage: string): string {
  if (lag === null || lag.kind === 'same') return '';
  if (lag.kind === 'behind') return `${lag.by}&nbsp;behind`;
  if (lag.kind === 'unknown') return `not as in ${stage}`;
  return lag.kind === 'ahead' ? 'ahead' : `not in ${stage}`;
}

/** @param all the environments of one image: two images of one name are told apart by their digests */
function brief(report: EnvironmentReport | undefined, all: readonly EnvironmentReport[]): string {
  const { row } = report ?? {};
  if (!report || !row) return '–';
  if (row.digest === null) return driftOf(report) ? '– ⚠️' : '–';
  const name = imageName(row, row.digest);
  const isAmbiguous = all.some(
    (other) =>
      other.row.digest !== null && other.row.digest !== row.digest && imageName(other.row, other.row.digest) === name,
  );
  const digest = isAmbiguous ? ` ${digestCode(row.digest)}` : '';
  const lag = lagNote(all, report);
  return `**${escapeMarkdown(name)}**${digest}${lag && ` (${lag})`}${report.unfinished ? ' ⏳' : driftOf(report) ? ' ⚠️' : ''}`;
}

function environmentTable(environments: readonly EnvironmentReport[], links: Links, now: number | null): string {
  const hasLag = environments.length > 1;
  const rows = environments.map((one) => {
    const { row, unfinished, problem } = one;
    return [
      `**${escapeMarkdown(row.environment)}**`,
      row.digest === null ? '–' : escapeMarkdown(imageName(row, row.digest)),
      ...(hasLag ? [lagNote(environments, one) || '–'] : []),
      // a table that is too wide is cut at its right
      problem !== null
        ? '⚠️&nbsp;history invalid'
        : unfinished
          ? '⏳&nbsp;unfinished'
          : row.moved
            ? '⚠️&nbsp;changed outside'
            : row.action === null
              ? '–'
              : runLink(row.run, links.server, row.action),
      sinceCell(row.since, now),
      row.by === null ? '–' : escapeMarkdown(row.by),
      commitLink(row.revision, links.source),
      digestCode(row.digest),
    ];
  });
  const lag = hasLag ? ['lag'] : [];
  return table(['environment', 'version', ...lag, 'action', 'since', 'by', 'commit', 'digest'], rows);
}

/** A time, and how long ago it was in whole units. */
function sinceCell(since: string | null, now: number | null): string {
  const time = formatMinute(since);
  const ms = since === null || now === null ? Number.NaN : Math.max(0, now - Date.parse(since));
  if (Number.isNaN(ms)) return time;
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ] as const;
  const [unit, length] = units.find(([, each]) => ms >= 2 * each) ?? ['s', 1000];
  return `${time} (${Math.floor(ms / length)}&nbsp;${unit})`;
}

/** Warnings about an environment whose tag and history do not agree. */
function warnings({ row, unfinished, problem }: EnvironmentReport, { server }: Links): string[] {
  const where = `${escapeMarkdown(row.image)}: **${escapeMarkdown(row.environment)}**`;
  if (problem !== null) return [`> [!WARNING]\n> ${where}: ${escapeMarkdown(problem, MAX_LINE)}`];
  if (unfinished) {
    return [
      `> [!WARNING]\n> ${where}: a ${nounOf(unfinished.action)} of ${escapeMarkdown(imageName(unfinished, unfinished.digest))} started at ${formatMinute(unfinished.at)} (${runLink(unfinished.run, server)}) but never moved the tag: the run is still going, was interrupted, or the tag was reset. Re-run it to finish.`,
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

/** The live images by digest, one per line. */
function pinned(environments: readonly EnvironmentReport[]): string {
  const live = environments.filter(({ row }) => row.digest !== null);
  if (live.length === 0) return '';
  const lines = live.map(({ row }) => `${row.environment}: ${row.image}@${row.digest}`);
  return `<details><summary>Pinned by digest</summary>\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}
