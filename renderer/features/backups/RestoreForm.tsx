import { Alert, Button, PasswordInput, Progress, Select, Textarea, TextInput } from "@mantine/core";
import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Backup, BackupKey, SnapshotId } from "../../../electron/contract/backups";
import { readRecoveryKey } from "../../../electron/domain/recoveryKey";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { Choices } from "../../ui/Choices";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { IconArchive, IconCircleCheck } from "@tabler/icons-react";
import { momentText } from "../../words/dates";
import styles from "./backups.module.css";
import { useRestoreProgress } from "./useBackups";

/** Tells the way back whether a restore is under way. */
const RESTORE_KEY = ["restore"] as const;

/** A folder of backups, one of them, its key: then the clinic is as it was. */
export function RestoreForm({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const look = useMutation({ mutationFn: () => call("restore.look", {}) });
  const found = look.data?.backups ?? null;
  const isRestoring = useIsMutating({ mutationKey: RESTORE_KEY }) > 0;
  return (
    <div className={styles["restore"]} data-testid="restore">
      {found === null && (
        <Button
          size="md"
          loading={look.isPending}
          data-testid="restore-choose"
          onClick={() => {
            look.mutate();
          }}
        >
          {t("session.restore.choose")}
        </Button>
      )}
      {look.isError && <FailureNotice error={look.error} />}
      {found?.length === 0 && (
        <EmptyState
          icon={IconArchive}
          title={t("session.restore.none")}
          text={t("session.restore.noneText")}
        />
      )}
      {found && found.length > 0 && <ChosenBackup backups={found} onDone={onBack} />}
      <Button variant="subtle" disabled={isRestoring} onClick={onBack} data-testid="restore-back">
        {t("session.restore.back")}
      </Button>
    </div>
  );
}

const KEY_KINDS = ["recovery", "password"] as const;
type KeyKind = (typeof KEY_KINDS)[number];

interface ChosenBackupProps {
  readonly backups: readonly Backup[];
  readonly onDone: () => void;
}

function ChosenBackup({ backups, onDone }: ChosenBackupProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const readable = backups.filter(({ counts }) => counts !== null);
  const [id, setId] = useState<SnapshotId | null>(readable[0]?.id ?? null);
  const [kind, setKind] = useState<KeyKind>("recovery");
  const [recoveryKey, setRecoveryKey] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const progress = useRestoreProgress();
  const isKey = readRecoveryKey(recoveryKey) !== null;
  const isReady = kind === "recovery" ? isKey : name.trim() !== "" && password !== "";
  const chosen = readable.find((backup) => backup.id === id);
  const restore = useMutation({
    mutationKey: RESTORE_KEY,
    mutationFn: (backup: SnapshotId) => {
      const key: BackupKey = kind === "recovery" ? { kind, recoveryKey } : { kind, name, password };
      return call("restore.begin", { id: backup, key });
    },
    onSettled: () => {
      setPassword("");
    },
  });

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (isReady && id !== null && !restore.isPending) restore.mutate(id);
  };

  if (restore.data) {
    const { kept, damaged } = restore.data;
    return (
      <>
        <Alert
          color="petrol"
          variant="light"
          icon={<IconCircleCheck />}
          title={t("session.restore.done")}
          data-testid="restore-done"
        >
          <p>{t(kept ? "session.restore.doneKept" : "session.restore.doneText")}</p>
          {damaged > 0 && <p>{t("settings.backups.damaged", { count: damaged })}</p>}
        </Alert>
        <Button
          size="md"
          data-testid="restore-sign-in"
          onClick={() => {
            onDone();
            // Where there was no clinic before, there is one to sign in to now.
            void client.invalidateQueries({ queryKey: queryKeys.session });
          }}
        >
          {t("session.signIn")}
        </Button>
      </>
    );
  }
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      <Select
        label={t("session.restore.backup")}
        allowDeselect={false}
        value={id}
        data={readable.map((backup) => ({ value: backup.id, label: momentText(backup.takenAt) }))}
        description={
          chosen?.counts &&
          t("session.restore.holds", {
            patients: chosen.counts.patients,
            photos: chosen.counts.photos,
            reports: chosen.counts.reports,
          })
        }
        data-testid="restore-backup"
        onChange={(value) => {
          setId(readable.find((backup) => backup.id === value)?.id ?? null);
        }}
      />
      <Choices
        legend={t("session.restore.key")}
        kind="one"
        options={KEY_KINDS.map((value) => ({ value, label: t(`session.restore.keys.${value}`) }))}
        chosen={[kind]}
        onChange={([value]) => {
          if (value) setKind(value);
        }}
      />
      {kind === "recovery" ? (
        <Textarea
          label={t("session.recover.key")}
          description={t("session.recover.keyHint")}
          autosize
          minRows={2}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={recoveryKey}
          error={tried && !isKey && t("errors.session.recovery-key.do")}
          data-testid="restore-recovery-key"
          onChange={({ currentTarget }) => {
            setRecoveryKey(currentTarget.value);
          }}
        />
      ) : (
        <>
          <TextInput
            label={t("session.recover.name")}
            maxLength={64}
            autoComplete="username"
            value={name}
            data-testid="restore-name"
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
            }}
          />
          <PasswordInput
            label={t("session.restore.password")}
            maxLength={256}
            autoComplete="current-password"
            value={password}
            visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
            data-testid="restore-password"
            onChange={({ currentTarget }) => {
              setPassword(currentTarget.value);
            }}
          />
        </>
      )}
      <p className={styles["hint"]}>{t("session.restore.keeps")}</p>
      {restore.isError && <FailureNotice error={restore.error} />}
      {restore.isPending && (
        <Progress value={(progress ?? 0) * 100} aria-label={t("session.restore.atWork")} />
      )}
      <Button type="submit" size="md" loading={restore.isPending} data-testid="restore-submit">
        {t("session.restore.submit")}
      </Button>
    </form>
  );
}
