import { describe, expect, it } from "vitest";
import { ReportId, type Report } from "../../../electron/contract/reports";
import { LesionId, PatientId, PhotoId } from "../../../electron/contract/shapes";
import { countingReport } from "../../../renderer/features/reports/reportView";
import { subjectAt } from "../../../renderer/features/reports/subjectAt";

const patientId = PatientId.parse(crypto.randomUUID());
const lesionId = LesionId.parse(crypto.randomUUID());
const photoId = PhotoId.parse(crypto.randomUUID());

function signed(kind: "course" | "patient", correctedBy: ReportId | null): Report {
  return {
    id: ReportId.parse(crypto.randomUUID()),
    subject: kind === "course" ? { kind, lesionId } : { kind, patientId },
    patientId,
    language: "en",
    paper: "a4",
    title: "",
    pages: 1,
    version: 1,
    signedAt: "2026-03-04T10:00:00Z",
    signedBy: "Dr Anna",
    modelVersions: [],
    sha256: "",
    corrects: null,
    correctedBy,
  };
}

describe("the signed report that counts", () => {
  it("is of the same kind and has not been corrected", () => {
    const patient = signed("patient", null);
    const course = signed("course", null);
    const corrected = signed("course", course.id);
    expect(countingReport([patient, course, corrected], "course")).toBe(course);
    expect(countingReport([patient, corrected], "course")).toBeNull();
  });
});

describe("what a report is on", () => {
  it("is what is shown", () => {
    expect(subjectAt({ room: "triage" }, photoId)).toEqual({ kind: "case", photoId });
    expect(subjectAt({ room: "patient", patientId }, photoId)).toEqual({
      kind: "patient",
      patientId,
    });
    expect(subjectAt({ room: "lesion", patientId, lesionId, photoId: null }, null)).toEqual({
      kind: "course",
      lesionId,
    });
  });

  it("is nothing where no photo, lesion or patient is shown", () => {
    expect(subjectAt({ room: "triage" }, null)).toBeNull();
    expect(subjectAt({ room: "dashboard" }, photoId)).toBeNull();
  });
});
