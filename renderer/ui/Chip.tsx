import { UnstyledButton } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import styles from "./chip.module.css";

interface ChipProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
  /** Whether a click leaves the focus where it is. */
  readonly keepsFocus?: boolean;
  readonly testId: string;
}

/** A word or two that is on or off: a condition of a list, a detail of a decision. */
export function Chip({ checked, onChange, children, disabled, keepsFocus, testId }: ChipProps) {
  return (
    <UnstyledButton
      className={styles["chip"] ?? ""}
      aria-pressed={checked}
      disabled={disabled}
      data-testid={testId}
      onMouseDown={keepsFocus === true ? keepFocus : undefined}
      onClick={() => {
        onChange(!checked);
      }}
    >
      {children}
    </UnstyledButton>
  );
}

function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
