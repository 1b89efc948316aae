import { describe, expect, it } from "vitest";
import { sheetOf } from "../../../../electron/reports/sheets/sheetOf";
import type { CourseSheet } from "../../../../electron/reports/sheets/courseSheet";
import type { DaySheet } from "../../../../electron/reports/sheets/daySheet";
import type { PatientSheet } from "../../../../electron/reports/sheets/patientSheet";
import {
  courseContent,
  dayContent,
  patientContent,
  photoLine,
  photoLines,
} from "../../../fixtures/reportContents";

const course = (change = {}): CourseSheet => sheetOf(courseContent(change)).sheet as CourseSheet;
const ofPatient = (change = {}): PatientSheet =>
  sheetOf(patientContent(change)).sheet as PatientSheet;
const ofDay = (change = {}): DaySheet => sheetOf(dayContent(change)).sheet as DaySheet;

describe("the course of a lesion", () => {
  it("draws scores and sizes from the first day to the last", () => {
    const [scores, sizes] = course().curves?.curves ?? [];
    expect(scores?.points.map(({ x }) => x)).toHaveLength(11);
    expect(scores?.points[0]?.x).toBe(0);
    expect(scores?.points.at(-1)?.x).toBe(1);
    expect(scores?.points.at(-1)?.height).toBeCloseTo(0.76);
    // Every fourth photo was not measured.
    expect(sizes?.points).toHaveLength(9);
    expect(sizes?.ticks.map(({ text }) => text)).toEqual([
      "0.0\u202fmm",
      "3.0\u202fmm",
      "6.0\u202fmm",
    ]);
  });

  it("breaks the line where another model version answers, and says so", () => {
    const [scores] = course().curves?.curves ?? [];
    expect(scores?.points.flatMap(({ follows }, index) => (follows ? [] : [index]))).toEqual([
      0, 5,
    ]);
    expect(course().modelsNote).toContain("another model version");
    expect(course({ photos: photoLines(3) }).modelsNote).toBeNull();
  });

  it("draws nothing of a single photo", () => {
    expect(course({ photos: photoLines(1) }).curves).toBeNull();
  });

  it("says how much the lesion grew or shrank since it was measured first", () => {
    expect(course().circumstances.at(-1)?.value).toBe(
      "6.0\u202fmm (+2.0\u202fmm since 4 Jan 2023)",
    );
    const shrunk = [photoLine({ diameter: 5 }), photoLine({ diameter: 4.2 })];
    expect(course({ photos: shrunk }).circumstances.at(-1)?.value).toContain("(\u22120.8\u202fmm");
  });
});

describe("a patient's report", () => {
  it("keeps lesions without a photo and photos without a lesion", () => {
    const { lesions, others } = ofPatient();
    expect(lesions.lines.map(({ line }) => line === null)).toEqual([false, true]);
    expect(lesions.lines[1]).toMatchObject({
      name: "4, Upper back",
      facts: "0 photos, no longer followed",
    });
    expect(others?.lines[0]?.leading).toBe("Not yet analysed");
    expect(ofPatient({ otherPhotos: [] }).others).toBeNull();
  });

  it("tells what the patient consented to, and when", () => {
    expect(ofPatient().consents).toEqual([
      { label: "Consent: Triage", value: "Given 4 Jan 2023" },
      { label: "Consent: Training", value: "Withdrawn 19 Aug 2025" },
    ]);
  });
});

describe("the list of a day", () => {
  it("counts the levels and keeps the order it was given", () => {
    const { summary, lines } = ofDay();
    expect(summary).toBe("2 urgent, 3 soon, 6 routine, 0 cannot be assessed, 0 not yet analysed");
    expect(lines.map(({ line }) => line.level?.name).slice(0, 3)).toEqual([
      "urgent",
      "urgent",
      "soon",
    ]);
    expect(lines[4]?.patient).toBe("Not assigned to a patient");
  });

  it("is neither a draft nor signed", () => {
    expect(ofDay()).toMatchObject({ draft: null, signature: null });
  });
});

describe("pictures of a report", () => {
  it("have a path each that stands in the sheet, and bytes", () => {
    const { sheet, pictures } = sheetOf(courseContent());
    const paths = [...pictures.keys()];
    expect(new Set(paths).size).toBe(11);
    for (const path of paths) expect(JSON.stringify(sheet)).toContain(`"${path}"`);
  });
});
