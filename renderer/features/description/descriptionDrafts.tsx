import { createContext, use, useState, type ReactNode } from "react";
import type { PhotoId } from "../../../electron/contract/shapes";
import type { AbcdChecklist } from "../../../electron/domain/abcdRule";

/** What somebody has typed or chosen for a photo and not saved yet. */
export interface DescriptionDraft {
  readonly notes?: string;
  readonly abcd?: AbcdChecklist;
}

interface DescriptionDrafts {
  readonly drafts: ReadonlyMap<PhotoId, DescriptionDraft>;
  /** @param next the whole draft from the one before */
  readonly change: (photoId: PhotoId, next: (before: DescriptionDraft) => DescriptionDraft) => void;
}

const DraftsContext = createContext<DescriptionDrafts | null>(null);

/** Keeps drafts while people look at other photos and rooms. They live in memory only. */
export function DescriptionDraftsProvider({ children }: { readonly children: ReactNode }) {
  const [drafts, setDrafts] = useState<ReadonlyMap<PhotoId, DescriptionDraft>>(new Map());
  const change: DescriptionDrafts["change"] = (photoId, next) => {
    setDrafts((before) => new Map(before).set(photoId, next(before.get(photoId) ?? {})));
  };
  return <DraftsContext value={{ drafts, change }}>{children}</DraftsContext>;
}

/** The draft of one photo, and a way to change it. */
export function useDescriptionDraft(photoId: PhotoId) {
  const context = use(DraftsContext);
  if (!context) throw new Error("useDescriptionDraft outside DescriptionDraftsProvider");
  const { drafts, change } = context;
  return {
    draft: drafts.get(photoId) ?? {},
    change: (next: (before: DescriptionDraft) => DescriptionDraft): void => {
      change(photoId, next);
    },
  };
}
