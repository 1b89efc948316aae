/** What a network can be asked to tell apart, and how the classes of a data set answer it. */
import { DIAGNOSES, isDiagnosis, isMalignant } from "../../domain/diagnosis";
import type { Photo } from "./photo";

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
