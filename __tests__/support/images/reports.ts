import type { History, HistoryEvent } from '../../../src/history/event.ts';
import { describe, type Studied } from '../../../src/modes/status.ts';
import { digest, START } from '../requests/requests.ts';
import { event, historyOf } from './histories.ts';

const HOUR = 3_600_000;

/** A commit's SHA by a number. */
const commit = (number: number): string => number.toString(16).padStart(7, '0').repeat(6).slice(0, 40);

/** What a report is made of. */
export interface ReportOptions {
  image: string;
  environment: string;
  /** the numbers of the releases that were promoted, oldest first; the last is live */
  releases: readonly number[];
  /** the name of an image that the tag was moved to by hand */
  movedTo?: string;
  /** of all events */
  reason?: string | null;
  actor?: string | null;
  run?: string | null;
  problem?: string;
}

/** An environment's report with a promotion a day for each release, and a rollback where a lower one follows. */
export function reportOf(options: ReportOptions): Studied {
  const { image, environment, releases, movedTo, problem = null, reason = null, actor = 'ada' } = options;
  const run = options.run === undefined ? 'https://github.com/acme/shop/actions/runs/7/attempts/1' : options.run;
  let previous: number | null = null;
  const events = releases.map((number, index): HistoryEvent => {
    const action = previous !== null && number < previous ? 'rollback' : 'promote';
    const made = event(action, `r${number}`, {
      at: new Date(START + index * 24 * HOUR).toISOString(),
      created: new Date(START + index * 24 * HOUR - 5 * HOUR).toISOString(),
      ...{ version: `1.${number}.0`, revision: commit(number), actor, reason, run },
      previous: previous === null ? null : digest(`r${previous}`),
    });
    previous = number;
    return made;
  });
  const history: History | null = events.length === 0 || problem !== null ? null : historyOf(events);
  const name = movedTo ?? (releases.length > 0 ? `r${releases.at(-1)}` : null);
  const live = name === null ? null : { digest: digest(name), mediaType: 'x', size: 1 };
  const known = {
    version: movedTo === undefined && releases.length > 0 ? `1.${releases.at(-1)}.0` : null,
    revision: movedTo === undefined && releases.length > 0 ? commit(releases.at(-1)!) : null,
    created: null,
  };
  const report = describe(image, { name: environment, live, history, known }, '2026-03-01T12:00:00Z', problem);
  return { report, live, history };
}
