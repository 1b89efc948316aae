/** What a model said of a photo before people found out, and what they found. */
import type { Diagnosis } from "./diagnosis";
import type { OutcomeKind } from "./outcome";

export interface ConfirmedAnswer {
  /** When the outcome was recorded, ISO 8601. */
  readonly at: string;
  readonly kind: OutcomeKind;
  readonly outcome: Diagnosis;
  /** The model's leading class. */
  readonly answer: Diagnosis;
  /** The model's malignancy score, 0 to 1. */
  readonly malignancy: number;
  readonly modelVersion: string;
}
