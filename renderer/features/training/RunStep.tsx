import { Button } from "@mantine/core";
import { IconFileDescription } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../../electron/contract/training";
import { ERROR_CODES } from "../../../electron/contract/errors";
import { RequestFailure } from "../../api/failure";
import { FailureNotice } from "../../ui/FailureNotice";
import { exactDuration } from "../../words/durations";
import { momentText } from "../../words/dates";
import { LiveCurves } from "./LiveCurves";
import { RunControls } from "./RunControls";
import { RunProgress } from "./RunProgress";
import { isUnderWay } from "./runState";
import styles from "./training.module.css";
import { useRecordExport } from "./useTraining";

/** How a run goes: progress, curves, and what can be done with it. */
export function RunStep({ run }: { readonly run: TrainingRun | null }) {
  const { t } = useTranslation();
  if (!run) return <p className={styles["soft"]}>{t("training.run.none")}</p>;
  return (
    <div className={styles["run"]} data-testid="run" data-state={run.state}>
      <RunState run={run} />
      <RunControls run={run} />
      {!isUnderWay(run) && <RunRecord run={run} />}
      {run.curve.length > 0 ? (
        <LiveCurves curve={run.curve} />
      ) : (
        run.recipe === "quick" && <p className={styles["faint"]}>{t("training.run.noCurves")}</p>
      )}
    </div>
  );
}

/** What an auditor asks for, also of a run that came to nothing. */
function RunRecord({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const record = useRecordExport();
  return (
    <>
      <div className={styles["line"]}>
        <Button
          variant="default"
          leftSection={<IconFileDescription size={16} stroke={1.6} />}
          loading={record.isPending}
          data-testid="run-record"
          onClick={() => {
            record.mutate(run.id);
          }}
        >
          {t("models.exportRecord")}
        </Button>
      </div>
      {record.error && <FailureNotice error={record.error} />}
    </>
  );
}

function RunState({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  switch (run.state) {
    case "scheduled":
      return (
        <p>
          {run.scheduledFor !== null &&
            t("training.run.scheduled", { moment: momentText(run.scheduledFor) })}
        </p>
      );
    case "preparing":
    case "running":
    case "paused":
      return <RunProgress run={run} />;
    case "interrupted":
      // It lacked something that can be got.
      if (run.failure !== null) return <FailureNotice error={failureOf(run)} />;
      return (
        <div className={styles["obstacle"]} role="status" data-testid="run-interrupted">
          <p>
            <strong>{t("training.run.interrupted")}</strong> {t("training.run.interruptedText")}
          </p>
        </div>
      );
    case "done":
      return <p>{t("training.run.done", endOf(run))}</p>;
    case "cancelled":
      return <p>{t("training.run.cancelled")}</p>;
    case "failed":
      return <FailureNotice error={failureOf(run)} />;
  }
}

function endOf({ createdAt, scheduledFor, finishedAt }: TrainingRun) {
  const began = new Date(scheduledFor ?? createdAt).getTime();
  const ended = finishedAt === null ? began : new Date(finishedAt).getTime();
  return {
    moment: momentText(new Date(ended).toISOString()),
    duration: exactDuration(Math.max(0, ended - began) / 1000),
  };
}

/** In words that this window has. */
function failureOf({ failure }: TrainingRun): RequestFailure {
  const code = ERROR_CODES.find((known) => known === failure?.code) ?? "internal";
  return new RequestFailure({ code, details: failure?.details ?? {} });
}
