import type { ReportSubject } from "../../contract/reports";
import { calendarDay } from "../../domain/calendarDay";
import { failureOf } from "../../contract/errors";
import type { PatientId } from "../../contract/shapes";
import type { Language } from "../../domain/language";
import { phrasesOf } from "../../reports/phrases";
import type { Store } from "../../store/open";

/** Bytes of a file's name in UTF-8: with a number and an ending after it, every disk takes it. */
const LONGEST = 200;

export interface NamedReport {
  readonly subject: ReportSubject;
  readonly language: Language;
  readonly patientId: PatientId | null;
  /** When it was signed, or is written. */
  readonly at: Date;
}

/** What the file of a report is called: whose it is, what, of which lesion, photo or day. */
export function reportFileName(
  store: Store,
  { subject, language, patientId, at }: NamedReport,
): string {
  const { familyName, givenName, number } = patientId
    ? store.patients.get(patientId)
    : { familyName: "", givenName: "", number: "" };
  const { titles } = phrasesOf(language).words.report;
  const day = subject.kind === "day" ? subject.day : calendarDay(at);
  const parts = [familyName, givenName, number, titles[subject.kind], partOf(store, subject), day];
  return `${fileNameOf(parts.filter(Boolean).join(" "))}.pdf`;
}

/** Which of the patient's lesions or photos it is of; empty where that is not known any more. */
function partOf(store: Store, subject: ReportSubject): string {
  try {
    if (subject.kind === "case") return store.photos.get(subject.photoId).name.replace(ENDING, "");
    if (subject.kind === "course") return String(store.lesions.get(subject.lesionId).number);
    return "";
  } catch (error) {
    if (failureOf(error)?.code.endsWith(".missing")) return "";
    throw error;
  }
}

const ENDING = /\.[^.]*$/;

/** A text without what a system forbids in names, or takes for something else. */
export function fileNameOf(text: string): string {
  const allowed = text
    .normalize("NFC")
    // Marks of direction would have the name read backwards in a list of files.
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+/, "");
  return shortened(allowed).replace(/[. ]+$/, "") || "report";
}

function shortened(name: string): string {
  let short = "";
  for (const letter of name) {
    if (Buffer.byteLength(short + letter) > LONGEST) break;
    short += letter;
  }
  return short;
}
