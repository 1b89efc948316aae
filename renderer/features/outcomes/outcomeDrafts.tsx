import { createContext, use, useState, type ReactNode } from "react";
import type { PhotoId } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import type { Confidence, NextStep } from "../../../electron/domain/outcome";

/** What goes with a decision and is not recorded yet. */
export interface DecisionDraft {
  readonly confidence: Confidence | null;
  readonly nextStep: NextStep | null;
  readonly note: string;
}

export interface HistologyDraft {
  /** Null: not chosen yet. */
  readonly diagnosis: Diagnosis | null;
  /** As it is typed. */
  readonly date: string;
  readonly note: string;
}

interface PhotoDrafts {
  readonly decision?: DecisionDraft;
  readonly histology?: HistologyDraft;
}

interface OutcomeDrafts {
  readonly drafts: ReadonlyMap<PhotoId, PhotoDrafts>;
  readonly change: (photoId: PhotoId, change: PhotoDrafts) => void;
  readonly forget: (photoId: PhotoId, kind: keyof PhotoDrafts) => void;
}

const DraftsContext = createContext<OutcomeDrafts | null>(null);

/** Keeps drafts while people look at other photos and rooms. They live in memory only. */
export function OutcomeDraftsProvider({ children }: { readonly children: ReactNode }) {
  const [drafts, setDrafts] = useState<ReadonlyMap<PhotoId, PhotoDrafts>>(new Map());
  const change: OutcomeDrafts["change"] = (photoId, changed) => {
    setDrafts((before) => new Map(before).set(photoId, { ...before.get(photoId), ...changed }));
  };
  const forget: OutcomeDrafts["forget"] = (photoId, kind) => {
    setDrafts((before) => {
      const { decision, histology } = before.get(photoId) ?? {};
      const kept = kind === "decision" ? histology && { histology } : decision && { decision };
      return new Map(before).set(photoId, kept ?? {});
    });
  };
  return <DraftsContext value={{ drafts, change, forget }}>{children}</DraftsContext>;
}

export function useOutcomeDrafts(): OutcomeDrafts {
  const context = use(DraftsContext);
  if (!context) throw new Error("useOutcomeDrafts outside OutcomeDraftsProvider");
  return context;
}
