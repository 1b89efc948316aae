import type { Comparison, PhotoAnswers } from "../contract/comparison";
import { failureOf } from "../contract/errors";
import type { CellPhoto, ConfusionCell } from "../contract/models";
import type { PhotoId } from "../contract/shapes";
import { isMalignant } from "../domain/diagnosis";
import { TRIAGE_LEVELS } from "../domain/triage";
import type { Store } from "../store/open";
import type { TrainingPlan } from "../store/trainingRuns";

/** A run that came to its end, with the plan by whose places its comparison names photos. */
export interface ComparedRun {
  readonly comparison: Comparison;
  readonly plan: TrainingPlan;
}

/** Photos of a cell of a confusion matrix, the surest answers first. */
export function photosOfCell(
  store: Store,
  run: ComparedRun,
  { by, label, answer }: ConfusionCell,
): CellPhoto[] {
  const certainty = (answers: PhotoAnswers): number => Math.max(...answers[by].probabilities);
  return run.comparison.answers
    .filter((answers) => answers.label === label && answers[by].leading === answer)
    .sort((one, other) => certainty(other) - certainty(one))
    .map((answers) => cellPhoto(store, run.plan, answers));
}

/** Photos whose leading class or level differs between the two, the gravest changes first. */
export function changedPhotos(store: Store, run: ComparedRun): CellPhoto[] {
  return run.comparison.answers
    .filter(({ changed }) => changed)
    .sort((one, other) => gravity(one) - gravity(other))
    .map((answers) => cellPhoto(store, run.plan, answers));
}

/** 0 for the gravest change: something malignant would wait longer than it does now. */
function gravity({ label, active, candidate }: PhotoAnswers): number {
  const urgency = (answer: PhotoAnswers["active"]): number => TRIAGE_LEVELS.indexOf(answer.level);
  const later = urgency(candidate) - urgency(active);
  if (isMalignant(label) && later > 0) return 0;
  if (active.leading === label && candidate.leading !== label) return 1;
  if (!isMalignant(label) && later < 0) return 2;
  if (candidate.leading !== label) return 3;
  return 4;
}

function cellPhoto(store: Store, plan: TrainingPlan, answers: PhotoAnswers): CellPhoto {
  const { label, active, candidate, index } = answers;
  const planned = plan.photos[index];
  const name = planned?.photoId ? nameOf(store, planned.photoId) : (planned?.file ?? "");
  const photoId = name === "" ? null : (planned?.photoId ?? null);
  return { photoId, name, label, active, candidate };
}

/** Empty where the photo has been deleted since. */
function nameOf(store: Store, photoId: PhotoId): string {
  try {
    return store.photos.get(photoId).name;
  } catch (error) {
    if (failureOf(error)?.code === "photo.missing") return "";
    throw error;
  }
}
