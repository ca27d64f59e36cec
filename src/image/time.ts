const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Whether a text is a date-time: https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export function isTime(text: string): boolean {
  return RFC3339.test(text) && !Number.isNaN(Date.parse(text));
}

/** Returns an RFC 3339 time to the minute, in UTC: `2026-03-01 12:00 UTC`; a text that is no time as it is. */
export function formatTime(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Returns the first full minute that is not before an instant, as `formatTime` does: what is over by then, or begins. */
export function formatMinuteAfter(at: number): string {
  return formatTime(new Date(Math.ceil(at / 60_000) * 60_000).toISOString());
}
