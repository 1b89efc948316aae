/** Days and times as the clinic's own clock shows them. */
import { calendarDay } from "../../domain/calendarDay";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Midnight of the working day on which a visit so many days ago took place: Friday where that
 * was a weekend. Today stays today.
 */
export function visitDay(now: Date, daysAgo: number): Date {
  const day = dayBefore(now, daysAgo);
  const isWeekend = day.getDay() % 6 === 0;
  if (daysAgo === 0 || !isWeekend) return day;
  return dayBefore(day, day.getDay() === 6 ? 1 : 2);
}

/** A date of birth (YYYY-MM-DD) that gives this age today. */
export function birthDate(now: Date, age: number, daysSinceBirthday: number): string {
  const birthday = new Date(now.getFullYear() - age, now.getMonth(), now.getDate());
  return calendarDay(dayBefore(birthday, daysSinceBirthday));
}

/** Whole months between two visits; at least 1 for two that are not the same. */
export function monthsBetween(earlier: Date, later: Date): number {
  const days = daysBetween(earlier, later);
  return days < 1 ? 0 : Math.max(1, Math.round(days / 30.44));
}

export function daysBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / DAY;
}

/** Counted in days of 24 hours. */
export function addDays(time: Date, days: number): Date {
  return new Date(time.getTime() + days * DAY);
}

/** Midnight so many calendar days before. */
function dayBefore(time: Date, days: number): Date {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() - days);
}
