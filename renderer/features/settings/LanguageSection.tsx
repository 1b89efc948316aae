import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../../electron/domain/language";
import { Choices } from "../../ui/Choices";
import { chooseLanguage, useLanguage } from "../../words/language";
import styles from "./settings.module.css";

/** The language of the window on this computer, whoever signs in. */
export function LanguageSection() {
  const { t } = useTranslation();
  const spoken = useLanguage();
  return (
    <div className={styles["form"]} data-testid="language-choices">
      <Choices
        kind="one"
        legend={t("language.label")}
        hint={t("language.hint")}
        options={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
        chosen={[spoken]}
        onChange={([language]) => {
          if (language) chooseLanguage(language);
        }}
      />
    </div>
  );
}
