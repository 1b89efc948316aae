import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ReportSubject } from "../../../electron/contract/reports";
import { useReportDesk } from "./reportDesk";

interface ReportButtonProps {
  readonly subject: ReportSubject;
  /** Only the icon, where space is short. */
  readonly compact?: boolean;
  /** The key that does the same. */
  readonly hint?: string;
}

/** Opens a draft of a report. */
export function ReportButton({ subject, compact = false, hint }: ReportButtonProps) {
  const { t } = useTranslation();
  const { report } = useReportDesk();
  const open = (): void => {
    report(subject);
  };
  const label = t(`reports.open.${subject.kind}`);
  const explained = hint === undefined ? label : `${label} (${hint})`;
  return (
    <Tooltip label={explained}>
      {compact ? (
        <ActionIcon
          variant="default"
          size={36}
          aria-label={label}
          onClick={open}
          data-testid="report-open"
        >
          <IconFileText size={18} stroke={1.6} />
        </ActionIcon>
      ) : (
        <Button
          variant="default"
          leftSection={<IconFileText size={16} stroke={1.6} />}
          onClick={open}
          data-testid="report-open"
        >
          {t("reports.one")}
        </Button>
      )}
    </Tooltip>
  );
}
