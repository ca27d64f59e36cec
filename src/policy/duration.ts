const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNITS;

/** The longest duration, in milliseconds: ten years. */
const MAX_MS = 3650 * UNITS.d;

/** How a duration is written, for messages. */
export const DURATION_FORM = 'a whole number and s, m, h or d, such as 24h, at most ten years (3650d)';

/**
 * Reads a duration: a whole number and `s`, `m`, `h` or `d`.
 * @returns milliseconds; null where the text is none, or longer than ten years
 */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,10})([smhd])$/.exec(text);
  if (!match) return null;
  const milliseconds = Number(match[1]) * UNITS[match[2] as Unit];
  return milliseconds <= MAX_MS ? milliseconds : null;
}

/**
 * Returns a duration in words of at most two units: `2d 3h`, `45m`, `10s`. It is rounded down.
 * @param milliseconds at least 0
 */
export function formatDuration(milliseconds: number): string {
  const units = Object.entries(UNITS).reverse();
  const first = units.findIndex(([, length]) => milliseconds >= length);
  if (first < 0) return '0s';
  let rest = milliseconds;
  const parts = units.slice(first, first + 2).flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.join(' ');
}
