import { LentigoError } from "../contract/errors";
import type { PatientId } from "../contract/shapes";
import { isDicom } from "../exchange/dicom/isDicom";
import { readDicomPhoto } from "../exchange/dicom/readPhoto";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import type { PhotoToTakeIn } from "./intakePhoto";

export interface PhotoFromDicomOptions {
  readonly store: Store;
  readonly vision: Pick<VisionClient, "ask">;
}

/**
 * A photo that comes in a DICOM file is taken out of it, with when it was taken and whose it is:
 * the patient with that number, unless the dates of birth contradict. Other files stay as they are.
 *
 * @throws LentigoError `dicom.*`, or `photo.too-large`
 */
export function createPhotoFromDicom({ store, vision }: PhotoFromDicomOptions) {
  /** Whose number the file has; nobody's where a date of birth says otherwise. */
  const ownerOf = (number: string, dateOfBirth: string | null): PatientId | null => {
    const found = number === "" ? null : store.patients.findByNumber(number);
    if (found === null) return null;
    const known = store.patients.get(found).dateOfBirth;
    return known !== null && dateOfBirth !== null && known !== dateOfBirth ? null : found;
  };

  return async (photo: PhotoToTakeIn): Promise<PhotoToTakeIn> => {
    if (!isDicom(photo.bytes)) return photo;
    const { frame, patientNumber, dateOfBirth, takenAt } = readDicomPhoto(photo.bytes);
    const owner = ownerOf(patientNumber, dateOfBirth);
    if (photo.patientId !== null && owner !== null && owner !== photo.patientId) {
      throw new LentigoError("dicom.other-patient");
    }
    const bytes = frame.kind === "jpeg" ? frame.bytes : (await vision.ask("encode", frame)).png;
    return {
      name: photo.name,
      bytes,
      takenAt: takenAt?.toISOString() ?? photo.takenAt,
      patientId: photo.patientId ?? owner,
    };
  };
}
