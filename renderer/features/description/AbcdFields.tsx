import { useTranslation } from "react-i18next";
import {
  ABCD_COLOURS,
  ABCD_STRUCTURES,
  MOST_ASYMMETRY,
  MOST_BORDER,
  type AbcdChecklist,
} from "../../../electron/domain/abcdRule";
import { Choices } from "../../ui/Choices";
import styles from "./description.module.css";

interface AbcdFieldsProps {
  readonly checklist: AbcdChecklist;
  readonly disabled: boolean;
  readonly onChange: (checklist: AbcdChecklist) => void;
}

/** Two numbers to choose, and the colours and structures that are seen. */
export function AbcdFields({ checklist, disabled, onChange }: AbcdFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["fields"]}>
      <Choices
        legend={t("abcd.asymmetry")}
        term="asymmetry"
        hint={t("abcd.asymmetryHint")}
        kind="one"
        options={numbersTo(MOST_ASYMMETRY)}
        chosen={chosenNumber(checklist.asymmetry)}
        disabled={disabled}
        onChange={([value]) => {
          onChange({ ...checklist, asymmetry: Number(value) });
        }}
      />
      <Choices
        legend={t("abcd.border")}
        term="border"
        hint={t("abcd.borderHint")}
        kind="one"
        options={numbersTo(MOST_BORDER)}
        chosen={chosenNumber(checklist.border)}
        disabled={disabled}
        onChange={([value]) => {
          onChange({ ...checklist, border: Number(value) });
        }}
      />
      <Choices
        legend={t("abcd.colours")}
        term="colours"
        hint={t("abcd.seenHint")}
        kind="many"
        options={ABCD_COLOURS.map((value) => ({ value, label: t(`abcd.colour.${value}`) }))}
        chosen={checklist.colours}
        disabled={disabled}
        onChange={(colours) => {
          onChange({ ...checklist, colours });
        }}
      />
      <Choices
        legend={t("abcd.structures")}
        term="structures"
        hint={t("abcd.seenHint")}
        kind="many"
        options={ABCD_STRUCTURES.map((value) => ({ value, label: t(`abcd.structure.${value}`) }))}
        chosen={checklist.structures}
        disabled={disabled}
        onChange={(structures) => {
          onChange({ ...checklist, structures });
        }}
      />
    </div>
  );
}

function numbersTo(most: number) {
  return Array.from({ length: most + 1 }, (_, number) => ({
    value: String(number),
    label: String(number),
  }));
}

function chosenNumber(number: number | null): string[] {
  return number === null ? [] : [String(number)];
}
