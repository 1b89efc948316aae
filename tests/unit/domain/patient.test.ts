import { describe, expect, it } from "vitest";
import {
  ageInYears,
  isCalendarDate,
  isPlausibleDay,
  searchForm,
} from "../../../electron/domain/patient";

describe("age", () => {
  it.each([
    ["1980-06-15", "2026-06-14", 45],
    ["1980-06-15", "2026-06-15", 46],
    ["2024-02-29", "2025-02-28", 0],
    ["2024-02-29", "2025-03-01", 1],
  ])("born %s, on %s: %d", (born, on, age) => {
    expect(ageInYears(born, on)).toBe(age);
  });

  it("is unknown without a date of birth, and before it", () => {
    expect(ageInYears(null, "2026-01-01")).toBeNull();
    expect(ageInYears("2026-01-02", "2026-01-01")).toBeNull();
  });
});

describe("calendar date", () => {
  it.each(["2024-02-29", "1999-12-31"])("%s exists", (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });
  it.each(["2023-02-29", "2024-13-01", "2024-1-1", "", "29.02.2024"])("%s does not", (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });
});

describe("a day of a patient's", () => {
  it.each(["1880-01-01", "2024-05-01"])("can be %s", (text) => {
    expect(isPlausibleDay(text)).toBe(true);
  });
  it.each(["0024-05-01", "1879-12-31", "2024-02-30"])("cannot be %s", (text) => {
    expect(isPlausibleDay(text)).toBe(false);
  });
});

describe("search form", () => {
  it("ignores accents, case, sharp s and extra space", () => {
    expect(searchForm("  MÜLLER-Groß   Éva ")).toBe("muller-gross eva");
  });
});
