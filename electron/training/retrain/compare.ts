/** Measures two versions on the same photos, and their differences on the same bootstrap draws. */
import type { Measured, SetComparison, SetMeasures } from "../../contract/comparison";
import { DIAGNOSES } from "../../domain/diagnosis";
import { GATE_MEASURES, type GateEvidence } from "../../domain/promotionGate";
import { record } from "../classMetrics";
import { DIAGNOSIS_SCHEME } from "../diagnosisMetrics";
import { confusionMatrix, type Prediction } from "../evaluate";
import { groupBy } from "../groupBy";
import { BOOTSTRAP, percentileInterval } from "../intervals";
import { randomStream } from "../random";
import type { JudgedPhoto, JudgedVersions, Side } from "./judge";
import { MEASURES, weighedMeasures, type MeasureValues } from "./weighedMeasures";

/** @throws Error where there is no photo */
export function compareOn(photos: readonly JudgedPhoto[], versions: JudgedVersions): SetComparison {
  if (photos.length === 0) throw new Error("There is nothing to compare");
  const sides = {
    active: predictionsOf(photos, "active"),
    candidate: predictionsOf(photos, "candidate"),
  };
  const measure = {
    active: weighedMeasures(sides.active, versions.active.operatingPoints.soon.threshold),
    candidate: weighedMeasures(sides.candidate, versions.candidate.operatingPoints.soon.threshold),
  };
  const both = (weights: Uint16Array): Record<Side, MeasureValues> => ({
    active: measure.active(weights),
    candidate: measure.candidate(weights),
  });
  const point = both(new Uint16Array(photos.length).fill(1));
  const draws = Array.from(drawnWeights(photos), both);

  const measuresOf = (side: Side): SetMeasures => {
    const over = (value: (values: MeasureValues) => number | null | undefined): Measured =>
      measured(
        value(point[side]) ?? null,
        draws.map((draw) => value(draw[side]) ?? null),
      );
    return {
      version: versions[side].version,
      threshold: versions[side].operatingPoints.soon.threshold,
      ...record(MEASURES, (name) => over((values) => values[name])),
      recalls: DIAGNOSES.map((diagnosis, label) => ({
        diagnosis,
        photos: photos.filter((photo) => photo.label === label).length,
        recall: over(({ recalls }) => recalls[label]),
      })),
      confusion: confusionMatrix(sides[side], DIAGNOSES.length),
    };
  };
  return {
    photos: photos.length,
    groups: new Set(photos.map(({ group }) => group)).size,
    active: measuresOf("active"),
    candidate: measuresOf("candidate"),
    differences: record(GATE_MEASURES, (name) => {
      const gain = ({ active, candidate }: Record<Side, MeasureValues>): number | null => {
        const [before, after] = [active[name], candidate[name]];
        return before === null || after === null ? null : after - before;
      };
      return measured(gain(point), draws.map(gain));
    }),
    changed: photos.filter(({ active, candidate }) => differ(active, candidate)).length,
  };
}

/** Whether leading class or level of triage are others. */
export function differ(one: JudgedPhoto["active"], other: JudgedPhoto["candidate"]): boolean {
  return one.leading !== other.leading || one.level !== other.level;
}

/** What the gate judges by. */
export function evidenceOf(
  photos: readonly JudgedPhoto[],
  { groups, differences }: SetComparison,
): GateEvidence {
  const { melanoma } = DIAGNOSIS_SCHEME;
  const withMelanoma = photos.filter(({ label }) => label === melanoma);
  return {
    groups,
    melanomas: new Set(withMelanoma.map(({ group }) => group)).size,
    classes: new Set(photos.map(({ label }) => label)).size,
    differences,
  };
}

/**
 * How often each photo is drawn when as many groups as there are are drawn with repetition: as
 * `groupDraws` draws, in numbers in place of copies.
 */
function* drawnWeights(photos: readonly JudgedPhoto[]): Generator<Uint16Array> {
  const groups = [...groupBy([...photos.keys()], (index) => photos[index]?.group).values()];
  const random = randomStream(BOOTSTRAP.seed);
  for (let draw = 0; draw < BOOTSTRAP.draws; draw++) {
    const weights = new Uint16Array(photos.length);
    for (let drawn = 0; drawn < groups.length; drawn++) {
      for (const photo of groups[random.below(groups.length)] ?? []) {
        weights[photo] = (weights[photo] ?? 0) + 1;
      }
    }
    yield weights;
  }
}

function predictionsOf(photos: readonly JudgedPhoto[], side: Side): Prediction[] {
  return photos.map((photo) => ({
    lesionId: photo.group,
    label: photo.label,
    probabilities: photo[side].probabilities,
  }));
}

function measured(value: number | null, draws: readonly (number | null)[]): Measured {
  if (value === null) return null;
  const interval = percentileInterval(draws);
  return { value, interval: interval && { low: interval[0], high: interval[1] } };
}
