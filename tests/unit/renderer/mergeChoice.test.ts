import { describe, expect, it } from "vitest";
import { PatientId, type PatientDetail } from "../../../electron/contract/shapes";
import {
  differingFields,
  bothNotesFit,
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

  it("keeps notes once where both records have the same", () => {
    const twin = record({ number: "7", notes: "first" });
    expect(mergedPatient(kept, twin, suggestedChoices(kept, twin)).notes).toBe("first");
  });

  it("suggests both notes only as long as one record can hold them, and never cuts them", () => {
    const long = record({ notes: "a".repeat(9_990) });
    const fitting = record({ notes: "b".repeat(8) });
    const tooLong = record({ notes: "b".repeat(9) });
    expect(bothNotesFit(long, fitting)).toBe(true);
    expect(suggestedChoices(long, fitting).notes).toBe("both");
    expect(mergedPatient(long, fitting, suggestedChoices(long, fitting)).notes).toHaveLength(
      10_000,
    );

    expect(bothNotesFit(long, tooLong)).toBe(false);
    const suggested = suggestedChoices(long, tooLong);
    expect(mergedPatient(long, tooLong, suggested).notes).toBe(long.notes);
    const { notes } = mergedPatient(long, tooLong, { ...suggested, notes: "both" });
    expect(notes).toBe(`${long.notes}\n\n${tooLong.notes}`);
  });

  it("takes what somebody chose", () => {
    const choices = suggestedChoices(kept, other);
    const merged = mergedPatient(kept, other, { ...choices, givenName: "other", notes: "kept" });
    expect(merged).toMatchObject({ givenName: "A.", notes: "first" });
  });
});
