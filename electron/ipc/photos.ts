import { LentigoError } from "../contract/errors";
import { MAX_PHOTO_BYTES } from "../contract/requests";
import type { EventPayload } from "../contract/events";
import type { PhotoDetail, PhotoId } from "../contract/shapes";
import type { Actor } from "../domain/audit";
import { startOfDay } from "../domain/calendarDay";
import type { Store } from "../store/open";
import type { Archive } from "../workflows/archive";
import { createDeletion } from "../workflows/deleteForGood";
import { createIntake, createReanalysis, type IntakeOptions } from "../workflows/intakePhoto";
import type { RecordedChange } from "../workflows/recordedChange";
import type { SimilarCaseFinder } from "../workflows/similarCases";
import type { HandlersOf } from "./handlers";

export interface PhotoHandlerOptions extends IntakeOptions {
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  readonly archive: Archive;
  readonly similarCases: SimilarCaseFinder;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

export function photoHandlers(
  options: PhotoHandlerOptions,
): HandlersOf<"photos"> & HandlersOf<"analyses"> {
  const { store, recorded, archive, similarCases, changed, now } = options;
  const intake = createIntake(options);
  const analyse = createReanalysis(options);
  const deletion = createDeletion(options);

  return {
    "photos.intake": async (photo) => {
      if (photo.bytes.length > MAX_PHOTO_BYTES) {
        throw new LentigoError("photo.too-large", {
          megabytes: Math.round(photo.bytes.length / 1e6),
          limit: Math.round(MAX_PHOTO_BYTES / 1e6),
        });
      }
      const outcome = await intake(photo);
      if (outcome.outcome !== "duplicate") changed(["photos", "patients"]);
      return outcome;
    },
    "photos.list": ({ filter, limit, offset }) =>
      store.photos.list(filter, startOfDay(now()), limit, offset),
    "photos.get": ({ photoId }) => detail(store, photoId),
    "photos.analyse": async ({ photoId }) => {
      await analyse(photoId);
      changed(["photos", "patients"]);
      return detail(store, photoId);
    },
    "photos.assign": ({ photoId, patientId }) => {
      recorded("photo.assigned", photoId, () => {
        archive.handOver([photoId], () => {
          store.photos.assign(photoId, patientId);
        });
      });
      archive.wake();
      changed(["photos", "patients", "reports", "archive"]);
      return detail(store, photoId);
    },
    "photos.assignLesion": ({ photoId, lesionId }) => {
      recorded("photo.assigned", photoId, () => {
        store.photos.assignLesion(photoId, lesionId);
      });
      changed(["photos", "patients", "reports"]);
      return detail(store, photoId);
    },
    "photos.similar": ({ photoId }) => similarCases.of(photoId),
    "photos.describe": ({ photoId, ...change }) => {
      recorded("photo.described", photoId, () => {
        store.descriptions.update(photoId, change);
      });
      changed(["photos"]);
      return detail(store, photoId);
    },
    "photos.reckonAbcd": ({ photoId, abcd }) => {
      recorded("photo.described", photoId, () => {
        store.descriptions.setChecklist(photoId, abcd);
      });
      changed(["photos"]);
      return detail(store, photoId);
    },
    "photos.delete": ({ photoId }) => {
      deletion.photo(photoId);
      changed(["photos", "patients"]);
      return {};
    },
    "analyses.heatmap": ({ analysisId }) => store.analyses.heatmap(analysisId),
  };
}

function detail(store: Store, photoId: PhotoId): PhotoDetail {
  return {
    ...store.photos.get(photoId),
    analyses: store.analyses.ofPhoto(photoId),
    description: store.descriptions.get(photoId),
  };
}
