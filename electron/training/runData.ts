/** The photos of a run: labelled for its task, divided, perhaps fewer than there are. */
import type { SplitMethod } from "../vision/network/modelFolder";
import { collectionOf, type Collection } from "./dataset/collection";
import { datasetFingerprint } from "./dataset/fingerprint";
import type { Dataset } from "./dataset/photo";
import { NEWEST_METHOD, splitPhotos, type SplitOptions, type Splits } from "./dataset/split";
import { labelPhotos, type LabelledPhoto } from "./dataset/task";
import { randomStream, shuffle } from "./random";
import type { Recipe } from "./recipes/recipe";

/**
 * `grouped`: lesions and patients stay on one side, as far as the data name them. `published`: as
 * the recipe's source divided its photos.
 */
export const SPLIT_RULES = ["grouped", "published"] as const;

export type SplitRule = (typeof SPLIT_RULES)[number];

export interface RunData {
  readonly layout: Dataset["layout"];
  readonly collection: Collection | null;
  /** Names the data, their labels and the split that they bring along: see datasetFingerprint. */
  readonly fingerprint: string;
  readonly rule: SplitRule;
  readonly method: SplitMethod;
  readonly splits: Splits<LabelledPhoto>;
  /** Of the part train those that the run learns from. */
  readonly train: readonly LabelledPhoto[];
}

export interface RunDataOptions {
  readonly rule: SplitRule;
  /** How the parts were drawn before, where the run goes on from something. Default: as new runs do. */
  readonly method?: SplitMethod | undefined;
  /** Learns from so many photos at most. */
  readonly limit?: number | undefined;
  /** Decides which they are. */
  readonly seed: number;
}

/** For data without a split of their own, and recipes of our own. */
const GROUPED: SplitOptions = {
  by: "group",
  shares: { train: 0.8, val: 0.1, test: 0.1 },
  stratified: true,
  // Fixed, so that runs of other seeds, and runs that go on from others, keep the same photos apart.
  seed: 1,
};

/** @throws LentigoError `dataset.task` or `dataset.part` where the data do not fit the recipe */
export function prepareData(
  dataset: Dataset,
  recipe: Pick<Recipe, "task" | "publishedSplit">,
  { rule, method: before, limit, seed }: RunDataOptions,
): RunData {
  const { photos } = labelPhotos(recipe.task, dataset.photos);
  const published = rule === "published" ? recipe.publishedSplit : null;
  // Published systems stratify by the classes that they tell apart, and know of no copies.
  const method = published ? 1 : (before ?? NEWEST_METHOD);
  const splits = published
    ? splitPhotos(dataset.layout === "folders" ? photos : photos.map(withoutSplit), {
        ...GROUPED,
        ...published,
        method,
      })
    : splitPhotos(photos, { ...GROUPED, method });
  return {
    layout: dataset.layout,
    collection: collectionOf(dataset),
    fingerprint: datasetFingerprint(dataset),
    rule,
    method,
    splits,
    train: limited(splits.parts.train, limit ?? Infinity, seed),
  };
}

/** Published systems draw from tables; class folders they take as they are. */
function withoutSplit(photo: LabelledPhoto): LabelledPhoto {
  return { ...photo, split: null };
}

/** Stream number of the photos that a limit leaves. */
const LIMIT = 0x11f1;

/** Every class in proportion to its photos, and one of each while there is room. */
function limited(
  photos: readonly LabelledPhoto[],
  limit: number,
  seed: number,
): readonly LabelledPhoto[] {
  if (photos.length <= limit) return photos;
  const counts = new Map<number, number>();
  const ranked = shuffle([...photos], randomStream(seed, LIMIT)).map((photo) => {
    const before = counts.get(photo.label) ?? 0;
    counts.set(photo.label, before + 1);
    return { photo, before };
  });
  const chosen = ranked
    .map(({ photo, before }) => ({ photo, rank: before / (counts.get(photo.label) ?? 1) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ photo }) => photo);
  const kept = new Set(chosen);
  return photos.filter((photo) => kept.has(photo));
}
