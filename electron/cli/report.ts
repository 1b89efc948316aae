/** Writes reports as PDF. */
import { parseArgs } from "node:util";
import { ReportSubject } from "../contract/reports";
import { LANGUAGES } from "../domain/language";
import { PAPERS } from "../domain/report";
import { CLINIC_OPTIONS, clinicAccess } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { printLine, showProgress } from "./output";
import { BASE_MODEL, openVision, RESOURCES } from "./places";
import { explain } from "./words";

export const reportCommand: Command = {
  name: "report",
  usage: `  report --photo FILE --out FILE [--language en|de] [--paper a4|letter] [--model DIR] [--json]
      Writes a case report on one photo as PDF: photo, heatmap, probabilities and triage. It
      belongs to no clinic, so it names no patient and is a draft.

  report --case PHOTO|--lesion LESION|--patient PATIENT|--day YYYY-MM-DD --out FILE [--similar]
         [--language en|de] [--paper a4|letter] [--clinic DIR] [--user NAME] [--json]
      Writes a report of the clinic's as PDF, as a draft: one photo, a lesion over time, a
      patient, or what came in on a day. --similar: a case with similar confirmed ones.

  report --day YYYY-MM-DD --each --out DIR ...
      Writes a case report of every photo of the day: as it was signed, or else a draft.

  report --list [--search TEXT] [--clinic DIR] [--user NAME] [--json]
      Photos with their patients and lesions, and the ids by which reports are asked for.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...CLINIC_OPTIONS,
        photo: { type: "string" },
        case: { type: "string" },
        lesion: { type: "string" },
        patient: { type: "string" },
        day: { type: "string" },
        each: { type: "boolean", default: false },
        similar: { type: "boolean", default: false },
        list: { type: "boolean", default: false },
        search: { type: "string", default: "" },
        out: { type: "string" },
        language: { type: "string", default: "en" },
        paper: { type: "string", default: "a4" },
        model: { type: "string", default: BASE_MODEL },
      },
    });
    const report = await import("../commands/report");
    const { json, out } = values;
    const inClinic = async () => ({ access: await clinicAccess(values), json, print: printLine });
    if (values.list) return report.listCases(await inClinic(), values.search);
    const subject = reportSubject(values);
    if (values.each && subject.kind !== "day") {
      throw new UsageError("--each is of a day's photos: report needs --day with it.");
    }
    if (out === undefined) throw new UsageError("report needs --out.");
    const language = LANGUAGES.find((each) => each === values.language);
    if (!language) throw new UsageError("--language is en or de.");
    const paper = PAPERS.find((each) => each === values.paper);
    if (!paper) throw new UsageError("--paper is a4 or letter.");
    // Loaded here, because no other command sets reports.
    const { reportPhoto } = await import("../commands/reportPhoto");
    const { createTypesetter } = await import("../reports/typeset");
    const typeset = createTypesetter(RESOURCES);
    const vision = openVision(values.model);
    try {
      if (subject.kind === "photo") {
        const { photo } = subject;
        const now = (): Date => new Date();
        return await reportPhoto({
          ...{ photo, out, language, paper, vision, typeset, now, json, print: printLine },
        });
      }
      const command = {
        ...(await inClinic()),
        ...{ language, paper, vision, explain, shippedFolder: BASE_MODEL },
        typeset: (content: Parameters<typeof typeset>[0]) => Promise.resolve(typeset(content)),
      };
      return values.each && subject.kind === "day"
        ? await report.writeReportsOfDay(command, subject.day, out, showProgress)
        : await report.writeClinicReport(command, subject, values.similar, out);
    } finally {
      vision.stop();
    }
  },
};

/** What a report is asked of: one thing of the clinic's, or a photo in a file. */
function reportSubject(values: {
  readonly photo?: string | undefined;
  readonly case?: string | undefined;
  readonly lesion?: string | undefined;
  readonly patient?: string | undefined;
  readonly day?: string | undefined;
}): ReportSubject | { readonly kind: "photo"; readonly photo: string } {
  const { photo, day, case: photoId, lesion: lesionId, patient: patientId } = values;
  const subjects = [
    photo !== undefined && { kind: "photo", photo },
    photoId !== undefined && { kind: "case", photoId },
    lesionId !== undefined && { kind: "course", lesionId },
    patientId !== undefined && { kind: "patient", patientId },
    day !== undefined && { kind: "day", day },
  ].filter((subject) => subject !== false);
  const [one, ...others] = subjects;
  if (!one || others.length > 0) {
    throw new UsageError("report needs one of --photo, --case, --lesion, --patient and --day.");
  }
  if (one.photo !== undefined) return { kind: "photo", photo: one.photo };
  const subject = ReportSubject.safeParse(one);
  if (!subject.success) throw new UsageError("report takes an id of --list, or a day YYYY-MM-DD.");
  return subject.data;
}
