import { EARLIEST_DAY, isCalendarDate, searchForm, type Sex } from "../patient";
import type { ImportProblemKind } from "./fields";

/** Which of two numbers before the year is the day; null where a column leaves it open. */
export type SlashOrder = "day-first" | "month-first" | null;

/** A value as it is kept, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly problem: ImportProblemKind };

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
/** Programs that keep a time with every date write midnight behind it. */
const MIDNIGHT = /[T ]00:00(:00(\.0+)?)?Z?$/;

/**
 * The order in which a column's dates with slashes are written: day first in Britain, month first
 * in America. It is known only where some number above 12 tells, and none contradicts.
 */
export function slashOrder(values: Iterable<string>): SlashOrder {
  let dayFirst = false;
  let monthFirst = false;
  for (const value of values) {
    const [, first, second] = SLASHED.exec(dateText(value)) ?? [];
    if (Number(first) > 12) dayFirst = true;
    if (Number(second) > 12) monthFirst = true;
  }
  if (dayFirst === monthFirst) return null;
  return dayFirst ? "day-first" : "month-first";
}

/**
 * Reads a date of birth: YYYY-MM-DD, DD.MM.YYYY, YYYYMMDD, or with slashes in the column's order.
 *
 * @param today YYYY-MM-DD
 */
export function readDateOfBirth(
  text: string,
  order: SlashOrder,
  today: string,
): Reading<string | null> {
  const plain = dateText(text);
  if (plain === "") return { value: null };
  const date = calendarDate(plain, order);
  if (date === "ambiguous") return { problem: "date-ambiguous" };
  if (date === null || !isCalendarDate(date)) return { problem: "date-unreadable" };
  if (date > today) return { problem: "date-future" };
  return date < EARLIEST_DAY ? { problem: "date-implausible" } : { value: date };
}

function dateText(text: string): string {
  return text.trim().replace(MIDNIGHT, "");
}

function calendarDate(text: string, order: SlashOrder): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const [, packedYear, packedMonth, packedDay] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (packedYear && packedMonth && packedDay) return `${packedYear}-${packedMonth}-${packedDay}`;
  const [, day, month, year] = DOTTED.exec(text) ?? [];
  if (day && month && year) return joined(year, month, day);
  const [, first, second, slashYear] = SLASHED.exec(text) ?? [];
  if (!first || !second || !slashYear) return null;
  // The same day either way.
  if (first === second) return joined(slashYear, first, second);
  if (order === null) return "ambiguous";
  return order === "day-first"
    ? joined(slashYear, second, first)
    : joined(slashYear, first, second);
}

function joined(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

const SEX_WORDS: Readonly<Record<Sex, readonly string[]>> = {
  female: ["f", "female", "w", "weiblich", "woman", "frau", "fr", "mrs", "ms", "girl"],
  male: ["m", "male", "mannlich", "maennlich", "man", "mann", "herr", "hr", "mr", "boy"],
  other: ["d", "x", "divers", "diverse", "other", "nonbinary", "non-binary"],
  unknown: ["", "u", "unknown", "unbekannt", "-", "?", "n/a", "not recorded", "keine angabe"],
};

/** Reads a sex as programs in English and German write it. */
export function readSex(text: string): Reading<Sex> {
  const plain = searchForm(text).replace(/\.$/, "");
  for (const sex of ["female", "male", "other", "unknown"] as const) {
    if (SEX_WORDS[sex].includes(plain)) return { value: sex };
  }
  return { problem: "sex-unknown" };
}
