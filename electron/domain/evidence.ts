import { ofHundred } from "./percent";
import type { OperatingPoint, OperatingPoints, TriageLevel } from "./triage";

/** What stands behind a level: the threshold it crossed, with what that achieved in validation. */
export type LevelEvidence =
  | {
      readonly kind: "reached";
      /** Malignant lesions found, of 100. */
      readonly found: number;
      /** Benign lesions called, of 100. */
      readonly called: number;
      readonly measuredOn: string;
    }
  | {
      readonly kind: "below";
      /** Malignant lesions that scored below as well, of 100. */
      readonly missed: number;
      /** Benign lesions that did, of 100. */
      readonly cleared: number;
      readonly measuredOn: string;
    }
  /** What the threshold finds was not measured for this version of the model. */
  | { readonly kind: "not-measured" };

/** The evidence behind a level; null where it is none of urgency. */
export function levelEvidence(
  level: TriageLevel,
  { urgent, soon }: OperatingPoints,
): LevelEvidence | null {
  switch (level) {
    case "urgent":
      return reached(urgent);
    case "soon":
      return reached(soon);
    case "routine":
      return below(soon);
    case "cannot-assess":
      return null;
  }
}

function reached({ sensitivity, specificity, measuredOn }: OperatingPoint): LevelEvidence {
  if (sensitivity === null || specificity === null) return { kind: "not-measured" };
  return {
    kind: "reached",
    found: ofHundred(sensitivity),
    called: ofHundred(1 - specificity),
    measuredOn,
  };
}

function below({ sensitivity, specificity, measuredOn }: OperatingPoint): LevelEvidence {
  if (sensitivity === null || specificity === null) return { kind: "not-measured" };
  return {
    kind: "below",
    missed: ofHundred(1 - sensitivity),
    cleared: ofHundred(specificity),
    measuredOn,
  };
}
