/** What a network can be asked to tell apart, and how the classes of a data set answer it. */
import { LentigoError } from "../../contract/errors";
import { DIAGNOSES, isDiagnosis, isMalignant } from "../../domain/diagnosis";
import type { ClassName, Photo } from "./photo";

/** Names of each task's classes, in the order of the network's outputs. */
export const TASKS = {
  diagnosis: DIAGNOSES,
  malignancy: ["benign", "malignant"],
  melanoma: ["other", "melanoma"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Task = keyof typeof TASKS;

/**
 * A photo's class in a task: an index into `TASKS[task]`; null where the data do not say, as
 * `malignant` alone does not tell a melanoma.
 *
 * Malignant are akiec, bcc and mel (domain/diagnosis.ts) and scc, unless a column of the data says
 * otherwise of that photo.
 */
export function labelFor(
  task: Task,
  { className, diagnosis }: Pick<Photo, "className" | "diagnosis">,
): number | null {
  switch (task) {
    case "diagnosis":
      return diagnosis === null || diagnosis === "scc" ? null : DIAGNOSES.indexOf(diagnosis);
    case "malignancy":
      if (className === "other") return null;
      if (isDiagnosis(className)) return Number(isMalignant(className));
      return Number(className !== "benign");
    case "melanoma":
      if (diagnosis !== null) return Number(diagnosis === "mel");
      return className === "malignant" ? null : 0;
  }
}

export type LabelledPhoto = Photo & {
  /** Index into the task's classes. */
  readonly label: number;
};

export interface TaskPhotos {
  readonly photos: readonly LabelledPhoto[];
  /** Those of classes that have no place in the task. */
  readonly unfit: readonly Photo[];
}

/**
 * Labels photos for a task.
 *
 * @throws LentigoError `dataset.task` where a class of the task has no photo: a network that had
 * never seen one would still name it
 */
export function labelPhotos(task: Task, photos: readonly Photo[]): TaskPhotos {
  const labelled: LabelledPhoto[] = [];
  const unfit: Photo[] = [];
  for (const photo of photos) {
    const label = labelFor(task, photo);
    if (label === null) unfit.push(photo);
    else labelled.push({ ...photo, label });
  }
  const seen = new Set(labelled.map(({ label }) => label));
  const classes: readonly string[] = TASKS[task];
  const missing = classes.filter((_, label) => !seen.has(label));
  if (missing.length > 0) {
    const found = [...classCounts(photos)].map(([name, count]) => `${name} (${String(count)})`);
    throw new LentigoError("dataset.task", {
      classes: classes.join(", "),
      found: found.join(", "),
      missing: missing.join(" or "),
    });
  }
  return { photos: labelled, unfit };
}

/** Photos of each class by the data's own names, the most frequent first. */
export function classCounts(photos: readonly Photo[]): Map<ClassName, number> {
  const counts = new Map<ClassName, number>();
  for (const { className } of photos) counts.set(className, (counts.get(className) ?? 0) + 1);
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
