import { UnstyledButton } from "@mantine/core";
import { IconArrowRight, type Icon } from "@tabler/icons-react";
import styles from "./leadLine.module.css";

interface LeadLineProps {
  readonly icon: Icon;
  /** "warning": something is to be done; "hint": something can be. */
  readonly tone: "hint" | "warning";
  readonly title: string;
  readonly text: string;
  readonly testId: string;
  readonly onOpen: () => void;
}

/** One line that leads to where something is done. */
export function LeadLine({ icon: Symbol, tone, title, text, testId, onOpen }: LeadLineProps) {
  return (
    <UnstyledButton
      className={styles["line"]}
      data-tone={tone}
      data-testid={testId}
      onClick={onOpen}
    >
      <Symbol size={18} stroke={1.6} aria-hidden />
      <span>
        <strong>{title}</strong> {text}
      </span>
      <IconArrowRight size={16} stroke={1.6} aria-hidden />
    </UnstyledButton>
  );
}
