import { describe, expect, it } from "vitest";
import { isMappingOf, recogniseColumns } from "../../../../electron/domain/patientTable/columns";

const NONE = {
  number: null,
  familyName: null,
  givenName: null,
  dateOfBirth: null,
  sex: null,
  notes: null,
};

describe("columns", () => {
  it.each([
    ["Patient No.,Last Name,First Name,Date of Birth,Gender,Comments"],
    ["Patienten-Nr.,Nachname,Vorname,Geb.-Datum,Geschlecht,Bemerkungen"],
    ["PatientenID,Name,Vorname,Geburtsdatum,Anrede,Notiz"],
    ["MRN,SURNAME,FORENAME,dob,sex,notes"],
  ])("are recognised in %s", (header) => {
    expect(recogniseColumns(header.split(","))).toEqual({
      number: 0,
      familyName: 1,
      givenName: 2,
      dateOfBirth: 3,
      sex: 4,
      notes: 5,
    });
  });

  it("prefer the clearer name, and are null where there is none", () => {
    expect(recogniseColumns(["name", "id", "family_name"])).toEqual({
      ...NONE,
      familyName: 2,
      number: 1,
    });
    expect(recogniseColumns(["a", "b", ""])).toEqual(NONE);
  });

  it("lie within the table, and stand for one field each", () => {
    expect(isMappingOf({ ...NONE, familyName: 1, notes: 0 }, 2)).toBe(true);
    expect(isMappingOf({ ...NONE, familyName: 2 }, 2)).toBe(false);
    expect(isMappingOf({ ...NONE, familyName: 1, notes: 1 }, 2)).toBe(false);
  });
});
