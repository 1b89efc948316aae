import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../api/useSession";
import { LeadLine } from "../../ui/LeadLine";
import { useNavigation } from "../frame/navigation";
import { useBackups } from "./useBackups";

/** For administrators of a real clinic, one line: no folder was chosen, so nothing is backed up. */
export function NoBackupsLine() {
  const { data: session } = useSession();
  const isAsked = session?.state === "open" && !session.demo && session.account.role === "admin";
  return isAsked ? <Line /> : null;
}

function Line() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { data: backups } = useBackups();
  if (backups?.folder !== null) return null;
  return (
    <LeadLine
      icon={IconAlertTriangle}
      tone="warning"
      title={t("settings.backups.unset")}
      text={t("settings.backups.unsetText")}
      testId="no-backups"
      onOpen={() => {
        go({ room: "settings", section: "backups" });
      }}
    />
  );
}
