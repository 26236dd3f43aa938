/** The day of a time in UTC, `2026-11-21`; a text must be ISO 8601. */
export function dayOf(time: Date | string): string {
  return (typeof time === 'string' ? time : time.toISOString()).slice(0, 10);
}
