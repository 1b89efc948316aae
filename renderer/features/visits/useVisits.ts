import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { PatientId } from "../../../electron/contract/shapes";
import type { Visit, VisitId } from "../../../electron/contract/visits";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** A patient's visits, the latest first. */
export function useVisits(patientId: PatientId) {
  return useQuery({
    queryKey: queryKeys.visits(patientId),
    queryFn: () => call("visits.list", { patientId }),
  });
}

/** What can be done with a patient's visits. Each answer is shown at once. */
export function useVisitActions(patientId: PatientId) {
  const client = useQueryClient();
  const onSuccess = (visits: Visit[]): void => {
    client.setQueryData(queryKeys.visits(patientId), visits);
  };
  const enter = ({ date, note }: Pick<Visit, "date" | "note">): Promise<Visit[]> =>
    call("visits.create", { patientId, date, note });
  return {
    /** Enters again what was removed. */
    putBack: async (visit: Visit): Promise<void> => {
      onSuccess(await enter(visit));
    },
    create: useMutation({ mutationFn: enter, onSuccess }),
    remove: useMutation({
      mutationFn: (visitId: VisitId) => call("visits.remove", { visitId }),
      onSuccess,
    }),
    note: useMutation({
      mutationFn: (change: { visitId: VisitId; note: string }) => call("visits.note", change),
      onSuccess,
    }),
  };
}
