import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./notice.module.css";

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  /** The next step. */
  readonly children?: ReactNode;
}

/** Says what would be here and offers the next step. */
export function EmptyState({ icon: Symbol, title, text, children }: EmptyStateProps) {
  return (
    <div className={styles["empty"]}>
      <Symbol size={32} stroke={1.25} aria-hidden />
      <h3 className={styles["emptyTitle"]}>{title}</h3>
      <p className={styles["emptyText"]}>{text}</p>
      {children}
    </div>
  );
}
