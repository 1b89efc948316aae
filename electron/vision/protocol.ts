/** What main (or the command line) and the vision process say to one another. */
import type { Failure } from "../contract/errors";
import type { ActiveModel, Device } from "../contract/shapes";
import type { Probabilities } from "../domain/diagnosis";
import type { ActivationMap, FrameFraction } from "../domain/heatmap";
import type { PhotoWarning, RefusalReason, TriageLevel } from "../domain/triage";
import type { PixelImage } from "./decode";
import type { PhotoFormat } from "./format";

/** What the active model says of one photo. */
export interface Assessment {
  readonly modelVersion: string;
  readonly level: TriageLevel;
  /** Why the photo cannot be assessed; empty where it can. */
  readonly reasons: readonly RefusalReason[];
  /** What may have swayed the answer; empty where the photo cannot be assessed. */
  readonly warnings: readonly PhotoWarning[];
  readonly malignancy: number;
  readonly probabilities: Probabilities;
  readonly heat: ClassHeat;
  /** Pooled features, for finding similar photos. */
  readonly embedding: Float32Array;
}

/**
 * What spoke for (above 0) and against (below 0) each class, place by place:
 * `values[(y * width + x) * classes + c]`, classes as in `DIAGNOSES`. See docs/HEATMAPS.md.
 */
export interface ClassHeat {
  readonly width: number;
  readonly height: number;
  readonly frame: FrameFraction;
  readonly values: Float32Array;
}

/** One class's map, and where on the photo it lies. */
export interface MapOnPhoto {
  readonly map: ActivationMap;
  readonly frame: FrameFraction;
}

/** A photo made ready to be kept. */
export interface PreparedPhoto {
  readonly format: PhotoFormat;
  readonly width: number;
  readonly height: number;
  /** The photo without metadata; JPEG or PNG. */
  readonly sanitised: Uint8Array;
  /** JPEG, at most 320 pixels a side. */
  readonly thumbnail: Uint8Array;
}

export interface VisionOperations {
  /** Decodes and assesses one photo. */
  readonly assess: { input: { bytes: Uint8Array }; output: Assessment };
  /** Decodes one photo once, assesses it and makes it ready to be kept. */
  readonly intake: {
    input: { bytes: Uint8Array };
    output: { assessment: Assessment; photo: PreparedPhoto };
  };
  /** The photo with its heatmap laid over, as PNG; at most 1024 pixels a side. */
  readonly paint: {
    input: { bytes: Uint8Array; heat: ClassHeat; classIndex: number };
    output: { png: Uint8Array };
  };
  /**
   * The photo for paper, as JPEG of at most 1024 pixels a side, and the same with a heatmap laid
   * over; `painted` is null where no heat was given.
   */
  readonly print: {
    input: { bytes: Uint8Array; heat: MapOnPhoto | null };
    output: { photo: Uint8Array; painted: Uint8Array | null };
  };
  /** The photo's pixels, for systems that do not read its format: RGB, the right way up. */
  readonly decode: { input: { bytes: Uint8Array }; output: PixelImage };
  /** Pixels (RGB, 8 bits) as a PNG. */
  readonly encode: { input: PixelImage; output: { png: Uint8Array } };
}

export type VisionOperation = keyof VisionOperations;

export type ToVision = {
  [O in VisionOperation]: { id: number; operation: O; input: VisionOperations[O]["input"] };
}[VisionOperation];

export type FromVision =
  | { kind: "ready"; device: Device; model: ActiveModel }
  | { kind: "failed"; error: Failure }
  | { kind: "answer"; id: number; value: VisionOperations[VisionOperation]["output"] }
  | { kind: "refused"; id: number; error: Failure };
