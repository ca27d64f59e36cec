import { DAY_MS, instantsOf, instantsOfDay, localTime, zoneProblem } from './zone.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** Days of the week with a time of the day: it may end on the day after. */
export interface WeeklySpan {
  readonly kind: 'weekly';
  /** whether each day of the week is one on which it begins, Monday first */
  readonly days: readonly boolean[];
  /** minutes since midnight */
  readonly from: number;
  /** minutes since midnight, 1440 at most; not after `from` where it ends on the next day */
  readonly to: number;
}

/** A range of dates. */
export interface DateSpan {
  readonly kind: 'dates';
  /** days since 1970-01-01, both included */
  readonly first: number;
  readonly last: number;
}

/** A time in which moves are allowed or denied. */
export interface Window {
  readonly effect: 'allow' | 'deny';
  readonly zone: string;
  readonly span: WeeklySpan | DateSpan;
  /** as the file has it */
  readonly text: string;
}

const FORM =
  'expected DAYS HH:MM-HH:MM ZONE, such as "Mon-Thu 09:00-16:00 Europe/Berlin", or DATE/DATE ZONE, such as "2026-12-19/2027-01-06 Europe/Berlin"';

/** Reads one window. @returns the window, or a clause that says what is wrong with the text */
export function parseWindow(effect: Window['effect'], text: string): Window | string {
  const clean = text.trim().replace(/\s+/g, ' ').replace(/, /g, ',');
  const weekly = /^([A-Za-z,-]+) (\S+)-(\S+) (\S+)$/.exec(clean);
  const dates = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d) (\S+)$/.exec(clean);
  if (!weekly && !dates) return FORM;
  const span = weekly
    ? parseWeekly(weekly[1] ?? '', weekly[2] ?? '', weekly[3] ?? '')
    : parseDates(dates?.[1] ?? '', dates?.[2] ?? '');
  if (typeof span === 'string') return span;
  const zone = (weekly ? weekly[4] : dates?.[3]) ?? '';
  return zoneProblem(zone) ?? { effect, zone, span, text: clean };
}

function parseWeekly(list: string, start: string, end: string): WeeklySpan | string {
  const days = DAYS.map(() => false);
  for (const item of list.split(',')) {
    const [from = '', to = from, ...more] = item.split('-');
    const [first, last] = [indexOf(from), indexOf(to)];
    if (first < 0 || last < 0 || more.length > 0)
      return `expected days such as Mon, Mon-Thu or Mon,Wed,Sat-Sun, got "${item}"`;
    // Sat-Mon is Saturday, Sunday, Monday
    for (let day = first; ; day = (day + 1) % 7) {
      days[day] = true;
      if (day === last) break;
    }
  }
  const [from, to] = [minuteOf(start), minuteOf(end)];
  if (from === null || from === 1440) return `expected a time from 00:00 to 23:59, got "${start}"`;
  if (to === null) return `expected a time from 00:00 to 24:00, got "${end}"`;
  if (from === to) return `it begins and ends at ${start}; for the whole day write 00:00-24:00`;
  return { kind: 'weekly', days, from, to };
}

function indexOf(day: string): number {
  return (DAYS as readonly string[]).indexOf(day);
}

function minuteOf(text: string): number | null {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  if (!match) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  const isTime = minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0));
  return isTime ? hours * 60 + minutes : null;
}

function parseDates(from: string, to: string): DateSpan | string {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null) return `"${from}" is not a date`;
  if (last === null) return `"${to}" is not a date`;
  if (last < first) return `it ends on ${to}, before it begins on ${from}`;
  return { kind: 'dates', first, last };
}

function dayOf(text: string): number | null {
  const at = Date.parse(`${text}T00:00:00Z`);
  // 2026-02-30 is read as the 2nd of March
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at / DAY_MS;
}

/**
 * Whether an instant lies in a window: whether the clock on the wall there shows a time in it. The beginning is in it,
 * the end is not. An hour that the clock shows twice is in it twice; one that it skips is not in it.
 * @param at milliseconds since the epoch
 */
export function isInside({ zone, span }: Window, at: number): boolean {
  const { day, minute } = localTime(zone, at);
  if (span.kind === 'dates') return day >= span.first && day <= span.last;
  const { days, from, to } = span;
  const begins = (of: number): boolean => days[weekdayOf(of)] === true;
  if (from < to) return begins(day) && minute >= from && minute < to;
  return (begins(day) && minute >= from) || (begins(day - 1) && minute < to);
}

/** The day of the week, Monday 0. The first day of the epoch was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Whether moves are allowed at an instant: no `deny` applies, and an `allow` does where there is any. */
export function isOpen(windows: readonly Window[], at: number): boolean {
  const allows = windows.filter(({ effect }) => effect === 'allow');
  if (allows.length > 0 && !allows.some((window) => isInside(window, at))) return false;
  return !windows.some((window) => window.effect === 'deny' && isInside(window, at));
}

/** How far ahead the next opening is looked for, in days; what a range of dates keeps closed is passed at once. */
const MAX_DAYS = 400;

/**
 * Returns the next instant at which moves are allowed.
 * @param at milliseconds since the epoch
 * @returns `at` itself where they are allowed then; null where they are not in the next 400 days, what ranges of dates
 *   keep closed not counted
 */
export function nextOpening(windows: readonly Window[], at: number): number | null {
  if (isOpen(windows, at)) return at;
  const edgesNear = edgesOf(windows);
  let from = at;
  for (let days = 0; days < MAX_DAYS; days++) {
    const ends = [endOfDenial(windows, from), nextAllowedDates(windows, from)].filter((end) => end !== null);
    const skipped = ends.length === 0 ? null : Math.max(...ends);
    const until = (skipped ?? from) + DAY_MS;
    const opening = [...new Set([...edgesNear(from), ...(skipped === null ? [] : [skipped])])]
      .filter((instant) => instant > at && instant <= until)
      .sort((a, b) => a - b)
      .find((instant) => isOpen(windows, instant));
    if (opening !== undefined) return opening;
    from = Math.max(skipped ?? 0, from + DAY_MS);
  }
  return null;
}

/** The end of the range of dates that denies an instant; null where none does. */
function endOfDenial(windows: readonly Window[], at: number): number | null {
  const ends = windows.flatMap((window) =>
    window.effect === 'deny' && window.span.kind === 'dates' && isInside(window, at)
      ? instantsOf(window.zone, window.span.last, 1440)
      : [],
  );
  return ends.length === 0 ? null : Math.max(...ends);
}

/**
 * The beginning of the next range of dates that is allowed, where nothing but such ranges is allowed; null where an instant
 * lies in one, or where days of the week are allowed too, or none comes.
 */
function nextAllowedDates(windows: readonly Window[], at: number): number | null {
  const allows = windows.filter(({ effect }) => effect === 'allow');
  if (allows.some((window) => window.span.kind === 'weekly' || isInside(window, at))) return null;
  const begins = allows
    .flatMap(({ zone, span }) => (span.kind === 'dates' ? instantsOf(zone, span.first, 0) : []))
    .filter((begin) => begin > at);
  return begins.length === 0 ? null : Math.min(...begins);
}

/**
 * Returns what finds the instants at which any of the windows may begin or end on the day of an instant and on those
 * beside it. Many windows have the same times: each is converted once a day.
 */
function edgesOf(windows: readonly Window[]): (at: number) => number[] {
  const dates: number[] = [];
  const minutes = new Map<string, Set<number>>();
  for (const { zone, span } of windows) {
    if (span.kind === 'dates') {
      for (const edge of [...instantsOf(zone, span.first, 0), ...instantsOf(zone, span.last, 1440)]) dates.push(edge);
      continue;
    }
    const known = minutes.get(zone) ?? new Set();
    minutes.set(zone, known.add(span.from).add(span.to));
  }
  const days = new Map<string, number[]>();
  const onDay = (zone: string, day: number): number[] => {
    const key = `${zone} ${day}`;
    const found = days.get(key) ?? instantsOfDay(zone, day, [...(minutes.get(zone) ?? [])]);
    days.set(key, found);
    return found;
  };
  return (at) => {
    const weekly = [...minutes.keys()].flatMap((zone) => {
      const { day } = localTime(zone, at);
      return [day - 1, day, day + 1].flatMap((each) => onDay(zone, each));
    });
    return dates.concat(weekly);
  };
}
