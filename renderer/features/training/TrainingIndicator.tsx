import { RingProgress, UnstyledButton } from "@mantine/core";
import { IconClock, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "../frame/frame.module.css";
import { useNavigation } from "../frame/navigation";
import { isUnderWay } from "./runState";
import { useTrainingRuns } from "./useTraining";

/** A training that is under way, wherever an administrator is, and the way to it. */
export function TrainingIndicator() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { data: runs } = useTrainingRuns();
  const run = runs?.find(isUnderWay);
  if (!run) return null;
  const { state, progress } = run;
  const isMoving = state === "running" || state === "preparing";
  const percent = Math.floor(progress * 100);
  return (
    <UnstyledButton
      className={styles["jobs"]}
      data-testid="training-indicator"
      data-state={state}
      onClick={() => {
        go({ room: "training" });
      }}
    >
      {isMoving ? (
        <RingProgress
          size={20}
          thickness={3}
          sections={[{ value: percent, color: "petrol" }]}
          aria-hidden
        />
      ) : state === "scheduled" ? (
        <IconClock size={16} stroke={1.75} aria-hidden />
      ) : (
        <IconPlayerPause size={16} stroke={1.75} aria-hidden />
      )}
      {isMoving ? t("frame.jobs.training.running", { percent }) : t(`frame.jobs.training.${state}`)}
    </UnstyledButton>
  );
}
