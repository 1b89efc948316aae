import { ActionIcon, Tooltip } from "@mantine/core";
import { IconRuler2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface MeasureButtonProps {
  readonly pressed: boolean;
  readonly disabled?: boolean;
  /** The key that does the same; null: none. */
  readonly hint: string | null;
  readonly onClick: () => void;
}

export function MeasureButton({ pressed, disabled = false, hint, onClick }: MeasureButtonProps) {
  const { t } = useTranslation();
  const label = t("measure.open");
  return (
    <Tooltip label={hint === null ? label : `${label} (${hint})`}>
      <ActionIcon
        variant={pressed ? "filled" : "default"}
        size={36}
        disabled={disabled}
        aria-label={label}
        aria-pressed={pressed}
        onClick={onClick}
        data-testid="measure-open"
      >
        <IconRuler2 size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
