import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./filterChip.module.css";

interface FilterChipProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
  readonly testId: string;
}

/** One condition of a list, on or off. */
export function FilterChip({ checked, onChange, children, disabled, testId }: FilterChipProps) {
  return (
    <UnstyledButton
      className={styles["chip"] ?? ""}
      aria-pressed={checked}
      disabled={disabled}
      data-testid={testId}
      onClick={() => {
        onChange(!checked);
      }}
    >
      {children}
    </UnstyledButton>
  );
}
