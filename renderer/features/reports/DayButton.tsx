import { Button } from "@mantine/core";
import { IconFiles } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useReportDesk } from "./reportDesk";

/** Opens the reports of a day. */
export function DayButton() {
  const { t } = useTranslation();
  const { openDay } = useReportDesk();
  return (
    <Button
      variant="default"
      leftSection={<IconFiles size={16} stroke={1.6} />}
      onClick={openDay}
      data-testid="day-reports"
    >
      {t("reports.day.open")}
    </Button>
  );
}
