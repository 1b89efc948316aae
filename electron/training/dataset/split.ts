/** The parts of a data set that a run trains on, chooses by and is measured on. */
import type { Photo } from "./photo";

/** Weights are learned on `train`, temperature and thresholds chosen on `val`. */
export const PARTS = ["train", "val", "test"] as const;

export type Part = (typeof PARTS)[number];

export interface SplitOptions {
  /** Shares of the photos, adding up to 1; a part of share 0 is left out. */
  readonly shares: Readonly<Record<Part, number>>;
  /**
   * `group` keeps the photos of a patient together, and those of a lesion, as far as the data name
   * them; `image` does not, as published systems often split.
   */
  readonly by: "group" | "image";
  /** Gives every part the classes in the shares that the data have. */
  readonly stratified: boolean;
  readonly seed: number;
}

/** What whoever reads the figures of a split must know. */
export type SplitNotice =
  /** Photos that could not be kept with others: the data name neither patient nor lesion. */
  | { readonly notice: "not-grouped"; readonly photos: number }
  /** Groups were known and split all the same, because the recipe demands it. */
  | { readonly notice: "by-image"; readonly groups: number }
  /** The data's own split has groups on several sides. */
  | { readonly notice: "groups-shared"; readonly groups: number }
  /** The data's own split lacks this part, which was drawn from its training photos. */
  | { readonly notice: "part-drawn"; readonly part: Part };

export interface Splits<P extends Photo = Photo> {
  /** Where the split comes from: the data themselves, or drawn by what is named. */
  readonly by: "given" | "patient" | "lesion" | "image";
  /** Photos of each part, in the order of the data set. */
  readonly parts: Readonly<Record<Part, readonly P[]>>;
  /** What reports call each part; the data's own word where they have one. */
  readonly names: Readonly<Record<Part, string>>;
  readonly notices: readonly SplitNotice[];
}
