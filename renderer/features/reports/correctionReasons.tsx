import { createContext, use, useState, type ReactNode } from "react";
import type { ReportId } from "../../../electron/contract/reports";

interface CorrectionReasons {
  /** What was typed and not signed yet; empty where nothing was. */
  readonly reasonOf: (reportId: ReportId) => string;
  readonly setReason: (reportId: ReportId, reason: string) => void;
}

const CorrectionReasonsContext = createContext<CorrectionReasons | null>(null);

/** Keeps why reports are to be corrected while somebody looks at something else. */
export function CorrectionReasonsProvider({ children }: { readonly children: ReactNode }) {
  const [reasons, setReasons] = useState<ReadonlyMap<ReportId, string>>(new Map());
  const setReason = (reportId: ReportId, reason: string): void => {
    setReasons((before) => new Map(before).set(reportId, reason));
  };
  const reasonOf = (reportId: ReportId): string => reasons.get(reportId) ?? "";
  return (
    <CorrectionReasonsContext value={{ reasonOf, setReason }}>{children}</CorrectionReasonsContext>
  );
}

export function useCorrectionReasons(): CorrectionReasons {
  const reasons = use(CorrectionReasonsContext);
  if (!reasons) throw new Error("useCorrectionReasons outside CorrectionReasonsProvider");
  return reasons;
}
