/** What the columns of lists are; the words over them stand in the locale files. */
import type { Diagnosis } from "../../domain/diagnosis";
import type { Disagreement, Confidence, NextStep, OutcomeKind } from "../../domain/outcome";
import type { Sex } from "../../domain/patient";
import type { Site } from "../../domain/bodyMap/sites";
import type { PhotoWarning, RefusalReason, TriageLevel } from "../../domain/triage";

export const PERSON_COLUMNS = ["number", "familyName", "givenName", "dateOfBirth"] as const;

export const PATIENT_COLUMNS = [
  ...PERSON_COLUMNS,
  "sex",
  "photos",
  "mostUrgent",
  "lastPhoto",
  "archived",
] as const;

/** What a model said. */
export const ANALYSIS_COLUMNS = [
  "analysed",
  "model",
  "level",
  "leading",
  "score",
  "akiec",
  "bcc",
  "bkl",
  "df",
  "mel",
  "nv",
  "vasc",
  "reasons",
  "warnings",
] as const;

/** What people found. */
export const OUTCOME_COLUMNS = [
  "outcome",
  "outcomeKind",
  "confidence",
  "nextStep",
  "histologyDate",
  "recorded",
  "recordedBy",
  "disagreement",
] as const;

const PHOTO_COLUMNS = ["photo", "taken", "added"] as const;

export const WORKLIST_COLUMNS = [
  ...PERSON_COLUMNS,
  "lesion",
  "site",
  ...PHOTO_COLUMNS,
  ...ANALYSIS_COLUMNS,
  ...OUTCOME_COLUMNS,
] as const;

export const COURSE_COLUMNS = [
  ...PERSON_COLUMNS,
  "lesion",
  "site",
  ...PHOTO_COLUMNS,
  "diameter",
  "abcd",
  ...ANALYSIS_COLUMNS,
  ...OUTCOME_COLUMNS,
] as const;

export const AUDIT_COLUMNS = [
  "entry",
  "at",
  "account",
  "action",
  "subject",
  "details",
  "hash",
] as const;

export const MODEL_COLUMNS = [
  "version",
  "parent",
  "origin",
  "state",
  "created",
  "recipe",
  "learnedFrom",
  "analyses",
  "measuredOn",
  "balancedAccuracy",
  "note",
] as const;

export type ListColumn = (
  | typeof PATIENT_COLUMNS
  | typeof WORKLIST_COLUMNS
  | typeof COURSE_COLUMNS
  | typeof AUDIT_COLUMNS
  | typeof MODEL_COLUMNS
)[number];

type Words<K extends string> = Readonly<Record<K, string>>;

/** The words of one language that lists are written in. */
export interface ListWords {
  readonly columns: Words<Exclude<ListColumn, Diagnosis>>;
  /** Short names; they also head the columns of probabilities. */
  readonly diagnoses: Words<Diagnosis>;
  readonly levels: Words<TriageLevel>;
  readonly sexes: Words<Sex>;
  readonly sites: Words<Site>;
  readonly reasons: Words<RefusalReason>;
  readonly warnings: Words<PhotoWarning>;
  readonly outcomeKinds: Words<OutcomeKind>;
  readonly cannotSay: string;
  readonly confidences: Words<Confidence>;
  readonly nextSteps: Words<NextStep>;
  readonly disagreements: Words<Disagreement>;
}
