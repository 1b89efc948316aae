import { createContext, use, useState, type ReactNode } from "react";
import { NO_FILTER, type PhotoFilter, type PhotoId } from "../../../electron/contract/shapes";

/** What somebody chose in triage; it outlives a visit to another room. */
interface TriageView {
  readonly filter: PhotoFilter;
  readonly setFilter: (filter: PhotoFilter) => void;
  /** Null: nothing was chosen yet. */
  readonly photoId: PhotoId | null;
  readonly choose: (photoId: PhotoId | null) => void;
  readonly heat: HeatView;
  readonly setHeat: (heat: HeatView) => void;
}

export interface HeatView {
  readonly shown: boolean;
  /** 0 to 1. */
  readonly opacity: number;
}

/** What narrows the queue beside urgency. */
export const QUEUE_FILTERS = [
  "unconfirmed",
  "disagreement",
  "awaitingHistology",
  "unassigned",
  "today",
] as const satisfies readonly (keyof PhotoFilter)[];

const TriageViewContext = createContext<TriageView | null>(null);

export function TriageViewProvider({ children }: { readonly children: ReactNode }) {
  const [filter, setFilter] = useState(NO_FILTER);
  const [photoId, choose] = useState<PhotoId | null>(null);
  const [heat, setHeat] = useState<HeatView>({ shown: true, opacity: 0.5 });
  return (
    <TriageViewContext value={{ filter, setFilter, photoId, choose, heat, setHeat }}>
      {children}
    </TriageViewContext>
  );
}

export function useTriageView(): TriageView {
  const view = use(TriageViewContext);
  if (!view) throw new Error("useTriageView outside TriageViewProvider");
  return view;
}
