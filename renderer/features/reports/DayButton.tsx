import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconFiles } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useReportDesk } from "./reportDesk";

/** Opens the reports of a day; `compact`: only the icon, where space is short. */
export function DayButton({ compact = false }: { readonly compact?: boolean }) {
  const { t } = useTranslation();
  const { openDay } = useReportDesk();
  const label = t("reports.day.open");
  return compact ? (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={label}
        onClick={openDay}
        data-testid="day-reports"
      >
        <IconFiles size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  ) : (
    <Button
      variant="default"
      leftSection={<IconFiles size={16} stroke={1.6} />}
      onClick={openDay}
      data-testid="day-reports"
    >
      {label}
    </Button>
  );
}
