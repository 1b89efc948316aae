import { Skeleton } from "@mantine/core";
import { memo, useEffect, useState } from "react";
import type { Outcome } from "../../../electron/contract/outcomes";
import type { AnalysisId, PhotoId } from "../../../electron/contract/shapes";
import { failureFrom } from "../../api/failure";
import { FailureNotice } from "../../ui/FailureNotice";
import { PhotoStage } from "./PhotoStage";
import styles from "./triage.module.css";
import { usePhoto } from "../photo/usePhoto";
import { Verdict } from "./Verdict";

interface PhotoViewProps {
  readonly photoId: PhotoId;
  readonly onShowPhoto: (photoId: PhotoId) => void;
  readonly onDecided: (outcome: Outcome, photoName: string) => void;
  readonly onAskDelete: () => void;
  /** The photo is here no longer. */
  readonly onGone: (photoId: PhotoId) => void;
}

/**
 * The middle and right panes: the photo as large as fits, and what is known about it. Not drawn
 * again where only the queue moves: its growing text fields measure themselves whenever they are,
 * which would cost a tenth of a second for every photo that comes in.
 */
export const PhotoView = memo(function PhotoView({ photoId, onGone, ...actions }: PhotoViewProps) {
  const photo = usePhoto(photoId);
  /** The analysis that somebody asked for; null: the latest. */
  const [analysisId, setAnalysisId] = useState<AnalysisId | null>(null);
  const isGone = photo.isError && failureFrom(photo.error).code === "photo.missing";
  useEffect(() => {
    if (isGone) onGone(photoId);
  }, [isGone, onGone, photoId]);
  if (isGone) return null;
  // Where it cannot be asked for again a photo stays: its form for a patient may hold what
  // somebody typed.
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
  const { analyses } = photo.data;
  const analysis = analyses.find(({ id }) => id === analysisId) ?? photo.data.analysis;
  return (
    <>
      <PhotoStage photo={photo.data} analysis={analysis} />
      <Verdict photo={photo.data} analysis={analysis} onShowAnalysis={setAnalysisId} {...actions} />
    </>
  );
});
