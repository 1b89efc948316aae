import { Button, Group, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoSummary } from "../../../electron/contract/shapes";
import { DIAGNOSES, isDiagnosis } from "../../../electron/domain/diagnosis";
import { isPlausibleDay } from "../../../electron/domain/patient";
import { Dialog } from "../../ui/Dialog";
import { Term } from "../../ui/Term";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { today } from "../../words/dates";
import { useOutcomeDrafts, type HistologyDraft } from "./outcomeDrafts";
import styles from "./outcomes.module.css";
import { useOutcomeActions } from "./useOutcomes";

const EMPTY: HistologyDraft = { diagnosis: null, date: "", note: "" };

interface HistologyDialogProps {
  readonly photo: PhotoSummary;
  readonly onClose: () => void;
}

/** Records a pathologist's report. What was typed stays when the dialog is closed. */
export function HistologyDialog({ photo, onClose }: HistologyDialogProps) {
  const { t } = useTranslation();
  const { drafts, change, forget } = useOutcomeDrafts();
  const { recordHistology } = useOutcomeActions(photo.id);
  const [isChecked, setIsChecked] = useState(false);
  const draft = drafts.get(photo.id)?.histology ?? EMPTY;
  const { diagnosis, date, note } = draft;
  const dateError = isPlausibleDay(date)
    ? date > today() && t("histology.errors.future")
    : t("histology.errors.date");

  const set = (changed: Partial<HistologyDraft>): void => {
    recordHistology.reset();
    change(photo.id, { histology: { ...draft, ...changed } });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setIsChecked(true);
    if (diagnosis === null || dateError !== false) {
      const first = event.currentTarget.elements.namedItem(
        diagnosis === null ? "diagnosis" : "date",
      );
      if (first instanceof HTMLElement) first.focus();
      return;
    }
    recordHistology.mutate(
      { diagnosis, date, note: note.trim() },
      {
        onSuccess: () => {
          forget(photo.id, "histology");
          onClose();
          showNotice(t("histology.recorded", { name: photo.name }));
        },
      },
    );
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      busy={recordHistology.isPending}
      title={<Term name="histology">{t("histology.title")}</Term>}
      size={440}
      closeOnClickOutside={false}
    >
      <form className={styles["form"]} onSubmit={submit} noValidate data-testid="histology-form">
        <p className={styles["explain"]}>
          {t(photo.lesion ? "histology.forLesion" : "histology.forPhoto")}
        </p>
        <NativeSelect
          name="diagnosis"
          label={t("histology.diagnosis")}
          withAsterisk
          value={diagnosis ?? ""}
          error={isChecked && diagnosis === null && t("histology.errors.diagnosis")}
          data={[
            { value: "", label: t("histology.choose"), disabled: true },
            ...DIAGNOSES.map((value) => ({ value, label: t(`diagnoses.${value}.name`) })),
          ]}
          data-autofocus
          data-testid="histology-diagnosis"
          onChange={({ currentTarget: { value } }) => {
            if (isDiagnosis(value)) set({ diagnosis: value });
          }}
        />
        <TextInput
          name="date"
          type="date"
          label={t("histology.date")}
          withAsterisk
          max={today()}
          value={date}
          error={isChecked && dateError}
          data-testid="histology-date"
          onChange={({ currentTarget }) => {
            set({ date: currentTarget.value });
          }}
        />
        <Textarea
          label={t("decision.note")}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          value={note}
          data-testid="histology-note"
          onChange={({ currentTarget }) => {
            set({ note: currentTarget.value });
          }}
        />
        {recordHistology.error && <FailureNotice error={recordHistology.error} />}
        <Group justify="flex-end" gap={8} mt={12}>
          <Button variant="default" onClick={onClose} disabled={recordHistology.isPending}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={recordHistology.isPending} data-testid="histology-save">
            {t("histology.record")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
