import { Skeleton } from "@mantine/core";
import type { PhotoId } from "../../../electron/contract/shapes";
import { FailureNotice } from "../../ui/FailureNotice";
import { PhotoStage } from "./PhotoStage";
import styles from "./triage.module.css";
import { usePhoto } from "../photo/usePhoto";
import { Verdict } from "./Verdict";

interface PhotoViewProps {
  readonly photoId: PhotoId;
  readonly onAskDelete: () => void;
}

/** The middle and right panes: the photo as large as fits, and what is known about it. */
export function PhotoView({ photoId, onAskDelete }: PhotoViewProps) {
  const photo = usePhoto(photoId);
  // A photo that was shown stays: its form for a patient may hold what somebody typed.
  if (photo.isLoadingError) {
    return (
      <div className={styles["nothing"]}>
        <FailureNotice error={photo.error} onRetry={() => void photo.refetch()} />
      </div>
    );
  }
  if (!photo.data) {
    return (
      <>
        <div className={styles["stagePane"]} />
        <div className={styles["verdictPane"]}>
          <div className={styles["block"]}>
            <Skeleton height={96} />
          </div>
          <div className={styles["block"]}>
            <Skeleton height={196} />
          </div>
        </div>
      </>
    );
  }
  return (
    <>
      <PhotoStage photo={photo.data} />
      <Verdict photo={photo.data} onAskDelete={onAskDelete} />
    </>
  );
}
