/** All that is reported about a seven-class model on one set of photos, with intervals. */
import { DIAGNOSES, MALIGNANT } from "../domain/diagnosis";
import {
  evaluate,
  ratesAt,
  type ClassResult,
  type ClassScheme,
  type Evaluation,
  type Prediction,
  type RatesAtThreshold,
} from "./evaluate";
import { lesionDraws, percentileInterval, type Interval } from "./intervals";

/** Seven diagnoses in the order of `DIAGNOSES`. */
export const DIAGNOSIS_SCHEME: ClassScheme = {
  names: DIAGNOSES,
  malignant: MALIGNANT.map((diagnosis) => DIAGNOSES.indexOf(diagnosis)),
  melanoma: DIAGNOSES.indexOf("mel"),
};

/** Levels of triage that a threshold on the malignancy score decides. */
export const LEVELS = ["urgent", "soon"] as const;

type Level = (typeof LEVELS)[number];

/** Per level the malignancy score, 0 to 1, from which it applies. */
export type Thresholds = Readonly<Record<Level, { readonly threshold: number }>>;

const MEASURES = [
  "accuracy",
  "top2",
  "top3",
  "balancedAccuracy",
  "macroAuc",
  "malignantAuc",
  "melanomaAuc",
  "calibrationError",
] as const satisfies readonly (keyof Evaluation)[];

/** A measure of the whole set that is one number. */
export type Measure = (typeof MEASURES)[number];

const CLASS_MEASURES = [
  "precision",
  "recall",
  "f1",
  "auc",
] as const satisfies readonly (keyof ClassResult)[];

export type ClassMeasure = (typeof CLASS_MEASURES)[number];

const RATES = [
  "sensitivity",
  "specificity",
  "melanomaSensitivity",
] as const satisfies readonly (keyof RatesAtThreshold)[];

/** 95 % intervals, arranged as the numbers they belong to; null where the number is. */
export interface MetricIntervals extends Readonly<Record<Measure, Interval | null>> {
  readonly classes: readonly ({ readonly name: string } & Readonly<
    Record<ClassMeasure, Interval | null>
  >)[];
  readonly operatingPoints: Readonly<
    Record<Level, Readonly<Record<keyof RatesAtThreshold, Interval | null>>>
  >;
}

interface PointMetrics extends Evaluation {
  readonly operatingPoints: Readonly<Record<Level, RatesAtThreshold>>;
}

export interface DiagnosisMetrics extends PointMetrics {
  readonly intervals: MetricIntervals;
}

/** @throws Error where there is no prediction */
export function measureDiagnoses(
  predictions: readonly Prediction[],
  thresholds: Thresholds,
): DiagnosisMetrics {
  const point = pointMetrics(predictions, thresholds);
  const draws = Array.from(lesionDraws(predictions), (drawn) => pointMetrics(drawn, thresholds));
  return { ...point, intervals: metricIntervals(point, draws) };
}

function pointMetrics(predictions: readonly Prediction[], thresholds: Thresholds): PointMetrics {
  return {
    ...evaluate(predictions, DIAGNOSIS_SCHEME),
    operatingPoints: {
      urgent: ratesAt(predictions, DIAGNOSIS_SCHEME, thresholds.urgent.threshold),
      soon: ratesAt(predictions, DIAGNOSIS_SCHEME, thresholds.soon.threshold),
    },
  };
}

function metricIntervals(point: PointMetrics, draws: readonly PointMetrics[]): MetricIntervals {
  const over = (measure: (draw: PointMetrics) => number | null | undefined): Interval | null =>
    percentileInterval(draws.map((draw) => measure(draw) ?? null));
  const rates = (level: Level): Record<keyof RatesAtThreshold, Interval | null> =>
    record(RATES, (rate) => over((draw) => draw.operatingPoints[level][rate]));
  return {
    ...record(MEASURES, (measure) => over((draw) => draw[measure])),
    classes: point.classes.map(({ name }, index) => ({
      name,
      ...record(CLASS_MEASURES, (measure) => over((draw) => draw.classes[index]?.[measure])),
    })),
    operatingPoints: { urgent: rates("urgent"), soon: rates("soon") },
  };
}

function record<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}
