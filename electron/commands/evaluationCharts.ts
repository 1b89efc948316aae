import { fillWords } from "../contract/errorText";
import { rocCurve } from "../domain/rocCurve";
import { confusionChart, type ConfusionWords } from "../reports/charts/confusionChart";
import type { Heading } from "../reports/charts/drawing";
import { reliabilityChart, type ReliabilityWords } from "../reports/charts/reliabilityChart";
import { rocChart, type Curve, type Rate, type RocWords } from "../reports/charts/rocChart";
import { DIAGNOSIS_SCHEME, LEVELS } from "../training/diagnosisMetrics";
import { malignancyOf, type Prediction } from "../training/evaluate";
import type { EvaluationResult } from "./evaluationResult";

export interface ChartWords {
  /** Short names of the classes, by code. */
  readonly classes: Readonly<Record<string, string>>;
  readonly levels: Readonly<Record<"urgent" | "soon", string>>;
  /** With {{model}}, {{photos}} and {{lesions}}. */
  readonly heading: string;
  /** With {{model}} and {{photos}}: where no lesion is known. */
  readonly headingByImage: string;
  readonly confusion: ConfusionWords & { readonly title: string };
  readonly roc: RocWords & { readonly title: string; readonly malignantCurve: string };
  readonly reliability: ReliabilityWords & { readonly title: string };
}

/** The three charts as SVG, by the name of their file. */
export function evaluationCharts(
  result: EvaluationResult,
  predictions: readonly Prediction[],
  words: ChartWords,
): Record<"confusion" | "roc" | "reliability", string> {
  const { metrics } = result;
  const names = metrics.classes.map(({ name }) => words.classes[name] ?? name);
  return {
    confusion: confusionChart({
      heading: heading(result, words.confusion.title, words),
      names,
      confusion: metrics.confusion,
      words: words.confusion,
    }),
    roc: rocChart({
      heading: heading(result, words.roc.title, words),
      classes: names.map((name, index) => classCurve(name, index, metrics, predictions)),
      malignant: malignantCurve(words.roc.malignantCurve, metrics, predictions),
      levels: LEVELS.map((level) => ({
        level,
        name: words.levels[level],
        threshold: result.thresholds[level],
        sensitivity: rate(metrics, level, "sensitivity"),
        specificity: rate(metrics, level, "specificity"),
      })),
      words: words.roc,
    }),
    reliability: reliabilityChart({
      heading: heading(result, words.reliability.title, words),
      bins: metrics.reliability,
      calibrationError: metrics.calibrationError,
      interval: metrics.intervals.calibrationError,
      words: words.reliability,
    }),
  };
}

function heading(
  { model, labels, metrics }: EvaluationResult,
  title: string,
  words: ChartWords,
): Heading {
  const values = {
    model,
    photos: metrics.images.toLocaleString("en"),
    lesions: metrics.lesions.toLocaleString("en"),
  };
  const subtitle = labels.withoutLesion < metrics.images ? words.heading : words.headingByImage;
  return { title, subtitle: fillWords(subtitle, values) };
}

function rate(
  { operatingPoints, intervals }: EvaluationResult["metrics"],
  level: "urgent" | "soon",
  which: "sensitivity" | "specificity",
): Rate {
  return {
    value: operatingPoints[level][which],
    interval: intervals.operatingPoints[level][which],
  };
}

function classCurve(
  name: string,
  index: number,
  { classes, intervals }: EvaluationResult["metrics"],
  predictions: readonly Prediction[],
): Curve {
  return {
    name,
    positives: classes[index]?.support ?? 0,
    points: rocCurve(
      predictions.map(({ probabilities }) => probabilities[index] ?? 0),
      predictions.map(({ label }) => label === index),
    ),
    auc: classes[index]?.auc ?? null,
    interval: intervals.classes[index]?.auc ?? null,
  };
}

function malignantCurve(
  name: string,
  { malignantAuc, intervals }: EvaluationResult["metrics"],
  predictions: readonly Prediction[],
): Curve {
  const malignant = predictions.map(({ label }) => DIAGNOSIS_SCHEME.malignant.includes(label));
  return {
    name,
    positives: malignant.filter(Boolean).length,
    points: rocCurve(
      predictions.map((prediction) => malignancyOf(prediction, DIAGNOSIS_SCHEME)),
      malignant,
    ),
    auc: malignantAuc,
    interval: malignantAuc === null ? null : intervals.malignantAuc,
  };
}
