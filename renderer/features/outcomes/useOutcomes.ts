import { useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  NewClinicalOutcome,
  NewHistology,
  Outcome,
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

interface DecisionAnswer {
  readonly onRecorded: (outcome: Outcome) => void;
  readonly onRefused: (error: Error) => void;
}

/**
 * Records what a clinician finds, one decision at a time. The answer is told, too, where the photo
 * was left meanwhile; whoever comes back before it finds the decision on its way still.
 */
export function useDecision(photoId: PhotoId, { onRecorded, onRefused }: DecisionAnswer) {
  const client = useQueryClient();
  const askAgain = useAskAgain(photoId);
  const mutationKey = ["decision", photoId];
  const { mutate, error } = useMutation({
    mutationKey,
    mutationFn: (outcome: Omit<NewClinicalOutcome, "photoId">) =>
      call("outcomes.record", { ...outcome, photoId }),
    onSuccess: (outcome) => {
      askAgain();
      onRecorded(outcome);
    },
    onError: onRefused,
  });
  const isPending = useIsMutating({ mutationKey }) > 0;
  return {
    error,
    isPending,
    record: (outcome: Omit<NewClinicalOutcome, "photoId">): void => {
      if (client.isMutating({ mutationKey }) === 0) mutate(outcome);
    },
  };
}

/** What else can be recorded of one photo, and taken back. */
export function useOutcomeActions(photoId: PhotoId) {
  const askAgain = useAskAgain(photoId);
  return {
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

/** What was recorded of a photo is asked for again at once; lists follow main's event. */
function useAskAgain(photoId: PhotoId): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [queryKeys.photo(photoId), queryKeys.outcomes(photoId)]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}
