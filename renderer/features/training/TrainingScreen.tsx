import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../../electron/contract/training";
import { FailureNotice } from "../../ui/FailureNotice";
import { useNavigation } from "../frame/navigation";
import { DataStep } from "./DataStep";
import { RecipeStep } from "./RecipeStep";
import { ResultStep } from "./ResultStep";
import { RunList } from "./RunList";
import { RunData, RunRecipe } from "./RunSummary";
import { RunStep } from "./RunStep";
import { isUnderWay, shownRun } from "./runState";
import { Step, type StepName, type StepState } from "./Step";
import { StepList } from "./StepList";
import { useTrainingDraft } from "./trainingDraft";
import styles from "./training.module.css";
import { useTrainingRuns } from "./useTraining";

/** A training from its data to what comes of it: four steps that stay in sight. */
export function TrainingScreen() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { draft, change } = useTrainingDraft();
  const runs = useTrainingRuns();
  const run = shownRun(runs.data ?? [], draft.runId);
  const underWay = run && isUnderWay(run) ? run.id : null;
  useEffect(() => {
    // Whoever followed a run sees what came of it, also where an earlier window had begun it.
    if (underWay !== null) change({ runId: underWay });
  }, [underWay, change]);
  return (
    <div className={styles["screen"]} data-testid="training">
      <header className={styles["screenHead"]}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconArrowLeft size={16} stroke={1.75} />}
          data-testid="training-back"
          onClick={() => {
            go({ room: "models" });
          }}
        >
          {t("models.title")}
        </Button>
        <h2 className={styles["title"]}>
          {run ? t("training.runTitle", { version: run.version }) : t("training.title")}
        </h2>
        {run && !isUnderWay(run) && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            data-testid="training-anew"
            onClick={() => {
              change({ runId: null });
            }}
          >
            {t("training.title")}
          </Button>
        )}
      </header>
      {runs.isError ? (
        <FailureNotice error={runs.error} onRetry={() => void runs.refetch()} />
      ) : runs.data ? (
        <Steps run={run} runs={runs.data} />
      ) : (
        <div className={styles["loading"]} role="status" aria-label={t("common.loading")}>
          <Skeleton height={320} radius={8} />
        </div>
      )}
    </div>
  );
}

interface StepsProps {
  /** Null: a new one. */
  readonly run: TrainingRun | null;
  readonly runs: readonly TrainingRun[];
}

function Steps({ run, runs }: StepsProps) {
  const states = statesOf(run);
  return (
    <div className={styles["steps"]}>
      <StepList states={states} />
      {/* A new run begins at the top. */}
      <div key={run?.id} className={styles["stepColumn"]}>
        <Step name="data" state={states.data}>
          {run ? <RunData run={run} /> : <DataStep />}
        </Step>
        <Step name="recipe" term="recipe" state={states.recipe}>
          {run ? <RunRecipe run={run} /> : <RecipeStep />}
        </Step>
        <Step name="run" state={states.run}>
          <RunStep run={run} />
        </Step>
        <Step name="result" state={states.result}>
          <ResultStep run={run} />
        </Step>
        <RunList runs={runs.filter(({ id }) => id !== run?.id)} />
      </div>
    </div>
  );
}

function statesOf(run: TrainingRun | null): Record<StepName, StepState> {
  if (!run) return { data: "now", recipe: "now", run: "later", result: "later" };
  const chosen = { data: "done", recipe: "done" } as const;
  return run.state === "done"
    ? { ...chosen, run: "done", result: "now" }
    : { ...chosen, run: "now", result: "later" };
}
