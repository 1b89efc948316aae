import { ActionIcon, Tooltip, type ActionIconProps } from "@mantine/core";
import { IconTableExport } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ChosenList } from "../../../electron/contract/exports";
import { useExports } from "./exports";

interface ExportListButtonProps {
  readonly chosen: ChosenList;
  /** What it writes, with its number: `Export list: 40 patients`. */
  readonly label: string;
  readonly isEmpty: boolean;
  readonly size?: ActionIconProps["size"];
  readonly variant?: string;
}

/** Writes a list as it is shown, with the filters in force. */
export function ExportListButton(props: ExportListButtonProps) {
  const { t } = useTranslation();
  const { chosen, label, isEmpty, size = 36, variant = "default" } = props;
  const { isRunning, start } = useExports();
  return (
    <Tooltip label={isEmpty ? t("exports.empty") : label}>
      <ActionIcon
        size={size}
        variant={variant}
        color="gray"
        aria-label={label}
        disabled={isEmpty || isRunning}
        data-testid="export-list"
        onClick={() => {
          start({ kind: "list", chosen });
        }}
      >
        <IconTableExport size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
