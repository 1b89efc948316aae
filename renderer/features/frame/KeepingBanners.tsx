import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ExaminationState } from "../../../electron/contract/examination";
import { momentText } from "../../words/dates";
import { useRecords } from "../records/useRecords";
import { Banner } from "./Banner";
import { useNavigation } from "./navigation";

/** What administrators must know of what is kept: it is damaged, or is not backed up any more. */
export function KeepingBanners() {
  const state = useRecords().data;
  return (
    <>
      {state?.last && <RecordsBanner last={state.last} />}
      {state?.failingBackups && <BackupsBanner last={state.failingBackups.last} />}
    </>
  );
}

function RecordsBanner({ last }: { readonly last: NonNullable<ExaminationState["last"]> }) {
  const { t } = useTranslation();
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

function BackupsBanner({ last }: { readonly last: string | null }) {
  const { t } = useTranslation();
  return (
    <Banner
      tone="warning"
      icon={<IconAlertTriangle size={20} stroke={1.6} />}
      testId="backups-banner"
    >
      <strong>{t("banner.backups.title")}</strong>{" "}
      {last === null
        ? t("banner.backups.none")
        : t("banner.backups.last", { moment: momentText(last) })}{" "}
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
