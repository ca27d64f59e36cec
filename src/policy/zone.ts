import { didYouMean } from '../util/nearest.ts';
import { oneLine } from '../util/text.ts';

/** A time as a clock on the wall shows it. */
export interface LocalTime {
  /** days since 1970-01-01 of the calendar there */
  readonly day: number;
  /** minutes since midnight, 0 to 1439 */
  readonly minute: number;
}

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** No zone has a longer name, in characters. */
const MAX_NAME = 64;

/** The last offset of each zone: many windows are asked about the same instant. */
const lastOffsets = new Map<string, { readonly at: number; readonly offset: number }>();
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  formatters.set(zone, made);
  return made;
}

/**
 * Returns how far local time is ahead of UTC at an instant, in milliseconds.
 * @param at milliseconds since the epoch
 */
function offsetAt(zone: string, at: number): number {
  const last = lastOffsets.get(zone);
  if (last?.at === at) return last.offset;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  lastOffsets.set(zone, { at, offset });
  return offset;
}

/** Returns the local time at an instant. @param at milliseconds since the epoch */
export function localTime(zone: string, at: number): LocalTime {
  const local = at + offsetAt(zone, at);
  const day = Math.floor(local / DAY_MS);
  return { day, minute: Math.floor((local - day * DAY_MS) / MINUTE_MS) };
}

/**
 * Returns every instant at which the local clock may show a time of a day, or pass over it: with the offsets before and
 * after a change of the clocks, and the change itself.
 * @param day days since the epoch, of the local date
 * @param minute minutes since midnight of that day; may be 1440
 * @returns milliseconds since the epoch, none more than once
 */
export function instantsOf(zone: string, day: number, minute: number): number[] {
  const local = day * DAY_MS + minute * MINUTE_MS;
  const [before, after] = [local - DAY_MS, local + DAY_MS];
  const offsets = [offsetAt(zone, before), offsetAt(zone, after)] as const;
  const instants = offsets.map((offset) => local - offset);
  if (offsets[0] !== offsets[1]) instants.push(changeBetween(zone, before, after));
  return [...new Set(instants)];
}

/**
 * Returns what `instantsOf` does for many times of one day. Where the clocks do not change near that day, the offset is
 * determined once.
 * @param day days since the epoch, of the local date
 * @param minutes since midnight of that day
 * @returns milliseconds since the epoch
 */
export function instantsOfDay(zone: string, day: number, minutes: readonly number[]): number[] {
  const [before, after] = [offsetAt(zone, (day - 2) * DAY_MS), offsetAt(zone, (day + 3) * DAY_MS)];
  if (before !== after) return minutes.flatMap((minute) => instantsOf(zone, day, minute));
  return minutes.map((minute) => day * DAY_MS + minute * MINUTE_MS - before);
}

/** The instant between two at which the offset changes, to the second. */
function changeBetween(zone: string, from: number, to: number): number {
  const first = offsetAt(zone, from);
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(zone, middle) === first) low = middle;
    else high = middle;
  }
  return high;
}

/** Returns why a text is not the name of a time zone; null where it is one. */
export function zoneProblem(text: string): string | null {
  const isName = text.length <= MAX_NAME && /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(text);
  try {
    if (isName && formatterOf(text)) return null;
  } catch {
    // a RangeError: there is no such zone
  }
  return `unknown time zone "${oneLine(text)}".${didYouMean(text.slice(0, MAX_NAME), Intl.supportedValuesOf('timeZone'))} Use an IANA name such as Europe/Berlin or UTC`;
}
