import { nameOf } from '../image/reference.ts';
import type { Standing, StatusFacts, Whereabouts } from '../modes/status.ts';
import type { StatusRequest } from '../request.ts';
import { cell, code, commitLink, digestCode, runLink, table } from './text.ts';

/** The job summary of `status`: the ladder as a table, and where one image is. */
export function statusSummary(request: StatusRequest, { standings, whereabouts }: StatusFacts): string {
  const { source } = request.context;
  const isMany = request.images.length > 1;
  const parts = [
    '### 🔭 What is live',
    standings.length === 0 ? 'No environment has a history here yet.' : board(standings, isMany, source),
    ...standings.flatMap(remarks),
    ...whereabouts.map((one) => located(one, source)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function board(standings: readonly Standing[], isMany: boolean, source: string | null): string {
  const head = [...(isMany ? ['image'] : []), 'environment', 'version', 'digest', 'commit', 'since', 'by', 'run', ''];
  const rows = standings.map(({ row, unfinished }) => [
    ...(isMany ? [code(row.image)] : []),
    `**${cell(row.environment)}**`,
    row.version === null ? '–' : cell(row.version),
    digestCode(row.digest),
    commitLink(row.revision, source),
    row.since === null ? '–' : cell(row.since.slice(0, 16).replace('T', ' ')),
    row.by === null ? '–' : cell(row.by),
    runLink(row.run),
    unfinished ? '⏳ unfinished' : row.moved ? '⚠️ moved by other hands' : row.action === null ? '' : cell(row.action),
  ]);
  return table(head, rows);
}

function remarks({ row, unfinished, reason }: Standing): string[] {
  const where = `${cell(row.image)}: ${cell(row.environment)}`;
  if (unfinished) {
    return [
      `> [!WARNING]\n> ${where}: a ${cell(unfinished.action)} to ${digestCode(unfinished.digest)} was begun at ${cell(unfinished.at)} and its tag was not moved: the run is at work, or died half way. Run it again to finish it.`,
    ];
  }
  if (row.moved) {
    return [
      `> [!WARNING]\n> ${where}: the tag is not where the history's last event left it: somebody moved it without this action. The next run records it as observed.`,
    ];
  }
  return reason === null ? [] : [`${where}: reason: ${cell(reason)}`];
}

function located({ image, target, identity, tags, live }: Whereabouts, source: string | null): string {
  const rows = [
    ['image', code(`${nameOf(image)}@${target.digest}`)],
    ['version', identity.version === null ? '–' : cell(identity.version)],
    ['commit', commitLink(identity.revision, source)],
    ['created', identity.created === null ? '–' : cell(identity.created)],
    ['live in', live.map(code).join(' ') || 'no environment'],
    ['tags', tags.map(code).join(' ') || '–'],
  ];
  return table(['', 'this image'], rows);
}
