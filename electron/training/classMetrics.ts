/** All that is reported about any classifier on one set of photos, with intervals. */
import {
  evaluate,
  type ClassResult,
  type ClassScheme,
  type Evaluation,
  type Prediction,
} from "./evaluate";
import { groupDraws, percentileInterval, type Interval } from "./intervals";

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

/** 95 % intervals, arranged as the numbers they belong to; null where the number is. */
export interface ClassIntervals extends Readonly<Record<Measure, Interval | null>> {
  readonly classes: readonly ({ readonly name: string } & Readonly<
    Record<ClassMeasure, Interval | null>
  >)[];
}

export interface ClassMetrics extends Evaluation {
  readonly intervals: ClassIntervals;
}

/** @throws Error where there is no prediction */
export function measureClasses(
  predictions: readonly Prediction[],
  scheme: ClassScheme,
): ClassMetrics {
  const point = evaluate(predictions, scheme);
  const draws = Array.from(groupDraws(predictions), (drawn) => evaluate(drawn, scheme));
  return { ...point, intervals: classIntervals(point, draws) };
}

/** @param draws of the bootstrap */
export function classIntervals(point: Evaluation, draws: readonly Evaluation[]): ClassIntervals {
  const over = (measure: (draw: Evaluation) => number | null | undefined): Interval | null =>
    percentileInterval(draws.map((draw) => measure(draw) ?? null));
  return {
    ...record(MEASURES, (measure) => over((draw) => draw[measure])),
    classes: point.classes.map(({ name }, index) => ({
      name,
      ...record(CLASS_MEASURES, (measure) => over((draw) => draw.classes[index]?.[measure])),
    })),
  };
}

export function record<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}
