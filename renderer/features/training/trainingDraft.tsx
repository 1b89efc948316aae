import { createContext, use, useCallback, useState, type ReactNode } from "react";
import type { RetrainRecipe, TrainingSource } from "../../../electron/contract/training";

/** What somebody chose for a training run; it outlives a visit to another room. */
export interface TrainingDraft {
  readonly source: TrainingSource;
  readonly recipe: RetrainRecipe;
  readonly isTonight: boolean;
  /** HH:MM. */
  readonly time: string;
  /** The run that the page shows; null: a new one. */
  readonly runId: string | null;
}

const FIRST_DRAFT: TrainingDraft = {
  source: { kind: "clinic" },
  recipe: "quick",
  isTonight: false,
  time: "02:00",
  runId: null,
};

interface TrainingDraftState {
  readonly draft: TrainingDraft;
  readonly change: (change: Partial<TrainingDraft>) => void;
}

const TrainingDraftContext = createContext<TrainingDraftState | null>(null);

export function TrainingDraftProvider({ children }: { readonly children: ReactNode }) {
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const change = useCallback<TrainingDraftState["change"]>((changed) => {
    setDraft((before) => ({ ...before, ...changed }));
  }, []);
  return <TrainingDraftContext value={{ draft, change }}>{children}</TrainingDraftContext>;
}

export function useTrainingDraft(): TrainingDraftState {
  const state = use(TrainingDraftContext);
  if (!state) throw new Error("useTrainingDraft outside TrainingDraftProvider");
  return state;
}
