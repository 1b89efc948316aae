import { describe, expect, it } from "vitest";
import { PatientId, type PatientDetail } from "../../../electron/contract/shapes";
import {
  differingFields,
  mergedPatient,
  suggestedChoices,
} from "../../../renderer/features/merge/mergeChoice";
import { newPatient } from "../../fixtures/records";

function record(given: Parameters<typeof newPatient>[0]): PatientDetail {
  return {
    ...newPatient(given),
    id: PatientId.parse("00000000-0000-4000-8000-000000000000"),
    photoCount: 0,
    level: null,
    lastPhotoAt: null,
    archivedAt: null,
    createdAt: "2026-03-04T05:06:07.000Z",
    photos: [],
  };
}

describe("merging two records", () => {
  const kept = record({ number: "", sex: "unknown", notes: "first" });
  const other = record({ number: "7", givenName: "A.", notes: "second" });

  it("asks about the fields that differ", () => {
    expect(differingFields(kept, other)).toEqual(["number", "givenName", "sex", "notes"]);
    expect(differingFields(kept, kept)).toEqual([]);
  });

  it("suggests the value that says more, and both notes", () => {
    expect(mergedPatient(kept, other, suggestedChoices(kept, other))).toEqual(
      newPatient({ number: "7", sex: "female", notes: "first\n\nsecond" }),
    );
  });

  it("takes what somebody chose", () => {
    const choices = suggestedChoices(kept, other);
    const merged = mergedPatient(kept, other, { ...choices, givenName: "other", notes: "kept" });
    expect(merged).toMatchObject({ givenName: "A.", notes: "first" });
  });
});
