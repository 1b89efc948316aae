import type { ActiveModel, Analysis } from "../../../electron/contract/shapes";
import type { OperatingPoint } from "../../../electron/domain/triage";
import { ofHundred } from "../../words/percent";

/** What stands behind a level: the threshold it crossed, with what that achieved in validation. */
export type Evidence =
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
  /** Another model version made the analysis, so this one's figures say nothing about it. */
  | { readonly kind: "other-model"; readonly version: string };

/** The evidence behind an analysis; null where it has no level of urgency or no model is active. */
export function evidenceFor(
  { level, modelVersion }: Pick<Analysis, "level" | "modelVersion">,
  model: ActiveModel | null,
): Evidence | null {
  if (level === "cannot-assess" || model === null) return null;
  if (model.version !== modelVersion) return { kind: "other-model", version: modelVersion };
  const { urgent, soon } = model.operatingPoints;
  switch (level) {
    case "urgent":
      return reached(urgent);
    case "soon":
      return reached(soon);
    case "routine":
      return below(soon);
  }
}

function reached({ sensitivity, specificity, measuredOn }: OperatingPoint): Evidence {
  return {
    kind: "reached",
    found: ofHundred(sensitivity),
    called: ofHundred(1 - specificity),
    measuredOn,
  };
}

function below({ sensitivity, specificity, measuredOn }: OperatingPoint): Evidence {
  return {
    kind: "below",
    missed: ofHundred(1 - sensitivity),
    cleared: ofHundred(specificity),
    measuredOn,
  };
}
