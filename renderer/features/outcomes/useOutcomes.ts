import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  NewClinicalOutcome,
  NewHistology,
  OutcomeId,
} from "../../../electron/contract/outcomes";
import type { PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** Outcomes of a photo, and histology of its lesion's other photos; the latest first. */
export function useOutcomes(photoId: PhotoId) {
  return useQuery({
    queryKey: queryKeys.outcomes(photoId),
    queryFn: () => call("outcomes.list", { photoId }),
  });
}

/** What can be recorded of one photo. It is asked for again at once; lists follow main's event. */
export function useOutcomeActions(photoId: PhotoId) {
  const client = useQueryClient();
  const askAgain = (): void => {
    for (const queryKey of [queryKeys.photo(photoId), queryKeys.outcomes(photoId)]) {
      void client.invalidateQueries({ queryKey });
    }
  };
  return {
    record: useMutation({
      mutationFn: (outcome: Omit<NewClinicalOutcome, "photoId">) =>
        call("outcomes.record", { ...outcome, photoId }),
      onSuccess: askAgain,
    }),
    recordHistology: useMutation({
      mutationFn: (histology: Omit<NewHistology, "photoId">) =>
        call("outcomes.recordHistology", { ...histology, photoId }),
      onSuccess: askAgain,
    }),
    withdraw: useMutation({
      mutationFn: (outcomeId: OutcomeId) => call("outcomes.withdraw", { outcomeId }),
      onSuccess: askAgain,
    }),
  };
}
