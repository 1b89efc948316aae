import { calendarDay } from "./calendarDay";

/**
 * The calendar date of a photo, in this computer's time zone: when it was taken, or else added. By
 * it a photo comes into a visit, which keeps the day.
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
