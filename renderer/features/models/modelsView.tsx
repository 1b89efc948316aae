import { createContext, use, useState, type ReactNode } from "react";
import type { ModelVersion } from "../../../electron/contract/models";

/** What somebody began on the page of a version; it outlives a visit to another room. */
interface ModelsView {
  /** A note that was typed and not saved; null where none was. */
  readonly noteOf: (version: ModelVersion) => string | null;
  readonly setNote: (version: ModelVersion, note: string | null) => void;
}

const ModelsViewContext = createContext<ModelsView | null>(null);

export function ModelsViewProvider({ children }: { readonly children: ReactNode }) {
  const [notes, setNotes] = useState<ReadonlyMap<ModelVersion, string>>(new Map());
  const setNote: ModelsView["setNote"] = (version, note) => {
    setNotes((before) => {
      const after = new Map(before);
      if (note === null) after.delete(version);
      else after.set(version, note);
      return after;
    });
  };
  const noteOf: ModelsView["noteOf"] = (version) => notes.get(version) ?? null;
  return <ModelsViewContext value={{ noteOf, setNote }}>{children}</ModelsViewContext>;
}

export function useModelsView(): ModelsView {
  const view = use(ModelsViewContext);
  if (!view) throw new Error("useModelsView outside ModelsViewProvider");
  return view;
}
