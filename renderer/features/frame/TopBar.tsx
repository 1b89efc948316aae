import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../api/useSession";
import { useStatus } from "../../api/useStatus";
import { useShortcuts } from "../../ui/useShortcuts";
import { ExportIndicator } from "../exports/ExportIndicator";
import { BatchIndicator } from "../reports/BatchIndicator";
import { SearchButton } from "../search/SearchButton";
import { TrainingIndicator } from "../training/TrainingIndicator";
import { DeviceBadge } from "./DeviceBadge";
import styles from "./frame.module.css";
import { HelpDialogs, type HelpPage } from "./HelpDialogs";
import { JobsIndicator } from "./JobsIndicator";
import { Mark } from "./Mark";
import { ThemeSwitch } from "./ThemeSwitch";
import { UserMenu } from "./UserMenu";

export function TopBar() {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const { data: session } = useSession();
  const [help, setHelp] = useState<HelpPage | null>(null);
  const showKeys = (): void => {
    setHelp("keys");
  };
  useShortcuts({ "?": showKeys });
  return (
    <header className={styles["top"]}>
      <Mark />
      <h1 className={styles["clinic"]}>
        {(session?.state === "open" && session.clinicName) || t("app.name")}
      </h1>
      <SearchButton showHelp={setHelp} />
      <div className={styles["tools"]}>
        <TrainingIndicator />
        <BatchIndicator />
        <ExportIndicator />
        <JobsIndicator />
        {status && <DeviceBadge vision={status.vision} />}
        <ThemeSwitch />
        <Tooltip label={`${t("frame.help")} (?)`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t("frame.help")}
            onClick={showKeys}
          >
            <IconHelp size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <UserMenu />
      </div>
      <HelpDialogs page={help} onPage={setHelp} />
    </header>
  );
}
