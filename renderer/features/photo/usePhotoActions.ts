import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { DescriptionChange } from "../../../electron/contract/photoDescription";
import type {
  LesionId,
  PatientDetail,
  PatientId,
  PhotoDetail,
  PhotoId,
  PhotoSummary,
} from "../../../electron/contract/shapes";
import type { AbcdChecklist } from "../../../electron/domain/abcdRule";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** What can be done with one photo. Each answer is shown at once; lists follow main's event. */
export function usePhotoActions(photoId: PhotoId) {
  const client = useQueryClient();
  const show = (photo: PhotoDetail): void => {
    client.setQueryData(queryKeys.photo(photoId), photo);
    if (photo.patient === null) return;
    client.setQueryData(
      queryKeys.patient(photo.patient.id),
      (shown: PatientDetail | undefined) => shown && withPhoto(shown, photo),
    );
  };
  /** Puts the photo back to the lesion that it showed. */
  const showLesionAgain = async (lesionId: LesionId | null): Promise<void> => {
    show(await call("photos.assignLesion", { photoId, lesionId }));
  };
  /** Puts the photo back to whom and what it showed. */
  const assignAgain = async ({ patient, lesion }: PhotoSummary): Promise<void> => {
    const patientId = patient?.id ?? null;
    const lesionId = lesion?.id ?? null;
    show(await call("photos.assign", { photoId, patientId }));
    if (lesionId !== null) await showLesionAgain(lesionId);
  };
  return {
    assignAgain,
    showLesionAgain,
    analyse: useMutation({
      mutationFn: () => call("photos.analyse", { photoId }),
      onSuccess: show,
    }),
    assign: useMutation({
      mutationFn: (patientId: PatientId | null) => call("photos.assign", { photoId, patientId }),
      onSuccess: show,
    }),
    assignLesion: useMutation({
      // Choices made faster than they are kept wait for one another: the last one counts.
      scope: { id: `lesion of ${photoId}` },
      mutationFn: (lesionId: LesionId | null) => call("photos.assignLesion", { photoId, lesionId }),
      onSuccess: show,
    }),
    describe: useMutation({
      scope: { id: `description of ${photoId}` },
      mutationFn: (change: DescriptionChange) => call("photos.describe", { ...change, photoId }),
      onSuccess: show,
    }),
    reckonAbcd: useMutation({
      mutationFn: (abcd: AbcdChecklist | null) =>
        call("photos.reckonAbcd", {
          photoId,
          abcd: abcd && {
            ...abcd,
            colours: [...abcd.colours],
            structures: [...abcd.structures],
          },
        }),
      onSuccess: show,
    }),
  };
}

/** A patient with a photo as it is now, if it is among the patient's. */
function withPhoto(patient: PatientDetail, photo: PhotoSummary): PatientDetail {
  const photos = patient.photos.map((each) => (each.id === photo.id ? photo : each));
  return { ...patient, photos };
}
