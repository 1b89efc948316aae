import * as z from "zod";
import type { PartMeasures } from "../contract/models";
import { DIAGNOSES } from "../domain/diagnosis";

const share = z.number().min(0).max(1);
const value = z.number().nullable();
/** Low and high. */
const ends = z.tuple([z.number(), z.number()]).nullable();

/** Measures of a whole split: each a value, and among the intervals its ends. */
const measures = <T extends z.ZodType>(of: T) => ({
  balancedAccuracy: of,
  accuracy: of,
  top2: of,
  top3: of,
  macroAuc: of,
  malignantAuc: of,
  melanomaAuc: of,
  calibrationError: of,
});

/** Measures of a class. */
const classMeasures = <T extends z.ZodType>(of: T) => ({
  name: z.string(),
  recall: of,
  precision: of,
  f1: of,
});

/** What of metrics.json is shown; training/modelMetrics.ts says all that it holds. */
const Metrics = z.object({
  splits: z.record(
    z.string(),
    z.object({
      images: z.int().min(0),
      lesions: z.int().min(0),
      ...measures(value),
      classes: z.array(z.object({ ...classMeasures(value), support: z.int().min(0) })),
      confusion: z.array(z.array(z.int().min(0))),
      reliability: z.array(z.object({ count: z.int().min(0), confidence: share, accuracy: share })),
      intervals: z.object({
        ...measures(ends),
        classes: z.array(z.object(classMeasures(ends))),
      }),
    }),
  ),
});

type Measured = PartMeasures["measures"]["accuracy"];

/** A version's measures by part of the data; none where the text is not what training writes. */
export function measuresFromMetrics(text: string): PartMeasures[] {
  const metrics = Metrics.safeParse(parse(text));
  if (!metrics.success) return [];
  return Object.entries(metrics.data.splits).map(([part, split]) => {
    const { intervals } = split;
    const measure = (name: keyof PartMeasures["measures"]): Measured =>
      measured(split[name], intervals[name]);
    return {
      part,
      photos: split.images,
      lesions: split.lesions,
      measures: {
        balancedAccuracy: measure("balancedAccuracy"),
        accuracy: measure("accuracy"),
        top2: measure("top2"),
        top3: measure("top3"),
        macroAuc: measure("macroAuc"),
        malignantAuc: measure("malignantAuc"),
        melanomaAuc: measure("melanomaAuc"),
        calibrationError: measure("calibrationError"),
      },
      classes: DIAGNOSES.flatMap((diagnosis) => {
        const found = split.classes.find(({ name }) => name === diagnosis);
        if (!found) return [];
        const around = intervals.classes.find(({ name }) => name === diagnosis);
        return {
          diagnosis,
          photos: found.support,
          recall: measured(found.recall, around?.recall),
          precision: measured(found.precision, around?.precision),
          f1: measured(found.f1, around?.f1),
        };
      }),
      confusion: split.confusion,
      reliability: split.reliability.map(({ count, confidence, accuracy }) => ({
        photos: count,
        confidence,
        accuracy,
      })),
    };
  });
}

function measured(
  found: number | null,
  around: readonly [number, number] | null | undefined,
): Measured {
  if (found === null) return null;
  return { value: found, interval: around ? { low: around[0], high: around[1] } : null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
