import type { Failure } from "../../../electron/contract/errors";
import type { IntakeOutcome, PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { failureFrom } from "../../api/failure";
import { exifTime } from "./exifTime";
import type { PhotoToSend } from "./intakeQueue";

/**
 * Takes photos in, and says which lesion they show where that is known.
 *
 * @param onUnassigned is told of a photo that came in, but could not be assigned to its lesion
 */
export function createTakeIn(onUnassigned: (name: string, failure: Failure) => void) {
  /** Photos that are here, but were cut off from their lesion by the lock; they come again. */
  const cutOff = new Set<PhotoId>();

  return async (sent: PhotoToSend): Promise<IntakeOutcome> => {
    const { name, bytes, patientId, lesionId } = sent;
    const takenAt = sent.takenAt ?? exifTime(bytes)?.toISOString() ?? null;
    const answer = await call("photos.intake", {
      name: name.slice(0, 512),
      bytes,
      takenAt,
      patientId,
    });
    const { id: photoId, patient, lesion } = answer.photo;
    const outcome: IntakeOutcome = cutOff.delete(photoId)
      ? { ...answer, outcome: "analysed" }
      : answer;
    // A photo that was here before may be another patient's, or show another lesion.
    if (lesionId === null || patient?.id !== patientId || lesion !== null) return outcome;
    try {
      await call("photos.assignLesion", { photoId, lesionId });
    } catch (error) {
      const failure = failureFrom(error);
      if (failure.code === "session.locked") {
        cutOff.add(photoId);
        throw error;
      }
      // Somebody may have deleted the lesion meanwhile: the photo stays with its patient.
      if (failure.code !== "lesion.missing") onUnassigned(name, failure);
    }
    return outcome;
  };
}
