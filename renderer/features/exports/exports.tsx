import { useMutation } from "@tanstack/react-query";
import { createContext, use, useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChosenList } from "../../../electron/contract/exports";
import type { AuditFilter } from "../../../electron/contract/session";
import { call, on } from "../../api/client";
import { failureFrom } from "../../api/failure";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showFailure } from "../../ui/showFailure";
import { showNotice } from "../../ui/showNotice";
import { failureLine } from "../../words/failureWords";
import { useLanguage } from "../../words/language";

/** What can be written while people go on working. */
export type ExportJob =
  | { readonly kind: "list"; readonly chosen: ChosenList }
  | { readonly kind: "audit"; readonly filter: AuditFilter }
  | { readonly kind: "research" };

interface Exports {
  readonly isRunning: boolean;
  /** How far it is, 0 to 1; null while somebody is asked where to. */
  readonly share: number | null;
  readonly start: (job: ExportJob) => void;
  readonly cancel: () => void;
}

const ExportsContext = createContext<Exports | null>(null);

/** One file at a time, from whichever screen. */
export function ExportsProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [share, setShare] = useState<number | null>(null);
  useEffect(
    () =>
      on("export.progress", (progress) => {
        setShare(progress.share);
      }),
    [],
  );
  const run = useMutation({
    mutationFn: (job: ExportJob) => {
      if (job.kind === "research") return call("exports.research", {});
      return job.kind === "audit"
        ? call("audit.export", { filter: job.filter, language })
        : call("exports.list", { chosen: job.chosen, language });
    },
    // Wherever somebody is by then.
    onSuccess: (count, { kind }) => {
      if (count === null) return;
      if (kind === "audit") showNotice(t("settings.audit.saved"));
      else
        showNotice(t(kind === "research" ? "settings.research.done" : "exports.done", { count }));
    },
    onError: (error) => {
      const failure = failureFrom(error);
      if (failure.code !== "export.cancelled") return;
      run.reset();
      showNotice(failureLine(failure));
    },
    onSettled: () => {
      setShare(null);
    },
  });
  return (
    <ExportsContext
      value={{
        isRunning: run.isPending,
        share,
        start: run.mutate,
        cancel: () => {
          call("exports.cancel", {}).catch(showFailure);
        },
      }}
    >
      {children}
      <Dialog opened={run.isError} onClose={run.reset} title={t("exports.failed")} size={480}>
        <FailureNotice error={run.error} />
      </Dialog>
    </ExportsContext>
  );
}

export function useExports(): Exports {
  const exports = use(ExportsContext);
  if (!exports) throw new Error("useExports outside ExportsProvider");
  return exports;
}
