import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchResult, ReportForm } from "../../../electron/contract/reports";
import { call, on } from "../../api/client";
import { showFailure } from "../../ui/showFailure";
import { showNotice } from "../../ui/showNotice";

interface BatchInput extends ReportForm {
  readonly day: string;
}

/** The case reports of a day, written into a folder. */
export interface Batch {
  readonly isRunning: boolean;
  /** Reports written, and all; null until the first number comes. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Of the last one; null where there was none, or what came of it was put away. */
  readonly result: BatchResult | null;
  readonly error: Error | null;
  readonly start: (input: BatchInput) => void;
  readonly cancel: () => void;
  /** Puts away what came of the last one. */
  readonly reset: () => void;
}

/** @param isWatched where its result stands in sight, nothing more is said of it */
export function useBatch(isWatched: boolean): Batch {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<Batch["progress"]>(null);
  useEffect(() => on("reports.progress", setProgress), []);
  const run = useMutation({
    mutationFn: (input: BatchInput) => call("reports.batch", input),
    // Wherever somebody is by then.
    onSuccess: (written) => {
      if (!written || isWatched) return;
      const { folder, failures, notReached } = written;
      const missing = failures.length + notReached;
      showNotice(
        missing === 0
          ? t("reports.batch.ended", { folder })
          : t("reports.batch.endedPartly", { folder, count: missing }),
      );
    },
    onError: (error) => {
      if (!isWatched) showFailure(error);
    },
    onSettled: () => {
      setProgress(null);
    },
  });
  const { isPending, data, error, mutate, reset } = run;
  return {
    isRunning: isPending,
    progress,
    result: data ?? null,
    error,
    start: mutate,
    cancel: () => {
      call("reports.cancelBatch", {}).catch(showFailure);
    },
    reset,
  };
}
