import type { ReactNode } from "react";
import styles from "./panel.module.css";
import { Term, type TermName } from "./Term";

interface PanelProps {
  readonly title: string;
  /** What explains the title. */
  readonly term?: TermName;
  /** What stands opposite the title: an action, a key to the signs. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly "data-testid"?: string;
  readonly "data-photo-id"?: string;
}

/** One subject of the right pane, under its title. */
export function Panel({ title, term, aside, children, ...data }: PanelProps) {
  return (
    <section className={styles["panel"]} aria-label={title} {...data}>
      <div className={styles["head"]}>
        <h3 className={styles["title"]}>{term ? <Term name={term}>{title}</Term> : title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
