import { type Lag, lagOf } from '../modes/lag.ts';
import type { EnvironmentReport } from '../modes/status.ts';
import { joinImages } from './join.ts';
import { type Board, type BoardCell, type BoardEntry, type BoardRow, MOVES } from './types.ts';

/** How many events all timelines have together, and each at least: the page must open quickly. */
const EVENTS = { all: 8000, least: 5 };

/**
 * Makes the board of a status.
 * @param stages in order, from first to last; empty where they are those of the entries, in their order
 * @param generated RFC 3339
 */
export function boardOf(entries: readonly BoardEntry[], generated: string, stages: readonly string[] = []): Board {
  const kept = Math.max(EVENTS.least, Math.floor(EVENTS.all / Math.max(1, entries.length)));
  const cells = entries.map(({ cell }) => withEvents(cell, kept));
  const reports = new Map(entries.map(({ cell, report }) => [keyOf(cell), report]));
  const columns = stages.length > 0 ? stages : mergeOrders(cells);
  const { shared, images } = joinImages(cells);
  const rows = images.map(({ name, cells: own }) => ({
    name,
    cells: withLag(
      columns.map((stage) => own.find((cell) => cell.stage === stage) ?? null),
      reports,
    ),
  }));
  const rank = ({ cells: own }: BoardRow): number => {
    if (own.some((cell) => cell?.drift)) return 0;
    if (own.some((cell) => cell?.held)) return 1;
    return own.some((cell) => cell?.lag) ? 2 : 3;
  };
  return {
    generated,
    stages: columns,
    shared,
    rows: rows.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)),
    moves: entries
      .flatMap(({ moves }) => moves)
      .sort((a, b) => Date.parse(b.event.at) - Date.parse(a.event.at))
      .slice(0, MOVES),
  };
}

function withEvents(cell: BoardCell, kept: number): BoardCell {
  const { events, older } = cell;
  return { ...cell, events: events.slice(0, kept), older: older + Math.max(0, events.length - kept) };
}

/** The stages of all images in one order: each keeps its place among those that it is listed with. */
function mergeOrders(cells: readonly BoardCell[]): string[] {
  const merged: string[] = [];
  let after = 0;
  let image = '';
  for (const cell of cells) {
    if (cell.image !== image) after = 0;
    image = cell.image;
    const at = merged.indexOf(cell.stage);
    if (at < 0) merged.splice(after, 0, cell.stage);
    after = (at < 0 ? after : at) + 1;
  }
  return merged;
}

/** Adds how the image of each stage compares with that of the previous stage, where that is another one. */
function withLag(
  cells: readonly (BoardCell | null)[],
  reports: ReadonlyMap<string, EnvironmentReport>,
): (BoardCell | null)[] {
  return cells.map((cell, index) => {
    const below = cells[index - 1];
    if (!cell || !below?.digest || cell.digest === below.digest) return cell;
    const [here, there] = [reports.get(keyOf(cell)), reports.get(keyOf(below))];
    return { ...cell, lag: lagText(here && there ? lagOf(here, there) : null, below.stage) };
  });
}

function keyOf({ image, stage }: BoardCell): string {
  return `${image} ${stage}`;
}

/** @param lag null where nothing was promoted to this stage */
function lagText(lag: Lag | null, below: string): string {
  if (lag?.kind === 'behind') return `${lag.by} behind ${below}`;
  if (lag?.kind === 'ahead') return `ahead of ${below}`;
  if (lag?.kind === 'unknown') return `not as in ${below}`;
  return lag === null ? `behind ${below}` : `not in ${below}`;
}
