import { Button, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useState } from "react";
import type { ModelVersion } from "../../../electron/contract/models";
import type { TrainingRun } from "../../../electron/contract/training";
import { failureFrom } from "../../api/failure";
import { FailureNotice } from "../../ui/FailureNotice";
import { useNavigation } from "../frame/navigation";
import { ComparisonView } from "../models/ComparisonView";
import { DiscardModel } from "../models/DiscardModel";
import { ModelStateBadge } from "../models/ModelStateBadge";
import { PromoteButton } from "../models/PromoteButton";
import { useModel } from "../models/useModels";
import styles from "./training.module.css";

/** The candidate beside the active version, and the decision. */
export function ResultStep({ run }: { readonly run: TrainingRun | null }) {
  const { t } = useTranslation();
  if (run?.state !== "done") {
    return (
      <p className={styles["soft"]}>
        {t(
          run?.state === "failed" || run?.state === "cancelled"
            ? "training.result.never"
            : "training.result.none",
        )}
      </p>
    );
  }
  return <Candidate version={run.version} />;
}

function Candidate({ version }: { readonly version: ModelVersion }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const model = useModel(version);
  const [asksDiscard, setAsksDiscard] = useState(false);
  if (model.isError) {
    // A version can be deleted; its run stays in the record.
    return failureFrom(model.error).code === "model.unknown" ? (
      <p className={styles["soft"]}>{t("training.result.deleted", { version })}</p>
    ) : (
      <FailureNotice error={model.error} onRetry={() => void model.refetch()} />
    );
  }
  if (!model.data) return <Skeleton height={240} radius={8} />;
  const { state, comparison } = model.data;
  return (
    <div className={styles["result"]} data-testid="result" data-state={state}>
      <div className={styles["line"]}>
        <ModelStateBadge state={state} />
        <PromoteButton model={model.data} />
        {state === "candidate" && (
          <Button
            variant="default"
            data-testid="result-discard"
            onClick={() => {
              setAsksDiscard(true);
            }}
          >
            {t("models.discard.open")}
          </Button>
        )}
        <Button
          variant="subtle"
          data-testid="result-open"
          onClick={() => {
            go({ room: "models", version });
          }}
        >
          {t("training.result.open")}
        </Button>
      </div>
      {comparison ? (
        <ComparisonView version={version} comparison={comparison} />
      ) : (
        <p className={styles["soft"]}>{t("models.comparison.none")}</p>
      )}
      <DiscardModel
        version={version}
        opened={asksDiscard}
        onClose={() => {
          setAsksDiscard(false);
        }}
      />
    </div>
  );
}
