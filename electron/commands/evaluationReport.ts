/** The evaluation as a document for people, with the charts beside it in the same folder. */
import { LEVELS, type DiagnosisMetrics } from "../training/diagnosisMetrics";
import {
  classTable,
  confusionTable,
  count,
  markdownTable,
  measureRows,
  withInterval,
} from "../training/metricTables";
import type { EvaluationResult } from "./evaluationResult";

/** Classes of fewer photos than this get a word of caution. */
const FEW = 10;

/** Markdown; every figure comes from the result. */
export function evaluationReport(result: EvaluationResult): string {
  const { metrics } = result;
  return [
    `# Evaluation of Lentigo ${result.model}`,
    data(result),
    `## Results\n\n${markdownTable(["Measure", "Value (95 % interval)"], measureRows([metrics]))}\n\n${notes(result)}`,
    `## Operating points\n\n${operatingPoints(result)}`,
    `## Classes\n\n${classTable(metrics)}${caution(metrics)}`,
    `## Confusion\n\n![Confusion matrix](confusion.png)\n\n${confusionTable(metrics)}`,
    "## ROC curves\n\n![ROC curves](roc.png)",
    `## Reliability\n\n![Reliability diagram](reliability.png)\n\n${reliabilityTable(metrics)}`,
    problems(result),
    "Lentigo is decision support and not a cleared medical device: a clinician decides.",
  ]
    .join("\n\n")
    .concat("\n");
}

function data({ labels, metrics, problems, cannotAssess, bootstrap }: EvaluationResult): string {
  const layout = labels.layout === "ham10000" ? "HAM10000" : "ISIC 2018 task 3";
  const assessed =
    cannotAssess.length === 0
      ? "All of them can be assessed."
      : `${count(cannotAssess.length)} of them cannot be assessed (quality) and would get no level in triage; their probabilities count here all the same.`;
  const unused =
    problems.length === 0
      ? "every row was used"
      : `not used, and listed below: ${count(problems.length)}`;
  return `Labels: \`${labels.file}\`, ${count(labels.rows)} rows in the layout of ${layout}; ${unused}.
Measured on ${count(metrics.images)} photos. ${assessed}

Photos were decoded, framed, classified and calibrated by the code that serves them, in as many
views as the version asks for. ${units({ labels, metrics, bootstrap })}`;
}

function units({
  labels,
  metrics,
  bootstrap,
}: Pick<EvaluationResult, "labels" | "metrics" | "bootstrap">): string {
  const draws = `95 % intervals come from ${count(bootstrap.draws)} bootstrap draws`;
  if (bootstrap.unit === "image") {
    return `${draws} of **photos**, because the labels do not say which photos show the same lesion:
where several do, the intervals are too narrow.`;
  }
  if (bootstrap.unit === "patient") {
    return `${draws} of patients, each with all of their photos; photos of nobody named count by their
lesion, or alone where that is not named either.`;
  }
  const alone =
    labels.withoutLesion === 0
      ? ""
      : ` ${count(labels.withoutLesion)} photos without a lesion's name count as lesions of their own.`;
  return `${draws} of the ${count(metrics.lesions)} lesions.${alone}`;
}

function notes({ missingClasses, metrics }: EvaluationResult): string {
  const averages =
    "Balanced accuracy is the mean recall of the classes, the measure of ISIC 2018 task 3.";
  if (missingClasses.length === 0) return averages;
  const present = metrics.classes.length - missingClasses.length;
  return `${averages} **No photo shows ${missingClasses.join(", ")}**: averages are over the other
${String(present)} classes and compare with no published figure; what needs a missing class is “–”.`;
}

function operatingPoints({ thresholds, metrics }: EvaluationResult): string {
  const table = markdownTable(
    ["Level", "Score from", "Malignant found", "Benign below", "Melanomas found"],
    LEVELS.map((level) => {
      const rates = metrics.operatingPoints[level];
      const intervals = metrics.intervals.operatingPoints[level];
      return [
        level === "urgent" ? "urgent" : "soon or urgent",
        thresholds[level].toFixed(3),
        withInterval(rates.sensitivity, intervals.sensitivity),
        withInterval(rates.specificity, intervals.specificity),
        withInterval(rates.melanomaSensitivity, intervals.melanomaSensitivity),
      ];
    }),
  );
  return `The thresholds on the malignancy score that this version ships with; "malignant found" is the
sensitivity, "benign below" the specificity.

${table}`;
}

function caution({ classes }: DiagnosisMetrics): string {
  const few = classes.filter(({ support }) => support > 0 && support < FEW);
  if (few.length === 0) return "";
  const names = few.map(({ name }) => name).join(", ");
  return `\n\nFewer than ${String(FEW)} photos show ${names}: a bootstrap cannot draw what it has not seen, so
these intervals are too narrow.`;
}

function reliabilityTable({ reliability }: DiagnosisMetrics): string {
  return markdownTable(
    ["Confidence", "Photos", "Mean confidence", "Accuracy"],
    reliability.map(({ from, to, count: photos, confidence, accuracy }) => [
      `${from.toFixed(2)} to ${to.toFixed(2)}`,
      count(photos),
      photos === 0 ? "–" : confidence.toFixed(3),
      photos === 0 ? "–" : accuracy.toFixed(3),
    ]),
  );
}

function problems({ problems, cannotAssess }: EvaluationResult): string {
  const rows =
    problems.length === 0
      ? "None."
      : markdownTable(
          ["Row", "Image", "Reason"],
          problems.map(({ row, image, reason }) => [String(row), cell(image), cell(reason)]),
          "words",
        );
  const unassessed =
    cannotAssess.length === 0
      ? ""
      : `\n\n## Photos that cannot be assessed\n\n${markdownTable(
          ["Photo", "Reasons"],
          cannotAssess.map(({ file, reasons }) => [cell(file), reasons.join(", ")]),
          "words",
        )}`;
  return `## Rows that were not used\n\n${rows}${unassessed}`;
}

/** Text from outside, which must not break out of its cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}
