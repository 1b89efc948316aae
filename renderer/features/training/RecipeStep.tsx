import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../../electron/contract/training";
import { preventsTraining } from "../../../electron/domain/trainingObstacle";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { withRun } from "../../api/withRun";
import { FailureNotice } from "../../ui/FailureNotice";
import { nextTime } from "./nextTime";
import { RecipeChoice } from "./RecipeChoice";
import { useTrainingDraft } from "./trainingDraft";
import styles from "./training.module.css";
import { useTrainingPreview } from "./useTraining";
import { WhenChoice } from "./WhenChoice";

/** How thoroughly to train and when; the start. */
export function RecipeStep() {
  const { t } = useTranslation();
  const { draft, change } = useTrainingDraft();
  const { source, recipe, isTonight, time } = draft;
  const client = useQueryClient();
  const preview = useTrainingPreview(source);
  const start = useMutation({
    mutationFn: () => {
      const at = isTonight ? (nextTime(time, new Date())?.toISOString() ?? null) : null;
      return call("training.start", { source, recipe, at });
    },
    onSuccess: (run) => {
      client.setQueryData<TrainingRun[]>(
        queryKeys.trainingRuns,
        (runs) => runs && withRun(runs, run),
      );
      change({ runId: run.id });
    },
  });
  const isTimed = !isTonight || nextTime(time, new Date()) !== null;
  const isReady = preview.data !== undefined && !preventsTraining(preview.data.obstacles[recipe]);
  return (
    <>
      <RecipeChoice preview={preview.data ?? null} />
      <WhenChoice />
      {start.error && <FailureNotice error={start.error} />}
      <div className={styles["line"]}>
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
          disabled={!isReady || !isTimed}
          loading={start.isPending}
          data-testid="training-start"
          onClick={() => {
            start.mutate();
          }}
        >
          {t(isTonight ? "training.when.schedule" : "training.when.start")}
        </Button>
        <p className={styles["faint"]}>{t("training.when.meanwhile")}</p>
      </div>
    </>
  );
}
