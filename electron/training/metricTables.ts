/** Measurements as Markdown tables, for the model card and for reports. */
import type { ClassMetrics, Measure } from "./classMetrics";
import type { GroupUnit } from "./dataset/groups";
import type { Bootstrap, Interval } from "./intervals";

const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  balancedAccuracy: "Balanced accuracy",
  accuracy: "Accuracy",
  top2: "Top-2 accuracy",
  top3: "Top-3 accuracy",
  macroAuc: "Macro ROC-AUC",
  malignantAuc: "Malignant v. benign ROC-AUC",
  melanomaAuc: "Melanoma v. rest ROC-AUC",
  calibrationError: "Expected calibration error",
};

const DRAWN: Readonly<Record<GroupUnit, string>> = {
  patient: "patients (lesions, where patients are not named)",
  lesion: "lesions",
  image: "photos (neither patients nor lesions are named, so they may be too narrow)",
};

/** Where intervals come from, in words that follow "In brackets". */
export function intervalsInWords({ unit, draws }: Bootstrap): string {
  return `95 % intervals from ${count(draws)} bootstrap draws of ${DRAWN[unit]}`;
}

/** A row for each measure that a set has, with a cell for each set of photos. */
export function measureRows(sets: readonly ClassMetrics[]): string[][] {
  const measures = Object.entries(MEASURE_NAMES) as [Measure, string][];
  return [
    [
      "Photos (lesions)",
      ...sets.map(({ images, lesions }) => `${count(images)} (${count(lesions)})`),
    ],
    ...measures
      .filter(([measure]) => sets.some((set) => set[measure] !== null))
      .map(([measure, name]) => [
        name,
        ...sets.map((set) => withInterval(set[measure], set.intervals[measure])),
      ]),
  ];
}

export function classTable({ classes, intervals }: ClassMetrics): string {
  return markdownTable(
    ["Class", "Photos", "Precision", "Recall", "F1", "ROC-AUC v. rest"],
    classes.map(({ name, support, precision, recall, f1, auc }, index) => {
      const around = intervals.classes[index];
      return [
        name,
        count(support),
        withInterval(precision, around?.precision, 2),
        withInterval(recall, around?.recall, 2),
        withInterval(f1, around?.f1, 2),
        withInterval(auc, around?.auc),
      ];
    }),
  );
}

export function confusionTable({ classes, confusion }: ClassMetrics): string {
  const names = classes.map(({ name }) => name);
  return `True class in rows, predicted class in columns:

${markdownTable(
  ["", ...names],
  confusion.map((row, index) => [names[index] ?? "", ...row.map(count)]),
)}`;
}

/** The first column to the left; the others to the right where they hold figures. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  content: "figures" | "words" = "figures",
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = header.map((_, index) => (index === 0 || content === "words" ? "---" : "---:"));
  return [line(header), line(rule), ...rows.map(line)].join("\n");
}

/** `0.834 (0.767 to 0.892)`; a dash where there is no number. */
export function withInterval(
  value: number | null,
  interval: Interval | null | undefined,
  digits = 3,
): string {
  if (value === null || !interval) return figure(value, digits);
  const [low, high] = interval;
  return `${figure(value, digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

/** A dash where there is no number. */
export function figure(value: number | null, digits = 3): string {
  return value === null ? "–" : value.toFixed(digits);
}

export function count(value: number): string {
  return value.toLocaleString("en");
}

/** @param share 0 to 1 */
export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
