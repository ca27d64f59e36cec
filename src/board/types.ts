import type { Metrics } from '../figures/types.ts';
import type { EnvironmentReport } from '../modes/status.ts';

/** How many of the last moves are listed. */
export const MOVES = 20;

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
  /** whether it did not take effect, or it is unknown whether it did */
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
  /** what the image is marked as, with the reason; null where it is not */
  readonly mark: string | null;
  /** how it compares with the previous stage, in a few words; null on the first stage, and where that stage has the same digest or nothing live */
  readonly lag: string | null;
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

/** What the board takes from one environment. */
export interface BoardEntry {
  readonly report: EnvironmentReport;
  readonly cell: BoardCell;
  /** its newest moves */
  readonly moves: readonly BoardMove[];
}
