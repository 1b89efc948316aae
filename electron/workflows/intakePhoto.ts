import type { IntakeOutcome, PatientId, PhotoId } from "../contract/shapes";
import { leadingDiagnosis } from "../domain/diagnosis";
import { numberInFileName } from "../domain/fileNameRule";
import type { NewAnalysis } from "../store/analyses";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import { photoFormat } from "../vision/format";
import type { Assessment } from "../vision/protocol";
import { createPhotoFromDicom } from "./photoFromDicom";
import type { RecordedChange } from "./recordedChange";

export interface PhotoToTakeIn {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly takenAt: string | null;
  readonly patientId: PatientId | null;
}

export interface IntakeOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly vision: VisionClient;
  readonly now: () => Date;
}

/**
 * Takes in photos: recognises one that is already here, has it assessed, and keeps the
 * photo (without metadata), its thumbnail and the analysis. When it returns, all of it is on
 * the disk; when it throws, the clinic has no such photo. A known one whose files are damaged gets
 * them back.
 *
 * A photo in a DICOM file is taken out of it first.
 *
 * @throws LentigoError of the vision process (`photo.*`, `vision.*`, `model.*`), `dicom.*`, or of
 * the store
 */
export function createIntake({ store, recorded, vision, now }: IntakeOptions) {
  const fromDicom = createPhotoFromDicom({ store, vision });
  // The same photo dropped twice at once: the second waits for the first and finds it.
  const underWay = new Map<string, Promise<unknown>>();

  const isWhole = (id: PhotoId): boolean => {
    const { blob, thumbnail } = store.photos.files(id);
    return store.blobs.opens(blob) && store.blobs.opens(thumbnail);
  };

  const knownPhoto = (sourceHash: string): PhotoId | null => store.photos.findBySource(sourceHash);

  /** Whose number the clinic's rule finds in the file's name; nobody's where it finds none. */
  const ownerByName = (name: string): PatientId | null => {
    const number = numberInFileName(store.settings.fileNameRule(), name);
    return number === null ? null : store.patients.findByNumber(number);
  };

  const takeIn = async (photo: PhotoToTakeIn, sourceHash: string): Promise<IntakeOutcome> => {
    photoFormat(photo.bytes); // what is no photo need not go to another process
    const { assessment, photo: prepared } = await vision.ask("intake", { bytes: photo.bytes });
    const blob = store.blobs.put(prepared.sanitised);
    const thumbnail = store.blobs.put(prepared.thumbnail);
    const keep = (): PhotoId => {
      const id = store.photos.add(
        {
          sourceHash,
          name: photo.name,
          width: prepared.width,
          height: prepared.height,
          blob,
          thumbnail,
          takenAt: photo.takenAt,
          patientId: photo.patientId ?? ownerByName(photo.name),
        },
        now(),
      );
      store.analyses.add(id, analysisOf(assessment), now());
      return id;
    };
    const photoId = recorded("photo.added", (id) => id, keep);
    return { outcome: "analysed", photo: store.photos.get(photoId) };
  };

  /** Puts the files of a photo back that are damaged or gone: the same bytes have come again. */
  const mend = async ({ bytes }: PhotoToTakeIn, known: PhotoId): Promise<IntakeOutcome> => {
    const { photo: prepared } = await vision.ask("intake", { bytes });
    const { blob, thumbnail } = store.photos.files(known);
    const files: [string, Uint8Array][] = [
      [blob, prepared.sanitised],
      [thumbnail, prepared.thumbnail],
    ];
    for (const [name, content] of files) {
      if (store.blobs.opens(name)) continue;
      store.blobs.quarantine(name);
      store.blobs.putBack(name, content);
    }
    return { outcome: "duplicate", photo: store.photos.get(known) };
  };

  return async (given: PhotoToTakeIn): Promise<IntakeOutcome> => {
    const photo = await fromDicom(given);
    const sourceHash = store.blobs.nameOf(photo.bytes);
    // Of several equal photos the next in line starts where the one before it failed.
    for (let first = underWay.get(sourceHash); first; first = underWay.get(sourceHash)) {
      await first.catch(() => undefined);
    }
    const known = knownPhoto(sourceHash);
    if (known && isWhole(known)) {
      return { outcome: "duplicate", photo: store.photos.get(known) };
    }
    const work = known ? mend(photo, known) : takeIn(photo, sourceHash);
    underWay.set(sourceHash, work);
    try {
      return await work;
    } finally {
      underWay.delete(sourceHash);
    }
  };
}

/** Analyses a stored photo with the active model; earlier analyses stay. */
export function createReanalysis({ store, recorded, vision, now }: IntakeOptions) {
  return async (photoId: PhotoId): Promise<void> => {
    const bytes = store.blobs.get(store.photos.files(photoId).blob);
    const assessment = await vision.ask("assess", { bytes });
    recorded("photo.analysed", photoId, () => {
      store.photos.get(photoId); // somebody may have deleted it meanwhile
      store.analyses.add(photoId, analysisOf(assessment), now());
    });
  };
}

function analysisOf(assessment: Assessment): NewAnalysis {
  return { ...assessment, diagnosis: leadingDiagnosis(assessment.probabilities) };
}
