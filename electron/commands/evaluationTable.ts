import { join } from "node:path";
import { LEVELS } from "../training/diagnosisMetrics";
import { count, measureRows, withInterval } from "../training/metricTables";
import type { EvaluationResult } from "./evaluationResult";

/** What people see of an evaluation in the terminal: the main figures, and where the rest lies. */
export function evaluationTable(result: EvaluationResult, out: string): string {
  const { metrics, model, problems, missingClasses, bootstrap } = result;
  const levels = LEVELS.flatMap((level) => {
    const rates = metrics.operatingPoints[level];
    const intervals = metrics.intervals.operatingPoints[level];
    const from = `${level} from ${result.thresholds[level].toFixed(3)}`;
    return [
      [`Sensitivity, ${from}`, withInterval(rates.sensitivity, intervals.sensitivity)],
      [`Specificity, ${from}`, withInterval(rates.specificity, intervals.specificity)],
    ];
  });
  const rows = [["Model", model], ...measureRows([metrics]), ...levels];
  const widest = Math.max(...rows.map(([name = ""]) => name.length));
  const lines = rows.map(([name = "", value = ""]) => `${name.padEnd(widest)}  ${value}`);
  const remarks = [
    ...(bootstrap.unit === "image"
      ? ["The labels name no patients or lesions: intervals are over photos and may be too narrow."]
      : []),
    ...(missingClasses.length > 0
      ? [`No photo shows ${missingClasses.join(", ")}: averages leave these classes out.`]
      : []),
    ...(problems.length > 0
      ? [`Rows that were not used: ${count(problems.length)}; the report says why.`]
      : []),
    `Report: ${join(out, "report.md")}`,
  ];
  return [...lines, "", ...remarks].join("\n");
}
