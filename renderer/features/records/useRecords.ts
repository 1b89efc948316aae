import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ExaminationState } from "../../../electron/contract/examination";
import { call, on } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/**
 * What the looks through the records found, kept fresh while one is under way.
 *
 * @param enabled false for those who may not ask
 */
export function useRecords(enabled = true) {
  const client = useQueryClient();
  useEffect(
    () =>
      on("records.progress", ({ share }) => {
        if (share === null) void client.invalidateQueries({ queryKey: queryKeys.records });
        else {
          client.setQueryData(queryKeys.records, (state?: ExaminationState) =>
            state ? { ...state, progress: share } : state,
          );
        }
      }),
    [client],
  );
  return useQuery({
    queryKey: queryKeys.records,
    queryFn: () => call("records.state", {}),
    staleTime: 0,
    enabled,
  });
}

export function useExamine() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("records.examine", {}),
    onSuccess: (state) => {
      client.setQueryData(queryKeys.records, state);
    },
  });
}
