import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ExaminationState } from "../../../electron/contract/examination";
import { call, on } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** What the looks through the records found, kept fresh while one, or a backup, is under way. */
export function useRecords() {
  const client = useQueryClient();
  useEffect(() => {
    const askAgain = (): void => {
      void client.invalidateQueries({ queryKey: queryKeys.records });
    };
    const forgetRecords = on("records.progress", ({ share }) => {
      if (share === null) askAgain();
      else {
        client.setQueryData(queryKeys.records, (state?: ExaminationState) =>
          state ? { ...state, progress: share } : state,
        );
      }
    });
    const forgetBackups = on("backup.progress", ({ share }) => {
      if (share === null) askAgain();
    });
    return () => {
      forgetRecords();
      forgetBackups();
    };
  }, [client]);
  return useQuery({
    queryKey: queryKeys.records,
    queryFn: () => call("records.state", {}),
    staleTime: 0,
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
