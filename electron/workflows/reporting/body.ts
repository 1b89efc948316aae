import type { SignedSubject } from "../../contract/reports";
import type { LesionId, PatientId } from "../../contract/shapes";
import type { OperatingPoints } from "../../domain/triage";
import type { ReportGap } from "../../domain/report";
import type {
  CaseContent,
  CourseContent,
  DayContent,
  PatientContent,
  ReportContent,
  ReportFrame,
} from "../../reports/reportContent";
import type { Store } from "../../store/open";
import type { VisionClient } from "../../vision/client";
import type { SimilarCaseFinder } from "../similarCases";

/** What a report tells of its subject, without what stands around every report. */
type BodyOf<C extends ReportContent> = Omit<C, keyof ReportFrame>;
export type CaseBody = BodyOf<CaseContent>;
export type CourseBody = BodyOf<CourseContent>;
export type PatientBody = BodyOf<PatientContent>;
export type DayBody = BodyOf<DayContent>;
export type ReportBody = CaseBody | CourseBody | PatientBody | DayBody;

/** A body, and what the record says of it. */
export interface Gathered<B extends ReportBody = ReportBody> {
  readonly body: B;
  /** What a reader may miss. */
  readonly gaps: readonly ReportGap[];
  /** Those whose analyses it shows. */
  readonly modelVersions: readonly string[];
  /** Whose record it belongs to; null for the list of a day and for a photo of nobody's. */
  readonly patientId: PatientId | null;
  /** Of a course, or of the photo of a case where it shows a known one. */
  readonly lesionId: LesionId | null;
  /** What it can be signed as; null for the list of a day. */
  readonly signable: SignedSubject | null;
}

export interface GatherOptions {
  readonly store: Store;
  readonly vision: Pick<VisionClient, "ask">;
  readonly similarCases: SimilarCaseFinder;
  /** Null where the version is no longer known. */
  readonly operatingPointsOf: (modelVersion: string) => OperatingPoints | null;
}
