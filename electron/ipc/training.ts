import { randomUUID } from "node:crypto";
import { LentigoError } from "../contract/errors";
import type { EventPayload } from "../contract/events";
import type { TrainingSource } from "../contract/training";
import type { Actor } from "../domain/audit";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import type { ModelFolders } from "../workflows/modelFolders";
import type { ModelRegistry } from "../workflows/modelRegistry";
import type { RecordedChange } from "../workflows/recordedChange";
import { clinicData, folderData, type TrainingData } from "../workflows/trainingData";
import type { TrainingFolder } from "../workflows/trainingFolder/takeFolder";
import { previewTraining, trainingHint } from "../workflows/trainingPreview";
import { trainingRecord } from "../workflows/trainingRecord";
import type { TrainingRuns } from "../workflows/trainingRuns";
import type { SaveFile } from "./audit";
import type { HandlersOf } from "./handlers";

export interface TrainingHandlerOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly models: ModelRegistry;
  readonly folders: Pick<ModelFolders, "checked">;
  readonly vision: Pick<VisionClient, "status">;
  readonly runs: TrainingRuns;
  /** Asks for a folder of labelled photos and reads it; null where the person thought better. */
  readonly readFolder: () => Promise<TrainingFolder | null>;
  readonly saveFile: SaveFile;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
  /** Aborted when the clinic is about to be locked. */
  readonly ending: AbortSignal;
}

export function trainingHandlers(options: TrainingHandlerOptions): HandlersOf<"training"> {
  const { store, recorded, actor, now, models, vision, runs, saveFile, changed, ending } = options;
  /** Those that were chosen since the sign-in. */
  const chosen = new Map<string, TrainingFolder>();

  const dataOf = (source: TrainingSource): TrainingData => {
    const { version } = models.active();
    if (source.kind === "clinic") return clinicData(options, version);
    const folder = chosen.get(source.folderId);
    if (!folder) throw new LentigoError("dataset.missing");
    return folderData(options, version, folder);
  };

  return {
    "training.preview": ({ source }) =>
      previewTraining({
        ...{ store, source, data: dataOf(source), activeVersion: models.active().version },
        device: vision.status.state === "ready" ? vision.status.device : null,
        isBusy: runs.isBusy,
        ending,
      }),
    "training.hint": () => trainingHint(store, models.active().version),
    "training.chooseFolder": async () => {
      const folder = await options.readFolder();
      if (!folder) return null;
      const folderId = randomUUID();
      chosen.set(folderId, folder);
      return { folderId, name: folder.name };
    },
    "training.reviewLabel": ({ photoId, review }) => {
      recorded(
        "label.reviewed",
        photoId,
        () => {
          store.labelReviews.record(photoId, review, actor.name || null, now());
        },
        { review },
      );
      changed(["photos"]);
      return {};
    },
    "training.start": ({ source, recipe, at }) =>
      runs.start(dataOf(source), recipe, at === null ? null : new Date(at)),
    "training.runs": () => runs.list(),
    "training.pause": ({ runId }) => runs.pause(runId),
    "training.resume": ({ runId }) => runs.resume(runId),
    "training.cancel": ({ runId }) => runs.cancel(runId),
    "training.exportRecord": async ({ runId }) => {
      const { name, content } = await trainingRecord(options, runId);
      const saved = await saveFile(name, content);
      const { version } = store.trainingRuns.get(runId);
      if (saved) recorded("training.recorded", version, () => undefined);
      return saved;
    },
  };
}
