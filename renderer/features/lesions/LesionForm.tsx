import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Lesion, LesionId, PatientId } from "../../../electron/contract/shapes";
import { isSite, SITES } from "../../../electron/domain/bodyMap/sites";
import { FailureNotice } from "../../ui/FailureNotice";
import { movedToSite, type LesionDraft } from "./lesionDraft";
import styles from "./lesions.module.css";
import { useLesionActions } from "./useLesions";

interface LesionFormProps {
  readonly patientId: PatientId;
  readonly draft: LesionDraft;
  /** Only a lesion without photos can be deleted; others are archived. */
  readonly hasPhotos: boolean;
  readonly onChange: (draft: LesionDraft) => void;
  /** The lesion as it is now; null where nothing was saved or it is gone. */
  readonly onDone: (lesionId: LesionId | null) => void;
}

/** Names and places a lesion; the map moves the draft meanwhile. */
export function LesionForm({ patientId, draft, hasPhotos, onChange, onDone }: LesionFormProps) {
  const { t } = useTranslation();
  const { create, update, remove } = useLesionActions(patientId);
  const { lesion, label, site, position } = draft;
  const error = create.error ?? update.error ?? remove.error;
  const busy = create.isPending || update.isPending || remove.isPending;

  const done = ({ id }: Lesion): void => {
    onDone(id);
  };
  const save = (archived: boolean): void => {
    const saved = { label: label.trim(), site, position };
    if (lesion) update.mutate({ ...saved, lesionId: lesion.id, archived }, { onSuccess: done });
    else create.mutate(saved, { onSuccess: done });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    save(lesion !== null && lesion.archivedAt !== null);
  };

  return (
    <form className={styles["form"]} onSubmit={submit} data-testid="lesion-form">
      <h4 className={styles["formTitle"]}>
        {lesion ? t("lesions.editTitle", { number: lesion.number }) : t("lesions.newTitle")}
      </h4>
      <div className={styles["formFields"]}>
        <NativeSelect
          label={t("lesions.site")}
          value={site}
          data={SITES.map((name) => ({ value: name, label: t(`sites.${name}`) }))}
          data-testid="lesion-site"
          onChange={({ currentTarget: { value } }) => {
            if (isSite(value)) onChange(movedToSite(draft, value));
          }}
        />
        <TextInput
          label={t("lesions.label")}
          placeholder={t("lesions.labelHint")}
          maxLength={120}
          // What comes next, also for those who placed it with the keyboard.
          autoFocus
          autoComplete="off"
          value={label}
          data-testid="lesion-label"
          onChange={({ currentTarget }) => {
            onChange({ ...draft, label: currentTarget.value });
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape" && !busy) onDone(lesion?.id ?? null);
          }}
        />
      </div>
      <p className={styles["formHint"]}>{t("lesions.placeHint")}</p>
      {error && <FailureNotice error={error} />}
      <div className={styles["formActions"]}>
        {lesion && !hasPhotos && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            disabled={busy}
            onClick={() => {
              remove.mutate(lesion.id, {
                onSuccess: () => {
                  onDone(null);
                },
              });
            }}
            data-testid="lesion-delete"
          >
            {t("lesions.delete")}
          </Button>
        )}
        {lesion && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            disabled={busy}
            onClick={() => {
              save(lesion.archivedAt === null);
            }}
            data-testid="lesion-archive"
          >
            {t(lesion.archivedAt === null ? "lesions.archive" : "lesions.takeUp")}
          </Button>
        )}
        <span className={styles["formGap"]} />
        <Button
          variant="default"
          disabled={busy}
          onClick={() => {
            onDone(lesion?.id ?? null);
          }}
        >
          {t("common.cancel")}
        </Button>
        <Button type="submit" loading={busy} data-testid="lesion-save">
          {lesion ? t("common.save") : t("lesions.create")}
        </Button>
      </div>
    </form>
  );
}
