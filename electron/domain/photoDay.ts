import { calendarDay } from "./calendarDay";

/**
 * The calendar date of a photo's visit: when it was taken, or else added. Identifiers in the archive
 * follow from it.
 */
export function photoDay({
  takenAt,
  addedAt,
}: {
  readonly takenAt: string | null;
  readonly addedAt: string;
}): string {
  return calendarDay(new Date(takenAt ?? addedAt));
}
