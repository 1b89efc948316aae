import { describe, expect, it } from "vitest";
import {
  readDateOfBirth,
  readSex,
  slashOrder,
} from "../../../../electron/domain/patientTable/values";

const TODAY = "2026-03-04";

describe("the order of dates with slashes", () => {
  it("is told by a number above 12 somewhere in the column", () => {
    expect(slashOrder(["01/02/1960", "03/14/1961"])).toBe("month-first");
    expect(slashOrder(["01/02/1960", "14/03/1961"])).toBe("day-first");
  });

  it("is open where nothing tells, or where the column contradicts itself", () => {
    expect(slashOrder(["01/02/1960", "1961-03-14"])).toBeNull();
    expect(slashOrder(["14/03/1961", "03/14/1961"])).toBeNull();
  });
});

describe("a date of birth", () => {
  it.each([
    ["1961-04-03", null, "1961-04-03"],
    ["1961-04-03 00:00:00", null, "1961-04-03"],
    ["19610403", null, "1961-04-03"],
    ["3.4.1961", null, "1961-04-03"],
    ["03. 04. 1961", null, "1961-04-03"],
    ["4/3/1961", "month-first", "1961-04-03"],
    ["03/04/1961", "day-first", "1961-04-03"],
    ["04/04/1961", null, "1961-04-04"],
    [" ", null, null],
  ] as const)("%j, %s, is %s", (text, order, value) => {
    expect(readDateOfBirth(text, order, TODAY)).toEqual({ value });
  });

  it.each([
    ["03/04/1961", null, "date-ambiguous"],
    ["31.02.1961", null, "date-unreadable"],
    ["13/13/1961", "day-first", "date-unreadable"],
    ["3.4.61", null, "date-unreadable"],
    ["spring 1961", null, "date-unreadable"],
    ["2026-03-05", null, "date-future"],
    ["1061-04-03", null, "date-implausible"],
  ] as const)("%j, %s, is refused: %s", (text, order, problem) => {
    expect(readDateOfBirth(text, order, TODAY)).toEqual({ problem });
  });
});

describe("a sex", () => {
  it.each([
    ["F", "female"],
    ["weiblich", "female"],
    ["Frau", "female"],
    ["w", "female"],
    ["Männlich", "male"],
    ["m", "male"],
    ["Herr", "male"],
    ["divers", "other"],
    ["d", "other"],
    ["", "unknown"],
    ["unbekannt", "unknown"],
  ])("%j is %s", (text, value) => {
    expect(readSex(text)).toEqual({ value });
  });

  it("that nobody knows is no guess", () => {
    expect(readSex("7")).toEqual({ problem: "sex-unknown" });
  });
});
