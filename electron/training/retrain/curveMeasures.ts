import type { CurvePoint } from "../../contract/training";
import { DIAGNOSES } from "../../domain/diagnosis";
import { confusionMatrix } from "../evaluate";

/**
 * How a network under training does on photos that it does not learn from.
 *
 * @param answers the true class and one number a class, the greatest leading
 */
export function curveMeasures(
  answers: readonly { readonly label: number; readonly logits: ArrayLike<number> }[],
): Pick<CurvePoint, "balancedAccuracy" | "recalls"> {
  const confusion = confusionMatrix(
    answers.map(({ label, logits }, index) => ({
      lesionId: String(index),
      label,
      probabilities: Array.from(logits),
    })),
    DIAGNOSES.length,
  );
  const recalls = DIAGNOSES.map((_, label) => {
    const row = confusion[label] ?? [];
    const all = row.reduce((sum, count) => sum + count, 0);
    return all === 0 ? null : (row[label] ?? 0) / all;
  });
  const known = recalls.filter((recall) => recall !== null);
  const sum = known.reduce((total, recall) => total + recall, 0);
  return { balancedAccuracy: known.length === 0 ? null : sum / known.length, recalls };
}
