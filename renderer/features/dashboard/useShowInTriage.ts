import type { PhotoFilter } from "../../../electron/contract/shapes";
import { useNavigation } from "../frame/navigation";
import { useTriageView } from "../triage/triageView";

/** Opens triage on these photos, at the first of them. */
export function useShowInTriage(): (filter: PhotoFilter) => void {
  const { setFilter, choose } = useTriageView();
  const { go } = useNavigation();
  return (filter) => {
    setFilter(filter);
    choose(null);
    go({ room: "triage" });
  };
}
