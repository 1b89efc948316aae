import type { LeftOut, TrainingPreview } from "../contract/training";
import { DIAGNOSES, isMalignant } from "../domain/diagnosis";
import type { OutcomeKind } from "../domain/outcome";
import { retrainingHint, type RetrainingHint } from "../domain/retrainingHint";
import type { Store } from "../store/open";
import type { TrainingCase } from "../store/trainingCases";
import type { TrainingPlan } from "../store/trainingRuns";
import type { DatasetProblem } from "../training/dataset/photo";
import { groupBy } from "../training/groupBy";
import { divideFolder } from "./trainingFolder/divideFolder";
import type { TrainingFolder } from "./trainingFolder/takeFolder";

type PlannedPhoto = TrainingPlan["photos"][number];

/** What a run would learn from and be judged by. */
export interface TrainingData extends Pick<
  TrainingPlan,
  "source" | "labelSources" | "leftOut" | "photos"
> {
  /** All of the clinic's, those that are left out too. */
  readonly cases: readonly TrainingCase[];
  /** The clinic's name, or the folder's. */
  readonly name: string;
  readonly problems: readonly DatasetProblem[];
}

export interface TrainingDataOptions {
  readonly store: Store;
  readonly now: () => Date;
}

/**
 * The clinic's confirmed cases. Patients who are new to them are given their side of the data
 * first, for good.
 *
 * @param activeVersion the model version that is to learn on
 */
export function clinicData(
  { store, now }: TrainingDataOptions,
  activeVersion: string,
): TrainingData {
  const cases = dividedCases(store, activeVersion, now());
  const usable = cases.filter(isUsable);
  return {
    source: { kind: "clinic" },
    cases,
    name: store.settings.clinic().name,
    photos: usable.map(asPlanned),
    labelSources: { ...bySource(usable), table: 0 },
    leftOut: counted(cases.flatMap(({ leftOut }) => leftOut ?? [])),
    problems: [],
  };
}

/**
 * A folder's photos to learn from. Judged is by what the folder holds out and by the clinic's own
 * hold-out: a model that does well only on somebody else's photos is no use here.
 */
export function folderData(
  { store, now }: TrainingDataOptions,
  activeVersion: string,
  folder: TrainingFolder,
): TrainingData {
  const cases = dividedCases(store, activeVersion, now());
  const heldOut = cases.filter(isUsable).filter(({ side }) => side === "holdout");
  const divided = divideFolder(folder, (photo) => store.trainingSides.standingOf(photo));
  const reasons = folder.problems.flatMap(({ problem }) => LEFT_OUT_FOR[problem] ?? []);
  return {
    source: { kind: "folder", path: folder.path },
    cases,
    name: folder.name,
    photos: [
      ...divided.photos.map(({ file, sourceHash, contentHash, label, group, part }) => ({
        ...{ photoId: null, file, sourceHash, contentHash, label, part },
        // Names of a folder and ids of the clinic must not meet.
        group: `folder ${group}`,
      })),
      ...heldOut.map(asPlanned),
    ],
    labelSources: { ...bySource(heldOut), table: divided.photos.length },
    leftOut: counted([...divided.leftOut, ...reasons]),
    problems: folder.problems,
  };
}

const LEFT_OUT_FOR: Partial<Record<DatasetProblem["problem"], LeftOut>> = {
  "file-repeated": "duplicate",
  "file-contradictory": "duplicate",
  "file-unreadable": "unreadable",
};

/** One side of the data, counted. */
export function sideOf(
  { photos }: Pick<TrainingData, "photos">,
  part: PlannedPhoto["part"],
): TrainingPreview["train"] {
  const own = photos.filter((photo) => photo.part === part);
  const classes = DIAGNOSES.map(
    (diagnosis) => [diagnosis, own.filter(({ label }) => label === diagnosis).length] as const,
  );
  return {
    photos: own.length,
    patients: new Set(own.map(({ group }) => group)).size,
    classes: Object.fromEntries(classes) as TrainingPreview["train"]["classes"],
  };
}

/**
 * Whether the clinic has confirmed enough since the active version learned here. Who is held out
 * does not count; who has no side yet does, though a fifth of them will be.
 *
 * @param all the clinic's cases, as the active version stands to them
 */
export function hintOf(all: readonly TrainingCase[]): RetrainingHint {
  const cases = all.filter(({ leftOut, side }) => leftOut === null && side !== "holdout");
  const numbers = (own: readonly TrainingCase[]) => ({
    cases: own.length,
    malignant: own.filter(({ label }) => label !== null && isMalignant(label)).length,
  });
  return retrainingHint(
    numbers(cases.filter(({ learned }) => learned)),
    numbers(cases.filter(({ learned }) => !learned)),
  );
}

/** All cases, every patient with photos to learn from on a side. */
function dividedCases(store: Store, activeVersion: string, at: Date): TrainingCase[] {
  return store.transaction(() => {
    const cases = store.trainingCases.all(activeVersion);
    // Who has got a side is read anew; mostly nobody has.
    return store.trainingSides.draw(cases, at) > 0 ? store.trainingCases.all(activeVersion) : cases;
  });
}

type UsableCase = TrainingCase & {
  readonly label: NonNullable<TrainingCase["label"]>;
  readonly patientId: NonNullable<TrainingCase["patientId"]>;
  readonly side: NonNullable<TrainingCase["side"]>;
};

function isUsable(one: TrainingCase): one is UsableCase {
  const { leftOut, label, patientId, side } = one;
  return leftOut === null && label !== null && patientId !== null && side !== null;
}

function asPlanned(one: UsableCase): PlannedPhoto {
  const { photoId, sourceHash, contentHash, label, patientId: group, side: part } = one;
  return { photoId, file: null, sourceHash, contentHash, label, group, part };
}

function bySource(cases: readonly TrainingCase[]): Record<OutcomeKind, number> {
  const of = (kind: OutcomeKind): number => cases.filter(({ source }) => source === kind).length;
  return { histology: of("histology"), clinical: of("clinical") };
}

function counted(reasons: readonly LeftOut[]): TrainingPlan["leftOut"] {
  return [...groupBy(reasons, (reason) => reason)].map(([reason, all]) => ({
    reason,
    photos: all.length,
  }));
}
