import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SEXES, type Sex } from "../../../electron/domain/patient";
import { today } from "../../words/dates";
import type { DraftError, PatientDraft } from "./patientDraft";
import styles from "./patients.module.css";

interface PatientFieldsProps {
  readonly draft: PatientDraft;
  readonly errors: readonly DraftError[];
  readonly isNumberTaken: boolean;
  readonly onChange: (change: Partial<PatientDraft>) => void;
}

export function PatientFields({ draft, errors, isNumberTaken, onChange }: PatientFieldsProps) {
  const { t } = useTranslation();
  const errorAt = (...names: DraftError[]): string | undefined => {
    const name = names.find((candidate) => errors.includes(candidate));
    return name && t(`patientForm.errors.${name}`);
  };
  return (
    <div className={styles["fields"]}>
      <TextInput
        label={t("patientForm.familyName")}
        name="familyName"
        withAsterisk
        data-autofocus
        maxLength={200}
        autoComplete="off"
        value={draft.familyName}
        error={errorAt("familyName")}
        data-testid="patient-family-name"
        onChange={({ currentTarget }) => {
          onChange({ familyName: currentTarget.value });
        }}
      />
      <TextInput
        label={t("patientForm.givenName")}
        maxLength={200}
        autoComplete="off"
        value={draft.givenName}
        data-testid="patient-given-name"
        onChange={({ currentTarget }) => {
          onChange({ givenName: currentTarget.value });
        }}
      />
      <TextInput
        label={t("patientForm.dateOfBirth")}
        name="dateOfBirth"
        type="date"
        min="1880-01-01"
        max={today()}
        value={draft.dateOfBirth}
        error={errorAt("dateOfBirth", "future")}
        data-testid="patient-date-of-birth"
        onChange={({ currentTarget }) => {
          onChange({ dateOfBirth: currentTarget.value });
        }}
      />
      <NativeSelect
        label={t("patientForm.sex")}
        value={draft.sex}
        data={SEXES.map((sex) => ({ value: sex, label: t(`sex.${sex}`) }))}
        data-testid="patient-sex"
        onChange={({ currentTarget }) => {
          onChange({ sex: sexFrom(currentTarget.value) });
        }}
      />
      <TextInput
        className={styles["wide"]}
        label={t("patientForm.number")}
        description={t("patientForm.numberHint")}
        maxLength={64}
        autoComplete="off"
        value={draft.number}
        error={isNumberTaken ? t("errors.patient.number-taken.what") : undefined}
        data-testid="patient-number"
        onChange={({ currentTarget }) => {
          onChange({ number: currentTarget.value });
        }}
      />
      <Textarea
        className={styles["wide"]}
        label={t("patientForm.notes")}
        maxLength={10_000}
        autosize
        minRows={3}
        maxRows={8}
        value={draft.notes}
        data-testid="patient-notes"
        onChange={({ currentTarget }) => {
          onChange({ notes: currentTarget.value });
        }}
      />
    </div>
  );
}

function sexFrom(value: string): Sex {
  return SEXES.find((sex) => sex === value) ?? "unknown";
}
