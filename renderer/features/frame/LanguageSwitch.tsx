import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, IconLanguage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../../electron/domain/language";
import { chooseLanguage, useLanguage } from "../../words/language";

/** The language of the window, by the languages' own names; kept on this computer. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const spoken = useLanguage();
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("language.label")}
          data-testid="language-switch"
        >
          <IconLanguage size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("language.label")}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={language === spoken}
            rightSection={language === spoken ? <IconCheck size={16} /> : null}
            data-testid={`language-${language}`}
            onClick={() => {
              chooseLanguage(language);
            }}
          >
            {t(`language.${language}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
