import { useShortcuts } from "../../ui/useShortcuts";
import { useTriageView } from "./triageView";

/** H shows the heatmap, or hides it. */
export function useHeatKey(): void {
  const { heat, setHeat } = useTriageView();
  useShortcuts({
    h: () => {
      setHeat({ ...heat, shown: !heat.shown });
    },
  });
}
