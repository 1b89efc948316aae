import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PatientDetail } from "../../../electron/contract/shapes";
import { PATIENT_FIELDS, type PatientField } from "../../../electron/domain/patientTable/fields";
import { LONGEST } from "../../../electron/domain/patientTable/readRow";
import { calendarText } from "../../words/dates";
import { bothNotesFit, differingFields, type Choice, type Choices } from "./mergeChoice";
import styles from "./merge.module.css";

interface MergeTableProps {
  readonly kept: PatientDetail;
  readonly other: PatientDetail;
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
}

/** Both records side by side; where they differ, somebody chooses which value survives. */
export function MergeTable({ kept, other, choices, onChoose }: MergeTableProps) {
  const { t } = useTranslation();
  const differing = differingFields(kept, other);
  return (
    <table className={styles["table"]} data-testid="merge-table">
      <thead>
        <tr>
          <th scope="col">{t("merge.field")}</th>
          <th scope="col">{t("merge.kept")}</th>
          <th scope="col">{t("merge.other")}</th>
        </tr>
      </thead>
      <tbody>
        {PATIENT_FIELDS.map((field) => (
          <FieldRow
            key={field}
            field={field}
            kept={kept}
            other={other}
            choice={differing.includes(field) ? choices[field] : null}
            onChoose={(choice) => {
              onChoose({ ...choices, [field]: choice });
            }}
          />
        ))}
        <tr>
          <th scope="row">{t("merge.photos")}</th>
          <td>{kept.photoCount}</td>
          <td>{other.photoCount}</td>
        </tr>
      </tbody>
    </table>
  );
}

interface FieldRowProps {
  readonly field: PatientField;
  readonly kept: PatientDetail;
  readonly other: PatientDetail;
  /** Null where both records say the same. */
  readonly choice: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

function FieldRow({ field, kept, other, choice, onChoose }: FieldRowProps) {
  const { t } = useTranslation();
  const name = t(`patientForm.${field}`);
  const textOf = (patient: PatientDetail): string => {
    if (field === "sex") return t(`sex.${patient.sex}`);
    const value = patient[field];
    if (value === null || value === "") return t("merge.empty");
    return field === "dateOfBirth" ? calendarText(value) : value;
  };
  if (choice === null) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td>{textOf(kept)}</td>
        <td className={styles["faint"]}>{t("merge.same")}</td>
      </tr>
    );
  }
  const fits = bothNotesFit(kept, other);
  const option = (value: Choice, label: string) => (
    <Radio
      name={`merge-${field}`}
      label={label}
      disabled={value === "both" && !fits}
      description={value === "both" && !fits && t("merge.bothTooLong", { limit: LONGEST.notes })}
      checked={choice === value}
      data-testid={`merge-${field}-${value}`}
      onChange={() => {
        onChoose(value);
      }}
    />
  );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {option("kept", textOf(kept))}
        {field === "notes" && kept.notes !== "" && other.notes !== "" && (
          <div className={styles["both"]}>{option("both", t("merge.both"))}</div>
        )}
      </td>
      <td>{option("other", textOf(other))}</td>
    </tr>
  );
}
