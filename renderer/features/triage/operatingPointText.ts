import type { ActiveModel, Analysis } from "../../../electron/contract/shapes";
import { levelEvidence, type LevelEvidence } from "../../../electron/domain/evidence";

export type Evidence =
  | LevelEvidence
  /** Another model version made the analysis, so this one's figures say nothing about it. */
  | { readonly kind: "other-model"; readonly version: string };

/** The evidence behind an analysis; null where it has no level of urgency or no model is active. */
export function evidenceFor(
  { level, modelVersion }: Pick<Analysis, "level" | "modelVersion">,
  model: ActiveModel | null,
): Evidence | null {
  if (level === "cannot-assess" || model === null) return null;
  if (model.version !== modelVersion) return { kind: "other-model", version: modelVersion };
  return levelEvidence(level, model.operatingPoints);
}
