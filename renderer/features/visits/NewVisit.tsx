import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PatientId } from "../../../electron/contract/shapes";
import { MAX_VISIT_NOTE, type Visit } from "../../../electron/contract/visits";
import { isPlausibleDay } from "../../../electron/domain/patient";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { today } from "../../words/dates";
import { useVisitActions } from "./useVisits";
import styles from "./visits.module.css";

interface NewVisitProps {
  readonly patientId: PatientId;
  /** Those the patient has. */
  readonly visits: readonly Visit[];
}

/** Enters a visit at which no photo was taken. What was typed stays when the dialog is closed. */
export function NewVisit({ patientId, visits }: NewVisitProps) {
  const { t } = useTranslation();
  const { create } = useVisitActions(patientId);
  const [opened, setOpened] = useState(false);
  const [date, setDate] = useState(today);
  const [note, setNote] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const isValid = isPlausibleDay(date) && date <= today();

  const open = (): void => {
    if (note === "") setDate(today());
    setIsChecked(false);
    create.reset();
    setOpened(true);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setIsChecked(true);
    if (!isValid) {
      const field = event.currentTarget.elements.namedItem("date");
      if (field instanceof HTMLElement) field.focus();
      return;
    }
    create.mutate(
      { date, note: note.trim() },
      {
        onSuccess: () => {
          setNote("");
          setOpened(false);
        },
      },
    );
  };

  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={16} stroke={1.6} />}
        onClick={open}
        data-testid="visit-new"
      >
        {t("visits.new")}
      </Button>
      <Dialog
        opened={opened}
        onClose={() => {
          setOpened(false);
        }}
        busy={create.isPending}
        title={t("visits.new")}
        size={440}
        closeOnClickOutside={note === ""}
      >
        <form className={styles["form"]} onSubmit={submit} noValidate data-testid="visit-form">
          <TextInput
            name="date"
            type="date"
            label={t("visits.date")}
            withAsterisk
            max={today()}
            value={date}
            error={isChecked && !isValid && t("visits.dateInvalid")}
            description={visits.some((visit) => visit.date === date) && t("visits.sameDay")}
            data-testid="visit-date"
            onChange={({ currentTarget }) => {
              setDate(currentTarget.value);
            }}
          />
          <Textarea
            label={t("visits.note")}
            placeholder={t("visits.placeholder")}
            autosize
            minRows={3}
            maxRows={10}
            maxLength={MAX_VISIT_NOTE}
            value={note}
            data-autofocus
            data-testid="visit-new-note"
            onChange={({ currentTarget }) => {
              setNote(currentTarget.value);
            }}
          />
          {create.error && <FailureNotice error={create.error} />}
          <Group justify="flex-end" gap={8} mt={12}>
            <Button
              variant="default"
              disabled={create.isPending}
              onClick={() => {
                setOpened(false);
              }}
            >
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={create.isPending} data-testid="visit-create">
              {t("visits.create")}
            </Button>
          </Group>
        </form>
      </Dialog>
    </>
  );
}
