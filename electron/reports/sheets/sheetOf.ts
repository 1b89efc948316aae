import { phrasesOf } from "../phrases";
import type { ReportContent } from "../reportContent";
import { caseSheet, type CaseSheet } from "./caseSheet";
import { courseSheet, type CourseSheet } from "./courseSheet";
import { daySheet, type DaySheet } from "./daySheet";
import { patientSheet, type PatientSheet } from "./patientSheet";
import { gatherPictures } from "./pictures";

/** All that a template puts on paper: words and numbers as they are read, and pictures by path. */
export type Sheet = CaseSheet | CourseSheet | PatientSheet | DaySheet;

/** @returns the report in words, and its pictures by the paths that stand in it */
export function sheetOf(content: ReportContent): {
  readonly sheet: Sheet;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
} {
  const phrases = phrasesOf(content.language);
  const pictures = gatherPictures();
  const sheet = (): Sheet => {
    switch (content.kind) {
      case "case":
        return caseSheet(content, phrases, pictures);
      case "course":
        return courseSheet(content, phrases, pictures);
      case "patient":
        return patientSheet(content, phrases, pictures);
      case "day":
        return daySheet(content, phrases, pictures);
    }
  };
  return { sheet: sheet(), pictures: pictures.files };
}
