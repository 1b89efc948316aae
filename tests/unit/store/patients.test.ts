import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { newPatient } from "../../fixtures/records";

const at = new Date("2026-03-04T05:06:07Z");

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  return store.patients;
}

describe("patients", () => {
  it("are listed by name, whatever their case and accents", () => {
    const patients = clinic();
    for (const familyName of ["Zander", "Öberg", "adams", "Ohlsson"]) {
      patients.create(newPatient({ familyName }), at);
    }
    const { total, patients: rows } = patients.list("", 10, 0);
    expect(total).toBe(4);
    expect(rows.map(({ familyName }) => familyName)).toEqual([
      "adams",
      "Öberg",
      "Ohlsson",
      "Zander",
    ]);
  });

  it("are found by the beginnings of name, number and date of birth, in any order", () => {
    const patients = clinic();
    patients.create(newPatient({ familyName: "Müller", givenName: "Jürgen", number: "A-100" }), at);
    patients.create(newPatient({ familyName: "Muller", givenName: "Eva", number: "B-200" }), at);
    patients.create(
      newPatient({ familyName: "Schmidt", givenName: "Jo", dateOfBirth: "1999-12-31" }),
      at,
    );
    const found = (search: string): string[] =>
      patients.list(search, 10, 0).patients.map(({ givenName }) => givenName);
    expect(found("mul")).toEqual(["Eva", "Jürgen"]);
    expect(found("jur mü")).toEqual(["Jürgen"]);
    expect(found("b-2")).toEqual(["Eva"]);
    expect(found("1999-12")).toEqual(["Jo"]);
    expect(found("ller")).toEqual([]);
  });

  it("survive a search made of nothing but signs", () => {
    const patients = clinic();
    patients.create(newPatient(), at);
    expect(patients.list(`"'*()-:^`, 10, 0).total).toBe(1);
    expect(patients.list(`AND OR NOT "`, 10, 0).total).toBe(0);
  });

  it("are found under the new name after a change, and no longer under the old one", () => {
    const patients = clinic();
    const id = patients.create(newPatient({ familyName: "Before" }), at);
    patients.update(id, newPatient({ familyName: "After" }), at);
    expect(patients.list("before", 10, 0).total).toBe(0);
    expect(patients.list("after", 10, 0).total).toBe(1);
  });

  it("are found by their number alone, which must be the whole of it", () => {
    const patients = clinic();
    const id = patients.create(newPatient({ number: "4711" }), at);
    expect(patients.findByNumber("4711")).toBe(id);
    expect(patients.findByNumber("471")).toBeNull();
    expect(patients.knownByNumber("4711")).toMatchObject({ id, familyName: "Lindqvist" });
    expect(patients.knownByNumber("471")).toBeNull();
  });

  it("share no number, but any number of them may have none", () => {
    const patients = clinic();
    const id = patients.create(newPatient({ number: "7" }), at);
    patients.create(newPatient({ number: "" }), at);
    patients.create(newPatient({ number: "" }), at);
    expect(() => patients.create(newPatient({ number: "7" }), at)).toThrow(
      expect.objectContaining({ code: "patient.number-taken" }),
    );
    patients.update(id, newPatient({ number: "7", notes: "same number, same patient" }), at);
    expect(patients.get(id).notes).toBe("same number, same patient");
  });

  it("that do not exist are named as missing", () => {
    const patients = clinic();
    const id = "00000000-0000-4000-8000-000000000000" as Parameters<typeof patients.get>[0];
    expect(() => patients.get(id)).toThrow(expect.objectContaining({ code: "patient.missing" }));
    expect(() => {
      patients.update(id, newPatient(), at);
    }).toThrow(expect.objectContaining({ code: "patient.missing" }));
    expect(() => {
      patients.setArchived(id, true, at);
    }).toThrow(expect.objectContaining({ code: "patient.missing" }));
  });
});
