/** How many characters of a text are compared. */
const MAX_COMPARED = 64;

/**
 * Returns the names nearest to a text, nearest first. Upper and lower case count as equal.
 * @param count how many at most
 * @returns names that look like the text; none where all are too different
 */
export function nearest(text: string, names: readonly string[], count = 3): string[] {
  return byDistance(text, names)
    .filter(({ name, distance }) => isNear(text.toLowerCase(), name.toLowerCase(), distance))
    .slice(0, count)
    .map(({ name }) => name);
}

/** Returns ` Did you mean …?` with the nearest name, beginning with a space; the empty string where none is near. */
export function didYouMean(text: string, names: readonly string[]): string {
  const [name] = nearest(text, names, 1);
  return name === undefined || name === text ? '' : ` Did you mean ${name}?`;
}

/** Returns the names with their distance from a text, nearest first. */
export function byDistance(text: string, names: readonly string[]): { name: string; distance: number }[] {
  const lower = text.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceOf(lower, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
}

/** Whether a name is a misspelling of the text (a third of it differs at most), or one abbreviates the other. */
function isNear(text: string, name: string, distance: number): boolean {
  const [short, long] = text.length < name.length ? [text, name] : [name, text];
  if (distance <= Math.ceil(Math.min(long.length, MAX_COMPARED) / 3) && distance < short.length) return true;
  return short.length >= 2 && short[0] === long[0] && isAbbreviation(short, long);
}

/** Whether all characters of the short text are in the long one, in this order. */
function isAbbreviation(short: string, long: string): boolean {
  let at = 0;
  for (const character of long) if (character === short[at]) at += 1;
  return at === short.length;
}

/** Returns the distance of the first characters of two texts: Levenshtein's, where two that are swapped count as one change. */
function distanceOf(a: string, b: string): number {
  const [left, right] = [a.slice(0, MAX_COMPARED), b.slice(0, MAX_COMPARED)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  let before: number[] = [];
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : change;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
}
