import type {
  RetrainRecipe,
  TrainingHint,
  TrainingPreview,
  TrainingSource,
} from "../contract/training";
import type { Device } from "../contract/shapes";
import { trainingObstacle, type TrainingObstacle } from "../domain/trainingObstacle";
import { secondsOfTraining } from "../domain/trainingTime";
import type { Store } from "../store/open";
import type { TrainingCase } from "../store/trainingCases";
import { turnsUntil } from "./inTurns";
import { findSuspiciousLabels } from "./suspiciousLabels";
import { hintOf, sideOf, type TrainingData } from "./trainingData";

const SHOWN_PROBLEMS = 500;

export interface TrainingPreviewOptions {
  readonly store: Store;
  readonly source: TrainingSource;
  readonly data: TrainingData;
  readonly activeVersion: string;
  /** Null while it is not known. */
  readonly device: Device | null;
  /** Whether a run is under way. */
  readonly isBusy: boolean;
  /** Aborted when the clinic is about to be locked. */
  readonly ending: AbortSignal;
}

/** What a run would learn from and be judged by, as people see it before it begins. */
export async function previewTraining(options: TrainingPreviewOptions): Promise<TrainingPreview> {
  const { store, source, data, activeVersion, device, isBusy, ending } = options;
  const [train, holdout] = [sideOf(data, "train"), sideOf(data, "holdout")];
  const photos = { train: train.photos, holdout: holdout.photos };
  const obstacle = (recipe: RetrainRecipe): TrainingObstacle | null =>
    isBusy ? "running" : trainingObstacle(train, holdout, recipe);
  const estimate = (recipe: RetrainRecipe): number | null =>
    train.photos === 0 ? null : secondsOfTraining(recipe, photos, device);
  return {
    source,
    name: data.name,
    train,
    holdout,
    sources: data.labelSources,
    leftOut: [...data.leftOut],
    problems: data.problems
      .slice(0, SHOWN_PROBLEMS)
      .map((problem) => ({ ...problem, details: { ...problem.details } })),
    problemCount: data.problems.length,
    suspicious:
      source.kind === "clinic"
        ? await findSuspiciousLabels(store, data.cases, turnsUntil(ending))
        : [],
    hint: trainingHint(store, activeVersion, data.cases),
    estimates: {
      quick: estimate("quick"),
      upper: estimate("upper"),
      full: estimate("full"),
    },
    obstacles: { quick: obstacle("quick"), upper: obstacle("upper"), full: obstacle("full") },
  };
}

/** Whether there are enough new cases, and since when they are counted. */
export function trainingHint(
  store: Store,
  activeVersion: string,
  cases: readonly TrainingCase[] = store.trainingCases.all(activeVersion),
): TrainingHint {
  const run = store.trainingRuns.list().find(({ version }) => version === activeVersion);
  return { ...hintOf(cases), since: run?.createdAt ?? null };
}
