import stringWidth from 'string-width';

/** A column of a table. */
export interface Column {
  readonly head: string;
  /** the least that it is shortened to, in columns of the terminal; absent where it is never shortened */
  readonly min?: number;
  /** columns with a higher number are left out first where there is no room; absent where it always stays */
  readonly drop?: number;
}

const GAP = '  ';

/**
 * Formats rows as lines that fit a width. Where there is no room, columns that say nothing are left out, then columns are
 * shortened, the widest first, then left out.
 * @param width of the terminal in columns; Infinity where it does not matter
 * @param rows cells without control characters, as many as columns
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  decorateHead: (text: string) => string = (text) => text,
): string[] {
  const all = columns.map((column, index) => ({
    ...column,
    width: Math.max(stringWidth(column.head), ...rows.map((row) => stringWidth(row[index] ?? ''))),
    index,
    isEmpty: rows.every((row) => (row[index] ?? '') === ''),
  }));
  const kept = fitColumns(all, width);
  const line = (cells: readonly string[]): string =>
    kept
      .map((column, place) => {
        const text = shorten(cells[column.index] ?? '', column.width);
        return place === kept.length - 1 ? text : text + ' '.repeat(column.width - stringWidth(text));
      })
      .join(GAP)
      .trimEnd();
  return [decorateHead(line(columns.map(({ head }) => head))), ...rows.map(line)];
}

interface Sized extends Column {
  readonly width: number;
  readonly index: number;
  readonly isEmpty: boolean;
}

function fitColumns(columns: readonly Sized[], width: number): Sized[] {
  const excess = totalOf(columns) - width;
  if (excess <= 0) return [...columns];
  const without = (column: Sized): Sized[] =>
    fitColumns(
      columns.filter((other) => other !== column),
      width,
    );
  const droppable = columns.filter(({ drop }) => drop !== undefined);
  // what says nothing goes first
  const empty = droppable.find(({ isEmpty }) => isEmpty);
  if (empty) return without(empty);
  const shortened = shrink(columns, excess);
  if (totalOf(shortened) <= width) return shortened;
  const [first] = droppable.toSorted((a, b) => (b.drop ?? 0) - (a.drop ?? 0));
  if (first) return without(first);
  return force(shortened, totalOf(shortened) - width);
}

function totalOf(columns: readonly Sized[]): number {
  return columns.reduce((sum, column) => sum + column.width, 0) + GAP.length * (columns.length - 1);
}

/** Takes columns of the terminal from the widest that may be shortened, one after the other. */
function shrink(columns: readonly Sized[], excess: number): Sized[] {
  const widths = columns.map((column) => column.width);
  for (let left = excess; left > 0; left--) {
    const candidates = columns.flatMap(({ min }, index) =>
      min !== undefined && (widths[index] ?? 0) > min ? [index] : [],
    );
    const widest = candidates.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }));
}

/** Shortens whatever is widest: a very narrow terminal. */
function force(columns: readonly Sized[], excess: number): Sized[] {
  return shrink(
    columns.map((column) => ({ ...column, min: 1 })),
    excess,
  );
}

/** Shortens a text to a width in columns of the terminal, without splitting a character. */
export function shorten(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let short = '';
  let taken = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = stringWidth(segment);
    if (taken + next > width - 1) break;
    short += segment;
    taken += next;
  }
  return `${short}…`;
}
