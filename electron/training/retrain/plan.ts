/** What one retraining run is to do, and what it leaves behind. */
import type { Comparison } from "../../contract/comparison";
import type { RetrainRecipe } from "../../contract/training";

/** A photo of the clinic; its bytes are asked for when they are needed. */
export interface PlannedPhoto {
  /** Place in `DIAGNOSES`. */
  readonly label: number;
  /**
   * What must not be on both sides, and what intervals draw: the patient, else the lesion, else the
   * photo. Compared for equality only, and written nowhere.
   */
  readonly group: string;
  /** `holdout` measures and is never learned from. */
  readonly part: "train" | "holdout";
}

export interface RetrainPlan {
  readonly recipe: RetrainRecipe;
  /** Folder of the active model: what the candidate goes on from and is compared with. */
  readonly model: string;
  /** The candidate's model folder to write; it is there whole or not at all. */
  readonly out: string;
  /** Name of the candidate. */
  readonly version: string;
  /** ISO 8601. */
  readonly created: string;
  readonly seed: number;
  /**
   * Folder for checkpoints: weights and numbers of `upper` and `full`, features of `quick`, never a
   * photo. They stay when the run is done: whoever asked for it removes them once its result is kept.
   */
  readonly checkpoints: string;
  /**
   * 32 bytes in hexadecimal, under which `quick` keeps the features of photos between two attempts;
   * null: it keeps none.
   */
  readonly featureKey: string | null;
  /** Goes on from the newest checkpoint, where there is one. */
  readonly resume: boolean;
  readonly photos: readonly PlannedPhoto[];
}

export interface RetrainResult {
  readonly version: string;
  readonly comparison: Comparison;
  /** Places in the plan of photos that could not be read, and were left out. */
  readonly unreadable: readonly number[];
}
