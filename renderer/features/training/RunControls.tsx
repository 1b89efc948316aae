import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../../electron/contract/training";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { isUnderWay } from "./runState";
import styles from "./training.module.css";
import { useRunChange } from "./useTraining";

/** Pause, resume, cancel: whichever the run's state allows. */
export function RunControls({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const [asksCancel, setAsksCancel] = useState(false);
  const pause = useRunChange("training.pause");
  const resume = useRunChange("training.resume");
  const cancel = useRunChange("training.cancel");
  if (!isUnderWay(run)) return null;
  const { id, state } = run;
  const failure = pause.error ?? resume.error;
  return (
    <>
      <div className={styles["line"]}>
        {state === "running" && (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={16} stroke={1.6} />}
            loading={pause.isPending}
            data-testid="run-pause"
            onClick={() => {
              pause.mutate(id);
            }}
          >
            {t("training.run.pause")}
          </Button>
        )}
        {(state === "paused" || state === "interrupted" || state === "scheduled") && (
          <Button
            leftSection={<IconPlayerPlay size={16} stroke={1.6} />}
            loading={resume.isPending}
            data-testid="run-resume"
            onClick={() => {
              resume.mutate(id);
            }}
          >
            {t(state === "scheduled" ? "training.run.startNow" : "training.run.resume")}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconX size={16} stroke={1.6} />}
          data-testid="run-cancel"
          onClick={() => {
            setAsksCancel(true);
          }}
        >
          {t("training.run.cancel")}
        </Button>
      </div>
      {failure && <FailureNotice error={failure} />}
      <ConfirmDialog
        opened={asksCancel}
        title={t("training.run.cancelTitle")}
        confirm={t("training.run.cancelConfirm")}
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => {
          cancel.mutate(id, {
            onSuccess: () => {
              setAsksCancel(false);
            },
          });
        }}
        onClose={() => {
          cancel.reset();
          setAsksCancel(false);
        }}
      >
        {t("training.run.cancelText")}
      </ConfirmDialog>
    </>
  );
}
