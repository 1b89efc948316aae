import { createContext, use, useState, type ReactNode } from "react";
import type { VisitId } from "../../../electron/contract/visits";

interface VisitDrafts {
  /** What was typed and not saved; null where nothing was. */
  readonly draftOf: (visitId: VisitId) => string | null;
  readonly setDraft: (visitId: VisitId, note: string | null) => void;
}

const VisitDraftsContext = createContext<VisitDrafts | null>(null);

/** Keeps notes that were typed and not saved while somebody looks at something else. */
export function VisitDraftsProvider({ children }: { readonly children: ReactNode }) {
  const [drafts, setDrafts] = useState<ReadonlyMap<VisitId, string>>(new Map());
  const setDraft = (visitId: VisitId, note: string | null): void => {
    setDrafts((before) => {
      const after = new Map(before);
      if (note === null) after.delete(visitId);
      else after.set(visitId, note);
      return after;
    });
  };
  const draftOf = (visitId: VisitId): string | null => drafts.get(visitId) ?? null;
  return <VisitDraftsContext value={{ draftOf, setDraft }}>{children}</VisitDraftsContext>;
}

export function useVisitDrafts(): VisitDrafts {
  const drafts = use(VisitDraftsContext);
  if (!drafts) throw new Error("useVisitDrafts outside VisitDraftsProvider");
  return drafts;
}
