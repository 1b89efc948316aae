import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { backupsFail } from "../../../electron/domain/backupRule";
import { momentText } from "../../words/dates";
import { useBackups } from "../backups/useBackups";
import { useRecords } from "../records/useRecords";
import { Banner } from "./Banner";
import { useNavigation } from "./navigation";

/** What administrators must know of what is kept: it is damaged, or is not backed up any more. */
export function KeepingBanners() {
  return (
    <>
      <RecordsBanner />
      <BackupsBanner />
    </>
  );
}

function RecordsBanner() {
  const { t } = useTranslation();
  const last = useRecords().data?.last;
  if (!last) return null;
  const lost = last.faults.filter(({ restored }) => !restored).length;
  const isDatabase = last.records === "damaged";
  if (!isDatabase && lost === 0) return null;
  return (
    <Banner
      tone={isDatabase ? "alarm" : "warning"}
      icon={<IconAlertTriangle size={20} stroke={1.6} />}
      testId="records-banner"
    >
      <strong>
        {isDatabase ? t("banner.records.database") : t("banner.records.files", { count: lost })}
      </strong>{" "}
      {isDatabase && t("banner.records.databaseText")}{" "}
      <ShowButton label={t("banner.records.show")} />
    </Banner>
  );
}

function BackupsBanner() {
  const { t } = useTranslation();
  const state = useBackups().data;
  if (!state || !backupsFail(state, new Date())) return null;
  return (
    <Banner
      tone="warning"
      icon={<IconAlertTriangle size={20} stroke={1.6} />}
      testId="backups-banner"
    >
      <strong>{t("banner.backups.title")}</strong>{" "}
      {state.last
        ? t("banner.backups.last", { moment: momentText(state.last.takenAt) })
        : t("banner.backups.none")}{" "}
      <ShowButton label={t("banner.backups.show")} />
    </Banner>
  );
}

function ShowButton({ label }: { readonly label: string }) {
  const { go } = useNavigation();
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => {
        go({ room: "settings", section: "backups" });
      }}
    >
      {label}
    </Button>
  );
}
