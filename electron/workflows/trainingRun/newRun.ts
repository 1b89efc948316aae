import { randomBytes, randomUUID } from "node:crypto";
import { LentigoError } from "../../contract/errors";
import { ModelVersion } from "../../contract/models";
import type { RetrainRecipe } from "../../contract/training";
import { calendarDay } from "../../domain/calendarDay";
import { PHOTOS_NEEDED } from "../../domain/retrainRecipe";
import { preventsTraining, trainingObstacle } from "../../domain/trainingObstacle";
import type { Store } from "../../store/open";
import type { NewTrainingRun } from "../../store/trainingRuns";
import { sideOf, type TrainingData } from "../trainingData";
import type { TrainingDesk } from "./desk";

export interface NewRunOptions {
  readonly data: TrainingData;
  readonly recipe: RetrainRecipe;
  /** When it is to compute; null: at once. */
  readonly scheduledFor: Date | null;
  /** Programs that train, and their versions, for the record. */
  readonly software: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** One seed for all: a run is told by its data, and made again from it. */
const SEED = 1;

/** Photos that wait for their hour take memory all the while. */
const MOST_DAYS_AHEAD = 7;

/**
 * What is stored of a run that may begin.
 *
 * @throws LentigoError `training.too-few` or `training.overlap`; `request.invalid` where the hour is
 * too far off
 */
export function newRun(
  { store, actor, models }: TrainingDesk,
  asked: NewRunOptions,
): NewTrainingRun {
  const { data, recipe, scheduledFor, software, now } = asked;
  requireEnough(data, recipe);
  if (scheduledFor && daysUntil(scheduledFor, now) > MOST_DAYS_AHEAD) {
    throw new LentigoError("request.invalid");
  }
  const { source, labelSources, leftOut, photos } = data;
  store.trainingSides.assertApart(photos);
  const featureKey = randomBytes(32).toString("hex");
  return {
    id: randomUUID(),
    version: nextVersion(store, recipe, now),
    parent: models.active().version,
    ...{ recipe, source: data.name, startedBy: actor.name || null, scheduledFor },
    plan: { seed: SEED, featureKey, source, labelSources, leftOut, software, photos },
  };
}

function daysUntil(at: Date, from: Date): number {
  return (at.getTime() - from.getTime()) / 86_400_000;
}

function requireEnough(data: TrainingData, recipe: RetrainRecipe): void {
  const [train, holdout] = [sideOf(data, "train"), sideOf(data, "holdout")];
  if (!preventsTraining(trainingObstacle(train, holdout, recipe))) return;
  throw new LentigoError("training.too-few", {
    photos: train.photos,
    classes: Object.values(train.classes).filter((photos) => photos > 0).length,
    holdout: holdout.photos,
    needed: PHOTOS_NEEDED[recipe],
  });
}

/** A name that no version and no run has: the day, the recipe, and a number where it takes one. */
function nextVersion(store: Store, recipe: RetrainRecipe, at: Date): ModelVersion {
  const taken = new Set<string>([
    ...store.modelVersions.list().map(({ version }) => version),
    ...store.trainingRuns.list().map(({ version }) => version),
  ]);
  const name = `${calendarDay(at)}-${recipe}`;
  let version = name;
  for (let number = 2; taken.has(version); number++) version = `${name}-${String(number)}`;
  return ModelVersion.parse(version);
}
