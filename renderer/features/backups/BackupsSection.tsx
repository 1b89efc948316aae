import { Alert, Button, Group, Progress, Select } from "@mantine/core";
import { IconCircleCheck, IconFolder, IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { BACKUP_INTERVALS, type BackupState } from "../../../electron/contract/backups";
import { RequestFailure } from "../../api/failure";
import { FailureNotice } from "../../ui/FailureNotice";
import { momentText } from "../../words/dates";
import { RecordsSection } from "../records/RecordsSection";
import styles from "./backups.module.css";
import { BackupTable } from "./BackupTable";
import { UndoRestore } from "./UndoRestore";
import { useBackupChanges, useBackups } from "./useBackups";

/** Where backups go and how often, how the last one went, and those that there are. */
export function BackupsSection() {
  const { t } = useTranslation();
  const backups = useBackups();
  if (backups.isError) {
    return <FailureNotice error={backups.error} onRetry={() => void backups.refetch()} />;
  }
  const state = backups.data;
  if (!state) return null;
  return (
    <div className={styles["section"]}>
      <p className={styles["text"]}>{t("settings.backups.text")}</p>
      <Where state={state} />
      {state.folder !== null && <Making state={state} />}
      {state.folder !== null && <BackupTable state={state} />}
      <UndoRestore />
      <RecordsSection />
    </div>
  );
}

function Where({ state }: { readonly state: BackupState }) {
  const { t } = useTranslation();
  const { chooseFolder, setInterval } = useBackupChanges();
  return (
    <>
      <div className={styles["where"]}>
        <div>
          <p className={styles["label"]}>{t("settings.backups.folder")}</p>
          <p className={styles["folder"]} data-testid="backup-folder">
            {state.folder ?? t("settings.backups.noFolder")}
          </p>
        </div>
        <Button
          variant={state.folder === null ? "filled" : "default"}
          leftSection={<IconFolder size={18} stroke={1.6} />}
          loading={chooseFolder.isPending}
          disabled={state.progress !== null}
          data-testid="backup-choose"
          onClick={() => {
            chooseFolder.mutate();
          }}
        >
          {t(state.folder === null ? "settings.backups.choose" : "settings.backups.chooseOther")}
        </Button>
      </div>
      {chooseFolder.isError && <FailureNotice error={chooseFolder.error} />}
      {state.folder !== null && (
        <Select
          label={t("settings.backups.interval")}
          description={t("settings.backups.intervalHint")}
          className={styles["interval"] ?? ""}
          allowDeselect={false}
          value={state.interval}
          data={BACKUP_INTERVALS.map((interval) => ({
            value: interval,
            label: t(`settings.backups.intervals.${interval}`),
          }))}
          data-testid="backup-interval"
          onChange={(chosen) => {
            const interval = BACKUP_INTERVALS.find((each) => each === chosen);
            if (interval) setInterval.mutate(interval);
          }}
        />
      )}
      {setInterval.isError && <FailureNotice error={setInterval.error} />}
    </>
  );
}

function Making({ state }: { readonly state: BackupState }) {
  const { t } = useTranslation();
  const { make } = useBackupChanges();
  const { progress, last, failure } = state;
  return (
    <div className={styles["making"]}>
      {progress === null ? (
        <Group gap={12}>
          <Button
            leftSection={<IconShieldCheck size={18} stroke={1.6} />}
            loading={make.isPending}
            data-testid="backup-make"
            onClick={() => {
              make.mutate();
            }}
          >
            {t("settings.backups.make")}
          </Button>
        </Group>
      ) : (
        <div data-testid="backup-progress">
          <p className={styles["label"]}>{t("settings.backups.making")}</p>
          <Progress value={progress * 100} aria-label={t("settings.backups.making")} />
        </div>
      )}
      {make.isError && <FailureNotice error={make.error} />}
      {failure && (
        <>
          <p className={styles["label"]}>
            {t("settings.backups.failed", { moment: momentText(failure.at) })}
          </p>
          <FailureNotice error={new RequestFailure({ code: failure.code, details: {} })} />
        </>
      )}
      {last && !failure && progress === null && (
        <Alert
          color={last.damaged > 0 ? "orange" : "petrol"}
          variant="light"
          icon={<IconCircleCheck />}
          title={t("settings.backups.last", { moment: momentText(last.takenAt) })}
          data-testid="backup-last"
        >
          <p>
            {t("settings.backups.lastText", {
              copied: last.copied,
              patients: last.counts.patients,
              photos: last.counts.photos,
            })}
          </p>
          {last.damaged > 0 && (
            <>
              <p>{t("settings.backups.damaged", { count: last.damaged })}</p>
              <p>{t("settings.backups.damagedWhose")}</p>
            </>
          )}
        </Alert>
      )}
    </div>
  );
}
