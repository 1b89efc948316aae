/** All figures of a model version from what it said of photos with known diagnoses. */
import { DIAGNOSES } from "../domain/diagnosis";
import { calibratedProbabilities } from "../vision/calibration";
import { familiarityRefusal, type Familiarity } from "../vision/familiarity";
import {
  fitTemperature,
  negativeLogLikelihood,
  SOON_SENSITIVITY,
  thresholdFor,
  URGENT_SENSITIVITY,
  type LabelledLogits,
} from "./calibrate";
import type { GroupUnit } from "./dataset/groups";
import { DIAGNOSIS_SCHEME, measureDiagnoses } from "./diagnosisMetrics";
import { calibrationError } from "./evaluate";
import type { LayerFeatures } from "./fitFamiliarity";
import { BOOTSTRAP } from "./intervals";
import type { TrainedMetrics, UnfamiliarShares } from "./modelMetrics";
import { measureGroups, type GroupedPrediction, type PatientFacts } from "./patientGroups";

/** What a network says of the photos of one part of the data. */
export type SplitOutputs = readonly (LabelledLogits &
  PatientFacts & {
    readonly lesionId: string;
    /** See Prediction. */
    readonly group?: string;
    readonly features: LayerFeatures;
  })[];

export interface MeasuringOptions {
  /** The part that temperature and thresholds are chosen on. */
  readonly choosing: string;
  /** Null where photos that show no lesion are not told apart. */
  readonly familiarity: Familiarity | null;
  /** What the outputs' groups are. */
  readonly unit: GroupUnit;
}

/** Chooses temperature and thresholds on one part and measures all parts with them. */
export function measureModel(
  version: string,
  outputs: ReadonlyMap<string, SplitOutputs>,
  { choosing, familiarity, unit }: MeasuringOptions,
): TrainedMetrics {
  const samples = outputs.get(choosing) ?? [];
  const temperature = fitTemperature(samples);
  const calibrated = predictionsOf(samples, temperature);
  const thresholds = {
    urgent: thresholdFor(calibrated, DIAGNOSIS_SCHEME, URGENT_SENSITIVITY),
    soon: thresholdFor(calibrated, DIAGNOSIS_SCHEME, SOON_SENSITIVITY),
  };
  const quality = (at: number) => ({
    logLoss: negativeLogLikelihood(samples, at),
    calibrationError: calibrationError(predictionsOf(samples, at)),
  });
  const ofEach = <Result>(measure: (part: SplitOutputs) => Result): Record<string, Result> =>
    Object.fromEntries([...outputs].map(([split, part]) => [split, measure(part)]));
  return {
    version,
    calibration: {
      split: choosing,
      temperature,
      before: quality(1),
      after: quality(temperature),
    },
    thresholds,
    unfamiliar: familiarity && {
      threshold: familiarity.threshold,
      splits: ofEach((part) => unfamiliarShares(familiarity, part)),
    },
    splits: ofEach((part) => measureDiagnoses(predictionsOf(part, temperature), thresholds)),
    bootstrap: { unit, ...BOOTSTRAP },
    groups: ofEach((part) => measureGroups(predictionsOf(part, temperature), thresholds)),
  };
}

/** Calibrated probabilities in the order of `DIAGNOSES`, as triage computes them. */
function predictionsOf(outputs: SplitOutputs, temperature: number): GroupedPrediction[] {
  return outputs.map(({ lesionId, group, label, logits, age, sex, site }) => {
    const probabilities = calibratedProbabilities(logits, DIAGNOSES, temperature);
    return {
      lesionId,
      ...(group !== undefined && { group }),
      label,
      probabilities: DIAGNOSES.map((name) => probabilities[name]),
      age,
      sex,
      site,
    };
  });
}

/** Photos of lesions that are refused as not being of one. */
export function unfamiliarShares(
  familiarity: Familiarity,
  outputs: readonly { readonly label: number; readonly features: LayerFeatures }[],
): UnfamiliarShares {
  const refused = outputs.map(({ label, features }) => ({
    label,
    refused: familiarityRefusal(familiarity, features, features.at(-1) ?? []) !== null,
  }));
  const share = (photos: typeof refused): number | null =>
    photos.length === 0 ? null : photos.filter((photo) => photo.refused).length / photos.length;
  return {
    refused: share(refused) ?? 0,
    classes: DIAGNOSES.map((_, label) => share(refused.filter((photo) => photo.label === label))),
  };
}
