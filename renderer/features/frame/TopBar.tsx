import { ActionIcon, Tooltip } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";
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
import { JobsIndicator } from "./JobsIndicator";
import { KeysDialog } from "./KeysDialog";
import { Mark } from "./Mark";
import { ThemeSwitch } from "./ThemeSwitch";
import { UserMenu } from "./UserMenu";

export function TopBar() {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const { data: session } = useSession();
  const [showsKeys, setShowsKeys] = useState(false);
  const showKeys = (): void => {
    setShowsKeys(true);
  };
  useShortcuts({ "?": showKeys });
  return (
    <header className={styles["top"]}>
      <Mark />
      <h1 className={styles["clinic"]}>
        {(session?.state === "open" && session.clinicName) || t("app.name")}
      </h1>
      <SearchButton showKeys={showKeys} />
      <div className={styles["tools"]}>
        <TrainingIndicator />
        <BatchIndicator />
        <ExportIndicator />
        <JobsIndicator />
        {status && <DeviceBadge vision={status.vision} />}
        <ThemeSwitch />
        <Tooltip label={`${t("frame.keys.open")} (?)`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t("frame.keys.open")}
            onClick={showKeys}
          >
            <IconKeyboard size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <UserMenu />
      </div>
      <KeysDialog
        opened={showsKeys}
        onClose={() => {
          setShowsKeys(false);
        }}
      />
    </header>
  );
}
