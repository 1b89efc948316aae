/**
 * The next moment at which a clock here shows a time.
 *
 * @param time HH:MM
 * @returns null where it is no time
 */
export function nextTime(time: string, now: Date): Date | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) return null;
  const next = new Date(now);
  next.setHours(Number(match[1]), Number(match[2]), 0, 0);
  // By the calendar: a day is not always 24 hours long.
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}
