import i18next from "i18next";

/** The system's own locale where it speaks the language of the interface; else British English's 24 hours. */
export function locale(): string {
  const language = i18next.language;
  if (navigator.language.startsWith(`${language}-`)) return navigator.language;
  return language === "en" ? "en-GB" : language;
}

/** A moment as date and time. */
export function momentText(iso: string): string {
  return format(new Date(iso), { dateStyle: "medium", timeStyle: "short" });
}

/** A moment where space is short: the time today, the date without year this year. */
export function shortMomentText(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (date.toDateString() === now.toDateString()) return format(date, { timeStyle: "short" });
  if (date.getFullYear() === now.getFullYear()) {
    return format(date, { day: "numeric", month: "short" });
  }
  return format(date, { dateStyle: "medium" });
}

/** A calendar date (YYYY-MM-DD) in the locale's form, whatever the time zone. */
export function calendarText(date: string): string {
  return format(new Date(`${date}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
}

/** A month (YYYY-MM) in full. */
export function monthText(month: string): string {
  return format(new Date(`${month}-01T00:00:00Z`), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** A month (YYYY-MM) where space is short and the year is clear. */
export function shortMonthText(month: string): string {
  return format(new Date(`${month}-01T00:00:00Z`), { month: "short", timeZone: "UTC" });
}

/** The day of a moment, here. */
export function dayText(iso: string): string {
  return format(new Date(iso), { dateStyle: "medium" });
}

/** Today's calendar date here. */
export function today(): string {
  const now = new Date();
  const month = String(now.getMonth() + 1).padStart(2, "0");
  return `${String(now.getFullYear())}-${month}-${String(now.getDate()).padStart(2, "0")}`;
}

/** Making one costs more than all that it formats in a list. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale()} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale(), options)));
  return made.format(date);
}
