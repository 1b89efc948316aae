import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ColumnMapping, ImportPreview } from "../../../electron/contract/imports";
import { PATIENT_FIELDS, type PatientField } from "../../../electron/domain/patientTable/fields";
import styles from "./import.module.css";

interface MappingTableProps {
  readonly preview: ImportPreview;
  readonly onChange: (mapping: ColumnMapping) => void;
}

/** Which column holds which field, with examples from the first rows. */
export function MappingTable({ preview, onChange }: MappingTableProps) {
  const { t } = useTranslation();
  const { columns, mapping, sample } = preview;
  const choices = [
    { value: "", label: t("import.noColumn") },
    ...columns.map((name, column) => ({
      value: String(column),
      label: name === "" ? String(column + 1) : name,
    })),
  ];
  const choose = (field: PatientField, value: string): void => {
    const column = value === "" ? null : Number(value);
    // A column stands for one field: whichever had it before loses it.
    const freed = Object.fromEntries(
      PATIENT_FIELDS.map((other) => [other, mapping[other] === column ? null : mapping[other]]),
    ) as ColumnMapping;
    onChange({ ...freed, [field]: column });
  };
  const exampleOf = (field: PatientField): string => {
    const column = mapping[field];
    if (column === null) return "";
    return sample
      .map((cells) => cells[column] ?? "")
      .filter(Boolean)
      .join(" · ");
  };
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("import.field")}</th>
          <th scope="col">{t("import.column")}</th>
          <th scope="col">{t("import.sample")}</th>
        </tr>
      </thead>
      <tbody>
        {PATIENT_FIELDS.map((field) => (
          <tr key={field}>
            <th scope="row">{t(`patientForm.${field}`)}</th>
            <td>
              <NativeSelect
                aria-label={t(`patientForm.${field}`)}
                data={choices}
                value={String(mapping[field] ?? "")}
                data-testid={`import-column-${field}`}
                onChange={({ currentTarget }) => {
                  choose(field, currentTarget.value);
                }}
              />
            </td>
            <td className={styles["example"]}>{exampleOf(field)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
