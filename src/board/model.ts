import type { Metrics } from '../figures/types.ts';
import { type HistoryEvent, isMove } from '../history/event.ts';
import { rollbackTargets } from '../history/stack.ts';
import { replayEnvironment, unprovenEvents } from '../history/state.ts';
import { imageName } from '../image/name.ts';
import type { EnvironmentReport } from '../modes/status.ts';
import { joinImages } from './join.ts';

/** One event on a timeline. */
export interface BoardEvent {
  readonly at: string;
  readonly action: string;
  /** the image's short name; null where the event has no image */
  readonly name: string | null;
  readonly digest: string | null;
  readonly revision: string | null;
  readonly by: string | null;
  readonly run: string | null;
  readonly reason: string | null;
  /** whether it never took effect, or nobody knows whether it did */
  readonly isVoid: boolean;
}

/** What was promoted to one stage of one image. */
export interface BoardCell {
  readonly image: string;
  readonly stage: string;
  readonly digest: string | null;
  /** the image's short name; null where nothing was promoted */
  readonly name: string | null;
  readonly revision: string | null;
  readonly since: string | null;
  readonly by: string | null;
  readonly run: string | null;
  readonly reason: string | null;
  /** how tag and history differ, in a few words; null where they do not */
  readonly drift: string | null;
  /** why it is on hold; null where it is not */
  readonly held: string | null;
  /** the stage below, where another digest is; null where it is the same */
  readonly behind: string | null;
  /** why its history cannot be read; null where it can */
  readonly problem: string | null;
  /** the short name of the image that a rollback would restore; null where there is none */
  readonly restores: string | null;
  /** newest first */
  readonly events: readonly BoardEvent[];
  /** how many older events are left out */
  readonly older: number;
  readonly metrics: Metrics | null;
}

/** One image, with a cell for each stage; its stages may be in different registries. */
export interface BoardRow {
  readonly name: string;
  /** by stage; null where the image has none */
  readonly cells: readonly (BoardCell | null)[];
}

/** A move of one environment. */
export interface BoardMove {
  readonly image: string;
  readonly stage: string;
  readonly from: string | null;
  readonly event: BoardEvent;
}

/** Everything on the page. */
export interface Board {
  /** RFC 3339 */
  readonly generated: string;
  readonly stages: readonly string[];
  /** the registry and namespace that all names share, with the slash at its end; empty where there is none */
  readonly shared: string;
  /** drift first, then holds, then lag, then by name */
  readonly rows: readonly BoardRow[];
  /** the newest of all images */
  readonly moves: readonly BoardMove[];
}

/** How many events a timeline has at most, and all timelines together: the page must open quickly. */
const EVENTS = { each: 50, all: 8000, least: 5 };
/** How many of the last moves are listed. */
const MOVES = 20;

/**
 * Makes the board of a status.
 * @param stages in order, the lowest first; empty where they are those of the reports, in their order
 * @param generated RFC 3339
 */
export function boardOf(
  reports: readonly EnvironmentReport[],
  metrics: readonly Metrics[],
  generated: string,
  stages: readonly string[] = [],
): Board {
  const columns = stages.length > 0 ? stages : mergeOrders(reports);
  const kept = Math.max(EVENTS.least, Math.min(EVENTS.each, Math.floor(EVENTS.all / Math.max(1, reports.length))));
  const cells = reports.map((report, index) => cellOf(report, metrics[index] ?? null, kept));
  const { shared, images } = joinImages(cells);
  const rows = images.map(({ name, cells: own }) => ({
    name,
    cells: withLag(columns.map((stage) => own.find((cell) => cell.stage === stage) ?? null)),
  }));
  const rank = ({ cells: own }: BoardRow): number => {
    if (own.some((cell) => cell?.drift)) return 0;
    if (own.some((cell) => cell?.held)) return 1;
    return own.some((cell) => cell?.behind) ? 2 : 3;
  };
  return {
    generated,
    stages: columns,
    shared,
    rows: rows.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)),
    moves: reports
      .flatMap(movesOf)
      .sort((a, b) => Date.parse(b.event.at) - Date.parse(a.event.at))
      .slice(0, MOVES),
  };
}

/** The stages of all images in one order: each keeps its place among those that it is listed with. */
function mergeOrders(reports: readonly EnvironmentReport[]): string[] {
  const merged: string[] = [];
  let after = 0;
  let image = '';
  for (const { row } of reports) {
    if (row.image !== image) after = 0;
    image = row.image;
    const at = merged.indexOf(row.environment);
    if (at < 0) merged.splice(after, 0, row.environment);
    after = (at < 0 ? after : at) + 1;
  }
  return merged;
}

function cellOf(report: EnvironmentReport, metrics: Metrics | null, kept: number): BoardCell {
  const { row, live, history, problem, reason } = report;
  const events = history?.events ?? [];
  const [target] = rollbackTargets(replayEnvironment(live, history));
  const unproven = unprovenEvents(live, history);
  return {
    ...{ image: row.image, stage: row.environment, digest: row.digest, revision: row.revision },
    name: row.digest === null ? null : imageName(row, row.digest),
    ...{ since: row.since, by: row.by, run: row.run, reason },
    ...{ drift: driftOf(report), held: heldOf(report), behind: null, problem, metrics },
    restores: target ? imageName(target.by, target.digest) : null,
    events: events
      .slice(-kept)
      .reverse()
      .map((event) => eventOf(event, unproven)),
    older: Math.max(0, events.length - kept),
  };
}

function eventOf(event: HistoryEvent, unproven: ReadonlySet<HistoryEvent>): BoardEvent {
  const { at, action, digest, revision, actor, run, reason } = event;
  const isVoid = action === 'superseded' || unproven.has(event);
  const name = digest === null ? null : imageName(event, digest);
  return { ...{ at, action, name, digest, revision, by: actor, run, reason }, isVoid };
}

function driftOf({ row, unfinished, problem }: EnvironmentReport): string | null {
  if (problem !== null) return 'unreadable history';
  if (unfinished) return `unfinished ${unfinished.action}`;
  if (!row.moved) return null;
  return row.digest === null ? 'deleted outside this action' : 'changed outside this action';
}

/** Why an environment is on hold. */
function heldOf({ row }: EnvironmentReport): string | null {
  const held = (row as { held?: { reason: string | null } | null }).held ?? null;
  return held === null ? null : held.reason || 'on hold';
}

/** A stage is behind where another image was promoted to the stage below; one without an image is left out. */
function withLag(cells: readonly (BoardCell | null)[]): (BoardCell | null)[] {
  return cells.map((cell, index) => {
    const below = cells[index - 1];
    if (!cell || !below?.digest || cell.digest === below.digest) return cell;
    return { ...cell, behind: below.stage };
  });
}

function movesOf({ row, live, history }: EnvironmentReport): BoardMove[] {
  const events = history?.events ?? [];
  const unproven = unprovenEvents(live, history);
  const names = new Map(events.flatMap((event) => (event.digest ? [[event.digest, event] as const] : [])));
  return events
    .filter((event) => isMove(event) && !unproven.has(event) && event.previous !== event.digest)
    .slice(-MOVES)
    .map((event) => ({
      ...{ image: row.image, stage: row.environment, event: eventOf(event, unproven) },
      from:
        event.previous === null
          ? null
          : imageName(names.get(event.previous) ?? { version: null, revision: null }, event.previous),
    }));
}
