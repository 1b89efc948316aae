export const SEXES = ["female", "male", "other", "unknown"] as const;

export type Sex = (typeof SEXES)[number];

/** Whole years between two calendar dates (YYYY-MM-DD); null where a date is not known. */
export function ageInYears(dateOfBirth: string | null, on: string): number | null {
  if (dateOfBirth === null) return null;
  const [birthYear, birthMonth, birthDay] = calendarParts(dateOfBirth);
  const [year, month, day] = calendarParts(on);
  const beforeBirthday = month < birthMonth || (month === birthMonth && day < birthDay);
  const age = year - birthYear - (beforeBirthday ? 1 : 0);
  return age < 0 ? null : age;
}

/** True where the text names a day that exists (YYYY-MM-DD). */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Nobody alive was born before. */
export const EARLIEST_DAY = "1880-01-01";

/**
 * True where the text names a day (YYYY-MM-DD) on which something about a patient can have been. Of a
 * year of two digits date fields make one of the first century.
 */
export function isPlausibleDay(text: string): boolean {
  return isCalendarDate(text) && text >= EARLIEST_DAY;
}

/**
 * The form in which names are compared and searched: without accents and case, so that
 * "Müller" is found by "muller" and "MÜLLER".
 */
export function searchForm(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/ß/g, "ss")
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ");
}

function calendarParts(date: string): [number, number, number] {
  const [year = NaN, month = NaN, day = NaN] = date.slice(0, 10).split("-").map(Number);
  return [year, month, day];
}
