import { imageName } from '../image/name.ts';
import type { EnvironmentReport } from '../modes/status.ts';
import { mermaid, mermaidText } from './mermaid.ts';

/** How many days, and moves of a day, the timeline has: it is as tall as its longest day. */
const MAX = { days: 6, moves: 4 };

interface Moved {
  readonly day: string;
  readonly what: string;
}

/** The last releases as a Mermaid timeline, a column a day; empty where there are fewer than two. */
export function timelineBlock(environments: readonly EnvironmentReport[]): string {
  const moves = environments.flatMap(movesOf).sort((a, b) => a.at - b.at);
  const days = new Map<string, Map<string, number>>();
  for (const { day, what } of moves) {
    const of = days.get(day) ?? new Map<string, number>();
    of.set(what, (of.get(what) ?? 0) + 1);
    days.set(day, of);
  }
  if (moves.length < 2) return '';
  const lines = [...days].slice(-MAX.days).map(([day, of]) => {
    const texts = [...of].map(([what, count]) => `${what}${count > 1 ? ` (${count} images)` : ''}`);
    const shown = texts.length > MAX.moves ? texts.slice(-MAX.moves + 1) : texts;
    const more = texts.length - shown.length;
    return `  ${[day, ...(more > 0 ? [`${more} more`] : []), ...shown].join(' : ')}`;
  });
  return `<details><summary>Last releases</summary>\n\n${mermaid(['timeline', ...lines])}\n\n</details>`;
}

function movesOf({ row, moves }: EnvironmentReport): (Moved & { at: number })[] {
  return moves.flatMap((event) => {
    const { digest, previous, action } = event;
    const at = Date.parse(event.at);
    if (digest === null || digest === previous || Number.isNaN(at)) return [];
    const verb = action === 'rollback' ? 'back to ' : action === 'observed' ? 'changed to ' : '';
    const what = `${mermaidText(row.environment)} ${verb}${mermaidText(imageName(event, digest))}`;
    return [{ at, day: new Date(at).toISOString().slice(0, 10), what }];
  });
}
