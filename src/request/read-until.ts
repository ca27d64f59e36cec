import { isTime } from '../image/time.ts';
import { parseDuration } from '../policy/duration.ts';
import { oneLine } from '../util/text.ts';
import type { InputReader } from './input-reader.ts';
import type { Until } from './request.ts';

/** Reads `until`: a time (RFC 3339) or a duration. @returns null where it is not set, or is neither: that is a problem */
export function readUntil(input: InputReader): Until | null {
  const text = input.text('until');
  if (text === null) return null;
  const duration = parseDuration(text);
  if (duration !== null && duration > 0) return { kind: 'after', duration };
  if (isTime(text) && isDate(text.slice(0, 10))) return { kind: 'at', time: new Date(text).toISOString() };
  input.problem(
    `until: expected a time such as 2026-12-24T12:00:00Z, or a duration such as 2h, 30m or 7d, got "${oneLine(text)}".`,
  );
  return null;
}

/** Whether the calendar has a date: 2027-02-30 would be read as the 2nd of March. */
function isDate(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
