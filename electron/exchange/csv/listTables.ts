/** The clinic's lists as tables: what stands in each column, in the words of a language. */
import type { ModelSummary } from "../../contract/models";
import type { AuditPage } from "../../contract/session";
import type { Analysis, PatientSummary, PhotoDetail, PhotoSummary } from "../../contract/shapes";
import { totalDermoscopyScore } from "../../domain/abcdRule";
import { calendarDay } from "../../domain/calendarDay";
import { DIAGNOSES, isDiagnosis, type Diagnosis } from "../../domain/diagnosis";
import { millimetresOf } from "../../domain/measure";
import { disagreementBetween } from "../../domain/outcome";
import { csvLine } from "./csvText";
import {
  AUDIT_COLUMNS,
  COURSE_COLUMNS,
  MODEL_COLUMNS,
  PATIENT_COLUMNS,
  WORKLIST_COLUMNS,
  type ANALYSIS_COLUMNS,
  type ListColumn,
  type ListWords,
  type OUTCOME_COLUMNS,
  type PERSON_COLUMNS,
} from "./listColumns";

/** A list as it is written: lines of CSV. */
export interface ListTable<T> {
  header(words: ListWords): string;
  line(item: T, words: ListWords): string;
}

type Cells<C extends string> = Readonly<Record<C, string>>;
type CellsOf<Columns extends readonly string[]> = Cells<Columns[number]>;

function table<C extends ListColumn, T>(
  columns: readonly C[],
  cellsOf: (item: T, words: ListWords) => Cells<C>,
): ListTable<T> {
  return {
    header: (words) => csvLine(columns.map((column) => columnWord(column, words))),
    line(item, words) {
      const cells = cellsOf(item, words);
      return csvLine(columns.map((column) => cells[column]));
    },
  };
}

function columnWord(column: ListColumn, words: ListWords): string {
  return isDiagnosis(column) ? words.diagnoses[column] : words.columns[column];
}

export const patientTable = table(PATIENT_COLUMNS, (patient: PatientSummary, words) => ({
  ...personCells(patient),
  sex: words.sexes[patient.sex],
  photos: String(patient.photoCount),
  mostUrgent: patient.level === null ? "" : words.levels[patient.level],
  lastPhoto: momentCell(patient.lastPhotoAt),
  archived: momentCell(patient.archivedAt),
}));

/** A line a photo, with its latest analysis. */
export const worklistTable = table(WORKLIST_COLUMNS, (photo: PhotoSummary, words) => ({
  ...photoCells(photo, words),
  ...analysisCells(photo.analysis, words),
  ...outcomeCells(photo, photo.analysis, words),
}));

/** A photo of a lesion, and one of its analyses; null where it has none. */
export interface CourseEntry {
  readonly photo: PhotoDetail;
  readonly analysis: Analysis | null;
}

/** A line an analysis. */
export const courseTable = table(COURSE_COLUMNS, ({ photo, analysis }: CourseEntry, words) => {
  const { diameter, pixelsPerMm, abcd } = photo.description;
  const millimetres = diameter && millimetresOf(diameter, pixelsPerMm);
  const score = abcd && totalDermoscopyScore(abcd);
  return {
    ...photoCells(photo, words),
    diameter: millimetres === null ? "" : millimetres.toFixed(1),
    abcd: score === null ? "" : score.toFixed(1),
    ...analysisCells(analysis, words),
    ...outcomeCells(photo, analysis, words),
  };
});

/** In the log's own codes and moments: its hashes are over these. */
export const auditTable = table(AUDIT_COLUMNS, (entry: AuditPage["entries"][number]) => ({
  entry: String(entry.sequence),
  at: entry.at,
  account: entry.accountName ?? "",
  action: entry.action,
  subject: entry.subject ?? "",
  details: JSON.stringify(entry.details),
  hash: entry.hash,
}));

export const modelTable = table(MODEL_COLUMNS, (model: ModelSummary) => ({
  version: model.version,
  parent: model.parent ?? "",
  origin: model.origin,
  state: model.state,
  created: momentCell(model.createdAt),
  recipe: model.recipe,
  learnedFrom: String(model.photos),
  analyses: String(model.analyses),
  measuredOn: model.balancedAccuracy?.part ?? "",
  balancedAccuracy: model.balancedAccuracy ? shareCell(model.balancedAccuracy.value) : "",
  note: model.note,
}));

function personCells(
  person: Pick<PatientSummary, "number" | "familyName" | "givenName" | "dateOfBirth"> | null,
): CellsOf<typeof PERSON_COLUMNS> {
  return {
    number: person?.number ?? "",
    familyName: person?.familyName ?? "",
    givenName: person?.givenName ?? "",
    dateOfBirth: person?.dateOfBirth ?? "",
  };
}

function photoCells({ patient, lesion, name, takenAt, addedAt }: PhotoSummary, words: ListWords) {
  return {
    ...personCells(patient),
    lesion: lesion ? [String(lesion.number), lesion.label].join(" ").trim() : "",
    site: lesion ? words.sites[lesion.site] : "",
    photo: name,
    taken: momentCell(takenAt),
    added: momentCell(addedAt),
  };
}

/** What cannot be assessed has no diagnosis and no score. */
function analysisCells(
  analysis: Analysis | null,
  words: ListWords,
): CellsOf<typeof ANALYSIS_COLUMNS> {
  const assessed = analysis?.level === "cannot-assess" ? null : analysis;
  const probabilities = Object.fromEntries(
    DIAGNOSES.map((diagnosis) => [
      diagnosis,
      assessed ? shareCell(assessed.probabilities[diagnosis]) : "",
    ]),
  ) as Cells<Diagnosis>;
  return {
    analysed: momentCell(analysis?.createdAt ?? null),
    model: analysis?.modelVersion ?? "",
    level: analysis ? words.levels[analysis.level] : "",
    leading: assessed ? words.diagnoses[assessed.diagnosis] : "",
    score: assessed ? shareCell(assessed.malignancy) : "",
    ...probabilities,
    reasons: (analysis?.reasons ?? []).map((reason) => words.reasons[reason]).join(" "),
    warnings: (analysis?.warnings ?? []).map((warning) => words.warnings[warning]).join(", "),
  };
}

function outcomeCells(
  { outcome }: PhotoSummary,
  analysis: Analysis | null,
  words: ListWords,
): CellsOf<typeof OUTCOME_COLUMNS> {
  const diagnosis = outcome?.diagnosis ?? null;
  const answer = analysis && analysis.level !== "cannot-assess" ? analysis.diagnosis : null;
  const disagreement = disagreementBetween(answer, diagnosis);
  return {
    outcome: !outcome ? "" : diagnosis === null ? words.cannotSay : words.diagnoses[diagnosis],
    outcomeKind: outcome ? words.outcomeKinds[outcome.kind] : "",
    confidence: outcome?.confidence ? words.confidences[outcome.confidence] : "",
    nextStep: outcome?.nextStep ? words.nextSteps[outcome.nextStep] : "",
    histologyDate: outcome?.date ?? "",
    recorded: momentCell(outcome?.at ?? null),
    recordedBy: outcome?.by ?? "",
    disagreement: disagreement === null ? "" : words.disagreements[disagreement],
  };
}

/** 0 to 1, with a decimal point in every language. */
function shareCell(share: number): string {
  return share.toFixed(4);
}

/** `2026-03-04 16:05:00` on the clinic's clock: a moment that spreadsheet programs recognise. */
function momentCell(moment: string | null): string {
  if (moment === null) return "";
  const at = new Date(moment);
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return `${calendarDay(at)} ${time}`;
}
