import { describe, expect, it } from "vitest";
import type { RowPatient } from "../../../../electron/domain/patientTable/readRow";
import {
  isSamePatient,
  isSamePerson,
  updatedPatient,
} from "../../../../electron/domain/patientTable/updatedPatient";

const known: RowPatient = {
  ...{ number: "17", familyName: "Ünal", givenName: "Cem" },
  ...{ dateOfBirth: "1961-04-03", sex: "male", notes: "Fair skin." },
};

describe("a row under a known number", () => {
  it("is of the same person where name or date of birth agrees", () => {
    expect(isSamePerson(known, { ...known, dateOfBirth: "1970-01-01" })).toBe(true);
    expect(isSamePerson(known, { ...known, familyName: "ÜNAL", dateOfBirth: null })).toBe(true);
    expect(isSamePerson(known, { ...known, familyName: "Özdemir" })).toBe(true);
    const other = { ...known, familyName: "Özdemir", dateOfBirth: "1970-01-01" };
    expect(isSamePerson(known, other)).toBe(false);
  });

  it("is of another person where the names differ and no date tells", () => {
    const nameless = { ...known, familyName: "Özdemir", dateOfBirth: null };
    expect(isSamePerson({ ...known, dateOfBirth: null }, nameless)).toBe(false);
  });

  it("changes what it says, and nothing by what it leaves empty", () => {
    const empty: RowPatient = {
      ...{ number: "", familyName: "Ünal", givenName: "", dateOfBirth: null },
      ...{ sex: "unknown", notes: "" },
    };
    expect(updatedPatient(known, empty)).toEqual(known);
    const full: RowPatient = {
      ...{ number: "18", familyName: "Özdemir", givenName: "Can", dateOfBirth: "1961-03-04" },
      ...{ sex: "other", notes: "Moved." },
    };
    expect(updatedPatient(known, full)).toEqual({ ...full, notes: "Fair skin.\n\nMoved." });
    expect(updatedPatient({ ...known, notes: "" }, full).notes).toBe("Moved.");
  });

  it("adds a note once, and all of it", () => {
    const note = { ...known, notes: "Fair" };
    expect(updatedPatient(known, note).notes).toBe("Fair skin.");
    const long = { ...known, notes: "x".repeat(10_000) };
    expect(updatedPatient(known, long).notes).toBe(`Fair skin.\n\n${long.notes}`);
  });
});

describe("two patients", () => {
  it("are the same where every value is", () => {
    expect(isSamePatient(known, { ...known })).toBe(true);
  });

  it.each([
    { number: "18" },
    { familyName: "Özdemir" },
    { givenName: "Can" },
    { dateOfBirth: null },
    { sex: "other" },
    { notes: "" },
  ] as const)("differ by %j", (change) => {
    expect(isSamePatient(known, { ...known, ...change })).toBe(false);
  });
});
