import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TrainingRun, TrainingSource } from "../../../electron/contract/training";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { useRole } from "../../api/useRole";
import { withRun } from "../../api/withRun";
import { showNotice } from "../../ui/showNotice";

/** All runs, the latest first; kept true by `training.progress`. Only administrators may ask. */
export function useTrainingRuns() {
  const isAdmin = useRole() === "admin";
  return useQuery({
    queryKey: queryKeys.trainingRuns,
    queryFn: () => call("training.runs", {}),
    enabled: isAdmin,
  });
}

/** What could be learned from now; outcomes change it, so every visit asks anew. */
export function useTrainingPreview(source: TrainingSource) {
  return useQuery({
    queryKey: queryKeys.trainingPreview(source),
    queryFn: () => call("training.preview", { source }),
    staleTime: 0,
  });
}

export function useTrainingHint() {
  const isAdmin = useRole() === "admin";
  return useQuery({
    queryKey: queryKeys.trainingHint,
    queryFn: () => call("training.hint", {}),
    staleTime: 0,
    enabled: isAdmin,
  });
}

/** Pauses, resumes or cancels a run. */
export function useRunChange(channel: "training.pause" | "training.resume" | "training.cancel") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) => call(channel, { runId }),
    onSuccess: (run) => {
      client.setQueryData<TrainingRun[]>(
        queryKeys.trainingRuns,
        (runs) => runs && withRun(runs, run),
      );
    },
  });
}

/** Asks where to and writes the record of a run. */
export function useRecordExport() {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (runId: string) => call("training.exportRecord", { runId }),
    onSuccess: (saved) => {
      if (saved) showNotice(t("models.recorded"));
    },
  });
}
