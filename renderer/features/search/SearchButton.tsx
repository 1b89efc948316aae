import { UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../../ui/useShortcuts";
import { keyText } from "../../words/keyNames";
import type { HelpPage } from "../frame/HelpDialogs";
import styles from "./search.module.css";
import { SearchPalette } from "./SearchPalette";

/** The way to everything, in sight and by one key. */
export function SearchButton({ showHelp }: { readonly showHelp: (page: HelpPage) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const open = (): void => {
    setOpened(true);
  };
  useShortcuts({ "ctrl+k": open });
  return (
    <>
      <UnstyledButton className={styles["button"]} onClick={open} data-testid="search-open">
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={styles["buttonText"]}>{t("search.title")}</span>
        <kbd className={styles["keys"]}>{keyText("Ctrl K")}</kbd>
      </UnstyledButton>
      {opened && (
        <SearchPalette
          showHelp={showHelp}
          onClose={() => {
            setOpened(false);
          }}
        />
      )}
    </>
  );
}
