import type { PhotoId } from "../../../electron/contract/shapes";
import { useNavigation } from "../frame/navigation";
import { useTriageView } from "./triageView";

/** Opens a photo in triage, whatever the queue is narrowed to. */
export function useShowPhoto(): (photoId: PhotoId) => void {
  const { choose } = useTriageView();
  const { go } = useNavigation();
  return (photoId) => {
    choose(photoId);
    go({ room: "triage" });
  };
}
