import { describe, expect, it } from "vitest";
import { NewPatient } from "../../../electron/contract/shapes";
import {
  draftErrors,
  draftOf,
  isSameDraft,
  patientFrom,
} from "../../../renderer/features/patients/patientDraft";

const today = "2026-11-21";
const draft = { ...draftOf(null, "Okafor"), dateOfBirth: "1988-11-21" };

describe("the form of a patient", () => {
  it("needs a family name and a date of birth that exists and has passed", () => {
    expect(draftErrors(draft, today)).toEqual([]);
    expect(draftErrors({ ...draft, dateOfBirth: "" }, today)).toEqual([]);
    expect(draftErrors({ ...draft, familyName: "  " }, today)).toEqual(["familyName"]);
    expect(draftErrors({ ...draft, dateOfBirth: "2025-02-29" }, today)).toEqual(["dateOfBirth"]);
    expect(draftErrors({ ...draft, dateOfBirth: "2026-11-22" }, today)).toEqual(["future"]);
  });

  it("gives main what its contract takes", () => {
    const patient = patientFrom({ ...draft, familyName: " Okafor ", dateOfBirth: "" });
    expect(patient).toMatchObject({ familyName: "Okafor", dateOfBirth: null });
    expect(NewPatient.safeParse(patient).success).toBe(true);
  });

  it("knows when something was typed", () => {
    const begun = draftOf(null, "Okafor");
    expect(isSameDraft(begun, draftOf(null, "Okafor"))).toBe(true);
    expect(isSameDraft(begun, { ...begun, notes: "itches" })).toBe(false);
  });
});
