import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PatientDetail } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { failureFrom } from "../../api/failure";
import { queryKeys } from "../../api/queryKeys";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { today } from "../../words/dates";
import { draftErrors, draftOf, isSameDraft, patientFrom, type DraftError } from "./patientDraft";
import { PatientFields } from "./PatientFields";
import styles from "./patients.module.css";

interface PatientDialogProps {
  /** Null: a new one. */
  readonly patient: PatientDetail | null;
  /** Family name that a new patient begins with. */
  readonly familyName?: string;
  readonly submit?: string;
  readonly onClose: () => void;
  readonly onSaved?: (patient: PatientDetail) => void;
}

/** Registers or edits a patient. What was typed is only thrown away when somebody says so. */
export function PatientDialog(props: PatientDialogProps) {
  const { patient, familyName = "", onClose, onSaved } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const [initial] = useState(() => draftOf(patient, familyName));
  const [draft, setDraft] = useState(initial);
  const [errors, setErrors] = useState<readonly DraftError[]>([]);
  const [asksDiscard, setAsksDiscard] = useState(false);
  const dirty = !isSameDraft(draft, initial);

  const save = useMutation({
    mutationFn: () =>
      patient
        ? call("patients.update", { ...patientFrom(draft), patientId: patient.id })
        : call("patients.create", patientFrom(draft)),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.patient(saved.id), saved);
      onClose();
      onSaved?.(saved);
    },
  });
  const isNumberTaken = save.isError && failureFrom(save.error).code === "patient.number-taken";

  const leave = (): void => {
    if (dirty) setAsksDiscard(true);
    else onClose();
  };
  useEffect(() => {
    if (!dirty) return undefined;
    // The window stays open, and asks.
    const keep = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
      // Chromium before 119 listens to this only.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      event.returnValue = true;
      setAsksDiscard(true);
    };
    window.addEventListener("beforeunload", keep);
    return () => {
      window.removeEventListener("beforeunload", keep);
    };
  }, [dirty]);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = draftErrors(draft, today());
    // A date that was typed in part reads as empty.
    const date = event.currentTarget.elements.namedItem("dateOfBirth");
    if (date instanceof HTMLInputElement && date.validity.badInput) found.push("dateOfBirth");
    setErrors(found);
    const [first] = found;
    if (first === undefined) {
      save.mutate();
      return;
    }
    const field = event.currentTarget.elements.namedItem(
      first === "familyName" ? "familyName" : "dateOfBirth",
    );
    if (field instanceof HTMLElement) field.focus();
  };

  return (
    <Dialog
      opened
      onClose={leave}
      busy={save.isPending}
      title={patient ? t("patientForm.editTitle") : t("patientForm.newTitle")}
      size={560}
      closeOnClickOutside={!dirty}
    >
      <form onSubmit={submit} noValidate data-testid="patient-form">
        <PatientFields
          draft={draft}
          errors={errors}
          isNumberTaken={isNumberTaken}
          onChange={(change) => {
            setDraft({ ...draft, ...change });
            setErrors([]);
            if (isNumberTaken) save.reset();
          }}
        />
        {save.isError && !isNumberTaken && <FailureNotice error={save.error} />}
        {asksDiscard ? (
          <div className={styles["discard"]} role="alertdialog" aria-labelledby="discard-title">
            <strong id="discard-title">{t("patientForm.discardTitle")}</strong>
            <Button
              variant="default"
              autoFocus
              onClick={() => {
                setAsksDiscard(false);
              }}
            >
              {t("patientForm.keep")}
            </Button>
            <Button color="red" onClick={onClose} data-testid="patient-discard">
              {t("patientForm.discard")}
            </Button>
          </div>
        ) : (
          <Group justify="flex-end" gap={8} mt={24}>
            <Button variant="default" onClick={leave} disabled={save.isPending}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} data-testid="patient-save">
              {props.submit ?? (patient ? t("common.save") : t("patientForm.create"))}
            </Button>
          </Group>
        )}
      </form>
    </Dialog>
  );
}
