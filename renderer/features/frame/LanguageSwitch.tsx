import { IconLanguage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../../electron/domain/language";
import { ChoiceMenu } from "../../ui/ChoiceMenu";
import { chooseLanguage, useLanguage } from "../../words/language";

/** The language of the window, by the languages' own names; kept on this computer. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  return (
    <ChoiceMenu
      name="language"
      label={t("language.label")}
      icon={IconLanguage}
      value={useLanguage()}
      choices={LANGUAGES.map((language) => ({
        value: language,
        label: t(`language.${language}`),
        lang: language,
      }))}
      onChoose={chooseLanguage}
    />
  );
}
