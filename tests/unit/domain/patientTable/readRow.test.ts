import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../electron/domain/patientTable/columns";
import { readRow } from "../../../../electron/domain/patientTable/readRow";

const TODAY = "2026-03-04";
const COLUMNS: Columns = {
  ...{ number: 0, familyName: 1, givenName: 2, dateOfBirth: 3, sex: 4, notes: 5 },
};

const read = (cells: readonly string[], columns = COLUMNS) =>
  readRow(cells, columns, "day-first", TODAY);

const NOTHING = {
  ...{ number: "", familyName: "", givenName: "", dateOfBirth: null, sex: "unknown", notes: "" },
};

describe("a row of a patient table", () => {
  it("gives a patient, without the blanks around the cells", () => {
    const row = [" 17 ", "Ünal", " Cem", "03/04/1961", "m", "itches "];
    expect(read(row)).toEqual({
      patient: {
        ...{ number: "17", familyName: "Ünal", givenName: "Cem" },
        ...{ dateOfBirth: "1961-04-03", sex: "male", notes: "itches" },
      },
      problems: [],
    });
  });

  it("says nothing where the table has no column, or the row ends before it", () => {
    expect(read(["", "Ünal"]).patient).toEqual({ ...NOTHING, familyName: "Ünal" });
    const only = { ...COLUMNS, number: null, notes: null };
    expect(read(["17", "Ünal", "", "", "", "itches"], only).patient).toEqual({
      ...{ ...NOTHING, familyName: "Ünal" },
    });
  });

  it("leaves a value out that cannot be read, and says which", () => {
    expect(read(["1", "Ünal", "Cem", "spring", "7", ""])).toEqual({
      patient: { ...NOTHING, number: "1", familyName: "Ünal", givenName: "Cem" },
      problems: [
        {
          ...{ field: "dateOfBirth", problem: "date-unreadable" },
          ...{ value: "spring", effect: "value-left-out" },
        },
        { field: "sex", problem: "sex-unknown", value: "7", effect: "value-left-out" },
      ],
    });
  });

  it("is left out as a whole without a family name", () => {
    expect(read(["1", " ", "Cem", "spring"])).toEqual({
      patient: null,
      problems: [
        { field: "familyName", problem: "name-missing", value: "", effect: "row-left-out" },
      ],
    });
  });

  it.each([
    [0, "number", 64],
    [1, "familyName", 200],
    [2, "givenName", 200],
    [5, "notes", 10_000],
  ] as const)("is left out where column %d (%s) has more than %d letters", (place, field, most) => {
    const rowOf = (letters: number): string[] =>
      ["1", "Ünal", "Cem", "", "", ""].map((cell, at) =>
        at === place ? "a".repeat(letters) : cell,
      );
    expect(read(rowOf(most)).problems).toEqual([]);
    expect(read(rowOf(most + 1))).toEqual({
      patient: null,
      problems: [
        { field, problem: "too-long", value: "a".repeat(most + 1), effect: "row-left-out" },
      ],
    });
  });

  it("with one column for the whole name is cut at its first comma", () => {
    const columns = { ...COLUMNS, givenName: null };
    const nameOf = (name: string) => {
      const { patient } = read(["", name], columns);
      return [patient?.familyName, patient?.givenName];
    };
    expect(nameOf("Ünal, Cem, Dr.")).toEqual(["Ünal", "Cem, Dr."]);
    expect(nameOf("Ünal Cem")).toEqual(["Ünal Cem", ""]);
    expect(nameOf("Ünal ,")).toEqual(["Ünal", ""]);
    expect(read(["", ", Cem"], columns).patient).toBeNull();
    // With columns of their own for both, a comma is part of the name.
    expect(read(["", "Ünal, Prof.", "Cem"]).patient?.familyName).toBe("Ünal, Prof.");
  });
});
