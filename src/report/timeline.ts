import { imageName } from '../image/name.ts';
import type { EnvironmentReport } from '../modes/status.ts';
import type { ReportedMove } from '../modes/status-report.ts';
import { mermaid, mermaidText } from './mermaid.ts';

/** How many days, and moves of a day, the timeline has: it is as tall as its longest day. */
const MAX = { days: 6, moves: 4 };

interface Moved {
  readonly at: number;
  readonly environment: string;
  readonly move: ReportedMove;
  /** of the image that became live */
  readonly digest: string;
}

/** The last releases as a Mermaid timeline, a column a day; empty where there are fewer than two. */
export function timelineBlock(environments: readonly EnvironmentReport[]): string {
  const moves = environments.flatMap(movesOf).sort((a, b) => a.at - b.at);
  if (moves.length < 2) return '';
  const days = new Map<string, Map<string, number>>();
  for (const moved of ofLastDays(moves)) {
    const [day, what] = [dayOf(moved), textOf(moved)];
    const of = days.get(day) ?? new Map<string, number>();
    of.set(what, (of.get(what) ?? 0) + 1);
    days.set(day, of);
  }
  const lines = [...days].map(([day, of]) => {
    const texts = [...of].map(([what, count]) => `${what}${count > 1 ? ` (${count} images)` : ''}`);
    const shown = texts.length > MAX.moves ? texts.slice(-MAX.moves + 1) : texts;
    const more = texts.length - shown.length;
    return `  ${[day, ...(more > 0 ? [`${more} more`] : []), ...shown].join(' : ')}`;
  });
  return `<details><summary>Last releases</summary>\n\n${mermaid(['timeline', ...lines])}\n\n</details>`;
}

/** The moves of the last days that have any; many images have tens of thousands before these. @param moves oldest first */
function ofLastDays(moves: readonly Moved[]): readonly Moved[] {
  const days = new Set<string>();
  const before = moves.findLastIndex((moved) => days.add(dayOf(moved)).size > MAX.days);
  return moves.slice(before + 1);
}

function movesOf({ row, moves }: EnvironmentReport): Moved[] {
  return moves.flatMap((move) => {
    const at = Date.parse(move.at);
    const { digest, previous } = move;
    if (digest === null || digest === previous || Number.isNaN(at)) return [];
    return [{ at, environment: row.environment, move, digest }];
  });
}

function dayOf({ at }: Moved): string {
  return new Date(at).toISOString().slice(0, 10);
}

function textOf({ environment, move, digest }: Moved): string {
  const verb = move.action === 'rollback' ? 'back to ' : move.action === 'observed' ? 'changed to ' : '';
  return `${mermaidText(environment)} ${verb}${mermaidText(imageName(move, digest))}`;
}
