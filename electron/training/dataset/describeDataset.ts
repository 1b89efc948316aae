/** What a training run is about to learn from, in numbers. */
import { isGrouped } from "./groups";
import { PARTS, type Part } from "./parts";
import type { Dataset, DatasetLayout, DatasetProblem, Photo } from "./photo";
import type { Splits } from "./split";
import { noticeText } from "./splitNotices";
import { classCounts, TASKS, type LabelledPhoto, type Task } from "./task";

export interface DatasetDescription {
  readonly layout: DatasetLayout;
  /** Rows of the table, or image files below class folders. */
  readonly rows: number;
  /** Those that can be used for the task. */
  readonly photos: number;
  /** Photos of each class by the data's own name, the most frequent first. */
  readonly found: Readonly<Record<string, number>>;
  /** Photos whose class has no place in the task. */
  readonly unfit: number;
  /** The task's classes in its order, with their photos in all and in each part. */
  readonly classes: readonly ({
    readonly name: string;
    readonly photos: number;
  } & Readonly<Record<Part, number>>)[];
  /** By the names that reports give them; those without photos left out. */
  readonly parts: readonly {
    readonly part: Part;
    readonly name: string;
    readonly photos: number;
  }[];
  readonly groups: {
    readonly by: Splits["by"];
    /** How many the data name. */
    readonly patients: number;
    readonly lesions: number;
    /** Photos that name neither. */
    readonly ungrouped: number;
  };
  /** Sentences about the split. */
  readonly notices: readonly string[];
  readonly problems: readonly DatasetProblem[];
}

/** @param splits of the data set's photos that fit the task */
export function describeDataset(
  { layout, rows, photos, problems }: Dataset,
  task: Task,
  { by, parts, names, notices }: Splits<LabelledPhoto>,
): DatasetDescription {
  const used = PARTS.flatMap((part) => parts[part]);
  const labelled = (label: number, of: readonly LabelledPhoto[]): number =>
    of.filter((photo) => photo.label === label).length;
  return {
    layout,
    rows,
    photos: used.length,
    found: Object.fromEntries(classCounts(photos)),
    unfit: photos.length - used.length,
    classes: TASKS[task].map((name, label) => ({
      name,
      photos: labelled(label, used),
      train: labelled(label, parts.train),
      val: labelled(label, parts.val),
      test: labelled(label, parts.test),
    })),
    parts: PARTS.filter((part) => parts[part].length > 0).map((part) => ({
      part,
      name: names[part],
      photos: parts[part].length,
    })),
    groups: {
      by,
      patients: distinct(used, ({ patientId }) => patientId),
      lesions: distinct(used, ({ lesionId }) => lesionId),
      ungrouped: used.filter((photo) => !isGrouped(photo)).length,
    },
    notices: notices.map(noticeText),
    problems,
  };
}

function distinct(photos: readonly Photo[], idOf: (photo: Photo) => string | null): number {
  return new Set(photos.map(idOf).filter((id) => id !== null)).size;
}
