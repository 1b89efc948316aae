import { Button, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ModelSummary, ModelVersion } from "../../../electron/contract/models";
import { useRole } from "../../api/useRole";
import { FailureNotice } from "../../ui/FailureNotice";
import { ExportListButton } from "../exports/ExportListButton";
import { useNavigation } from "../frame/navigation";
import { HintNotice } from "../training/HintNotice";
import { useTrainingHint } from "../training/useTraining";
import { ImportModel } from "./ImportModel";
import { LineageList } from "./LineageList";
import { ModelPage } from "./ModelPage";
import styles from "./models.module.css";
import { useModels } from "./useModels";

/** Every model version and where it came from; the page of the chosen one. */
export function ModelsScreen({ version }: { readonly version: ModelVersion | undefined }) {
  const { t } = useTranslation();
  const models = useModels();
  return (
    <div className={styles["screen"]} data-testid="models">
      {models.isLoadingError ? (
        <FailureNotice error={models.error} onRetry={() => void models.refetch()} />
      ) : models.data ? (
        <Versions models={models.data} asked={version} />
      ) : (
        <div className={styles["loading"]} role="status" aria-label={t("common.loading")}>
          <Skeleton height={320} radius={8} />
        </div>
      )}
    </div>
  );
}

interface VersionsProps {
  readonly models: readonly ModelSummary[];
  /** Undefined: the active one. */
  readonly asked: ModelVersion | undefined;
}

function Versions({ models, asked }: VersionsProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const isAdmin = useRole() === "admin";
  // Without it nothing is lost: the page of a new training says the same, and its failures.
  const { data: hint } = useTrainingHint();
  // A version that was deleted gives way to the active one, which comes first.
  const chosen = models.find(({ version }) => version === asked) ?? models[0];
  return (
    <>
      <section className={styles["versions"]} aria-labelledby="models-title">
        <header className={styles["versionsHead"]}>
          <h2 id="models-title" className={styles["title"]}>
            {t("models.title")}
          </h2>
          <ExportListButton
            chosen={{ list: "models" }}
            label={t("exports.models")}
            isEmpty={models.length === 0}
          />
          {isAdmin && (
            <Button
              leftSection={<IconPlus size={16} stroke={1.75} />}
              data-testid="training-open"
              onClick={() => {
                go({ room: "training" });
              }}
            >
              {t("training.title")}
            </Button>
          )}
        </header>
        {hint && (
          <div className={styles["versionsHint"]}>
            <HintNotice hint={hint} />
          </div>
        )}
        {chosen && (
          <LineageList
            models={models}
            chosen={chosen.version}
            onChoose={(version) => {
              go({ room: "models", version });
            }}
          />
        )}
        {isAdmin && <ImportModel models={models} />}
      </section>
      {chosen && <ModelPage key={chosen.version} version={chosen.version} />}
    </>
  );
}
