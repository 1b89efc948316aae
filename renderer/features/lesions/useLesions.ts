import { skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Lesion, LesionId, NewLesion, PatientId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** A patient's lesions by number; nothing is asked for nobody (null). */
export function useLesions(patientId: PatientId | null) {
  return useQuery({
    queryKey: queryKeys.lesions(patientId),
    queryFn: patientId === null ? skipToken : () => call("lesions.list", { patientId }),
  });
}

interface LesionChange extends NewLesion {
  readonly lesionId: LesionId;
  readonly archived: boolean;
}

/** What can be done with a patient's lesions. Each answer is shown at once. */
export function useLesionActions(patientId: PatientId) {
  const client = useQueryClient();
  const show = (change: (lesions: readonly Lesion[]) => Lesion[]): void => {
    client.setQueryData<Lesion[]>(
      queryKeys.lesions(patientId),
      (lesions) => lesions && change(lesions),
    );
  };
  return {
    create: useMutation({
      mutationFn: (lesion: NewLesion) => call("lesions.create", { ...lesion, patientId }),
      onSuccess: (created) => {
        show((lesions) => [...lesions, created]);
      },
    }),
    update: useMutation({
      mutationFn: (change: LesionChange) => call("lesions.update", change),
      onSuccess: (updated) => {
        show((lesions) => lesions.map((lesion) => (lesion.id === updated.id ? updated : lesion)));
      },
    }),
    remove: useMutation({
      mutationFn: (lesionId: LesionId) => call("lesions.delete", { lesionId }),
      onSuccess: (_, lesionId) => {
        show((lesions) => lesions.filter(({ id }) => id !== lesionId));
      },
    }),
  };
}
