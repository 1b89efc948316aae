/** The calendar date (YYYY-MM-DD) of a moment on the clinic's own clock and in its time zone. */
export function calendarDay(moment: Date): string {
  const year = String(moment.getFullYear()).padStart(4, "0");
  const month = String(moment.getMonth() + 1).padStart(2, "0");
  return `${year}-${month}-${String(moment.getDate()).padStart(2, "0")}`;
}

/** The first moment of the day, there. */
export function startOfDay(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}

/** The first moment of a calendar date (YYYY-MM-DD) there, and the first one after it. */
export function momentsOfDay(day: string): { readonly from: Date; readonly until: Date } {
  const [year = NaN, month = NaN, date = NaN] = day.split("-").map(Number);
  return { from: new Date(year, month - 1, date), until: new Date(year, month - 1, date + 1) };
}
