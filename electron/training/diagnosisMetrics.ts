/** All that is reported about a seven-class model on one set of photos, with intervals. */
import { DIAGNOSES, MALIGNANT } from "../domain/diagnosis";
import { classIntervals, record, type ClassIntervals } from "./classMetrics";
import {
  evaluate,
  ratesAt,
  type ClassScheme,
  type Evaluation,
  type Prediction,
  type RatesAtThreshold,
} from "./evaluate";
import { groupDraws, percentileInterval, type Interval } from "./intervals";

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

const RATES = [
  "sensitivity",
  "specificity",
  "melanomaSensitivity",
] as const satisfies readonly (keyof RatesAtThreshold)[];

export interface MetricIntervals extends ClassIntervals {
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
  const draws = Array.from(groupDraws(predictions), (drawn) => pointMetrics(drawn, thresholds));
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
  const rates = (level: Level): Record<keyof RatesAtThreshold, Interval | null> =>
    record(RATES, (rate) =>
      percentileInterval(draws.map((draw) => draw.operatingPoints[level][rate])),
    );
  return {
    ...classIntervals(point, draws),
    operatingPoints: { urgent: rates("urgent"), soon: rates("soon") },
  };
}
