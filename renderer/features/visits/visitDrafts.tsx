import { createContext, use, useState, type ReactNode } from "react";
import type { VisitId } from "../../../electron/contract/visits";

interface VisitDrafts {
  /** What was typed and not saved; null where nothing was. */
  readonly draftOf: (visitId: VisitId) => string | null;
  /** @param next the draft from the one before */
  readonly changeDraft: (visitId: VisitId, next: (before: string | null) => string | null) => void;
}

const VisitDraftsContext = createContext<VisitDrafts | null>(null);

/** Keeps notes that were typed and not saved while somebody looks at something else. */
export function VisitDraftsProvider({ children }: { readonly children: ReactNode }) {
  const [drafts, setDrafts] = useState<ReadonlyMap<VisitId, string>>(new Map());
  const changeDraft: VisitDrafts["changeDraft"] = (visitId, next) => {
    setDrafts((before) => {
      const after = new Map(before);
      const note = next(before.get(visitId) ?? null);
      if (note === null) after.delete(visitId);
      else after.set(visitId, note);
      return after;
    });
  };
  const draftOf = (visitId: VisitId): string | null => drafts.get(visitId) ?? null;
  return <VisitDraftsContext value={{ draftOf, changeDraft }}>{children}</VisitDraftsContext>;
}

export function useVisitDrafts(): VisitDrafts {
  const drafts = use(VisitDraftsContext);
  if (!drafts) throw new Error("useVisitDrafts outside VisitDraftsProvider");
  return drafts;
}
