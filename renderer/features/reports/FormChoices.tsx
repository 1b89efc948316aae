import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../../electron/domain/language";
import { PAPERS } from "../../../electron/domain/report";
import { Choices } from "../../ui/Choices";
import type { ReportForm } from "./reportForm";
import styles from "./reports.module.css";

interface FormChoicesProps {
  readonly form: ReportForm;
  /** Whether similar confirmed cases can be part of it. */
  readonly takesSimilar?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (form: ReportForm) => void;
}

/** Language, paper, and what a report may leave out. */
export function FormChoices({
  form,
  takesSimilar = false,
  disabled = false,
  onChange,
}: FormChoicesProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["form"]}>
      <div className={styles["formLine"]}>
        <Choices
          kind="one"
          legend={t("reports.language")}
          options={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
          chosen={[form.language]}
          disabled={disabled}
          onChange={([language]) => {
            if (language) onChange({ ...form, language });
          }}
        />
        <Choices
          kind="one"
          legend={t("reports.paper")}
          options={PAPERS.map((value) => ({ value, label: t(`reports.papers.${value}`) }))}
          chosen={[form.paper]}
          disabled={disabled}
          onChange={([paper]) => {
            if (paper) onChange({ ...form, paper });
          }}
        />
      </div>
      {takesSimilar && (
        <Switch
          label={t("reports.similar")}
          checked={form.similar}
          withThumbIndicator={false}
          data-testid="report-similar"
          onChange={({ currentTarget }) => {
            onChange({ ...form, similar: currentTarget.checked });
          }}
        />
      )}
    </div>
  );
}
