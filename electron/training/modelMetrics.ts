/** What is known of a model version beside its weights: how it was trained, how well it does. */
import type { NetworkOptions } from "../vision/network/networkOptions";
import type { Parameters } from "../vision/network/parameters";
import type { VersionThreshold } from "./calibrate";
import type { DiagnosisMetrics } from "./diagnosisMetrics";
import type { Bootstrap } from "./intervals";
import type { GroupResults } from "./patientGroups";
import type { Recipe } from "./recipes/recipe";

export interface ModelMetrics {
  readonly version: string;
  readonly calibration: {
    /** Name of the part of the data. */
    readonly split: string;
    readonly temperature: number;
    /** Nats per photo and expected calibration error on that split. */
    readonly before: { readonly logLoss: number; readonly calibrationError: number };
    readonly after: { readonly logLoss: number; readonly calibrationError: number };
  };
  readonly thresholds: Readonly<Record<"urgent" | "soon", VersionThreshold>>;
  /** Photos of lesions refused as not being of one; null where the check is not made. */
  readonly unfamiliar: {
    readonly threshold: number;
    readonly splits: Readonly<Record<string, UnfamiliarShares>>;
  } | null;
  readonly splits: Readonly<Record<string, DiagnosisMetrics>>;
  /** By age, sex and site of the same parts. */
  readonly groups: Readonly<Record<string, GroupResults>>;
}

/** Of a version that was trained on a data set: its rows tell what intervals can draw. */
export interface TrainedMetrics extends ModelMetrics {
  readonly bootstrap: Bootstrap;
}

export interface UnfamiliarShares {
  readonly refused: number;
  /** By class, in the order of `DIAGNOSES`; null where there is no photo. */
  readonly classes: readonly (number | null)[];
}

export interface TrainedWeights {
  readonly network: NetworkOptions;
  readonly parameters: Parameters;
  readonly recipe: Recipe;
  /** Where training started, in words that follow "starting from"; null where not known. */
  readonly startedFrom: string | null;
  readonly epochs: number;
  /** How long training took; null where that is not known. */
  readonly seconds: number | null;
  readonly seed: number;
}
