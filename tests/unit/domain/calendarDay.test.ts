import { describe, expect, it } from "vitest";
import { calendarDay, momentsOfDay, startOfDay } from "../../../electron/domain/calendarDay";

describe("a day on the clinic's own clock", () => {
  it.each([
    [new Date(2026, 0, 5, 0, 0, 0), "2026-01-05"],
    [new Date(2026, 11, 31, 23, 59, 59, 999), "2026-12-31"],
    [new Date(new Date(2026, 8, 9).setFullYear(987)), "0987-09-09"],
  ])("of %s is %s", (moment, day) => {
    expect(calendarDay(moment)).toBe(day);
  });

  it("begins at midnight", () => {
    expect(startOfDay(new Date(2026, 2, 29, 17, 30, 1, 2))).toEqual(new Date(2026, 2, 29));
  });

  it("lasts until the next one begins, also at the end of a month and a year", () => {
    expect(momentsOfDay("2026-03-05")).toEqual({
      from: new Date(2026, 2, 5),
      until: new Date(2026, 2, 6),
    });
    expect(momentsOfDay("2026-02-28").until).toEqual(new Date(2026, 2, 1));
    expect(momentsOfDay("2026-12-31").until).toEqual(new Date(2027, 0, 1));
  });
});
