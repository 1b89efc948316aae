import { Alert, Button, Progress } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconFileSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ExaminationState } from "../../../electron/contract/examination";
import { RequestFailure } from "../../api/failure";
import { FailureNotice } from "../../ui/FailureNotice";
import { momentText } from "../../words/dates";
import { LostFiles } from "./LostFiles";
import styles from "./records.module.css";
import { useExamine, useRecords } from "./useRecords";

/** Whether all that is kept still opens, what does not, and what a crash had left behind. */
export function RecordsSection() {
  const { t } = useTranslation();
  const records = useRecords();
  const examine = useExamine();
  const state = records.data;
  return (
    <section className={styles["section"]} data-testid="records">
      <h3 className={styles["title"]}>{t("settings.backups.records.title")}</h3>
      <p className={styles["text"]}>{t("settings.backups.records.text")}</p>
      {records.isError && (
        <FailureNotice error={records.error} onRetry={() => void records.refetch()} />
      )}
      {state && <Findings state={state} />}
      {state?.progress != null ? (
        <div data-testid="records-progress">
          <p className={styles["text"]}>{t("settings.backups.records.running")}</p>
          <Progress
            value={state.progress * 100}
            aria-label={t("settings.backups.records.running")}
          />
        </div>
      ) : (
        <div>
          <Button
            variant="default"
            leftSection={<IconFileSearch size={18} stroke={1.6} />}
            loading={examine.isPending}
            data-testid="records-examine"
            onClick={() => {
              examine.mutate();
            }}
          >
            {t("settings.backups.records.begin")}
          </Button>
        </div>
      )}
      {examine.isError && <FailureNotice error={examine.error} />}
    </section>
  );
}

function Findings({ state: { last, repair, failure } }: { readonly state: ExaminationState }) {
  const { t } = useTranslation();
  return (
    <>
      {failure && (
        <>
          <p>{t("settings.backups.records.failed", { moment: momentText(failure.at) })}</p>
          <FailureNotice error={new RequestFailure({ code: failure.code, details: {} })} />
        </>
      )}
      {last ? (
        <LastExamination last={last} />
      ) : (
        <p className={styles["text"]}>{t("settings.backups.records.never")}</p>
      )}
      {repair && repair.unreferencedFiles > 0 && (
        <p className={styles["text"]} data-testid="records-repair">
          {t("settings.backups.records.setAside", {
            count: repair.unreferencedFiles,
            moment: momentText(repair.at),
          })}
        </p>
      )}
    </>
  );
}

function LastExamination({ last }: { readonly last: NonNullable<ExaminationState["last"]> }) {
  const { t } = useTranslation();
  const { at, records, files, faults, models, modelsRestored } = last;
  const lost = faults.filter(({ restored }) => !restored);
  const restored = faults.length - lost.length;
  const isWhole = records === "whole" && lost.length === 0 && models.length === 0;
  return (
    <>
      <Alert
        color={isWhole ? "petrol" : "red"}
        variant="light"
        icon={isWhole ? <IconCircleCheck /> : <IconAlertTriangle />}
        title={t(isWhole ? "settings.backups.records.whole" : "settings.backups.records.faulty", {
          moment: momentText(at),
        })}
        data-testid="records-last"
        data-whole={isWhole}
      >
        {records === "damaged" && <p>{t("settings.backups.records.database")}</p>}
        {models.length > 0 && (
          <p>{t("settings.backups.records.models", { names: models.join(", ") })}</p>
        )}
        {lost.length > 0 && <p>{t("settings.backups.records.lost")}</p>}
        {modelsRestored.length > 0 && (
          <p>
            {t("settings.backups.records.modelsRestored", { names: modelsRestored.join(", ") })}
          </p>
        )}
        {restored > 0 && <p>{t("settings.backups.records.restored", { count: restored })}</p>}
        <p>{t("settings.backups.records.files", { count: files })}</p>
      </Alert>
      {lost.length > 0 && <LostFiles lost={lost} />}
    </>
  );
}
