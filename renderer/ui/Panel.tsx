import type { ReactNode } from "react";
import styles from "./panel.module.css";

interface PanelProps {
  readonly title: string;
  /** The title at more length, while the pointer rests on it. */
  readonly explain?: string;
  /** What stands opposite the title: an action, a key to the signs. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly "data-testid"?: string;
  readonly "data-photo-id"?: string;
}

/** One subject of the right pane, under its title. */
export function Panel({ title, explain, aside, children, ...data }: PanelProps) {
  return (
    <section className={styles["panel"]} aria-label={title} {...data}>
      <div className={styles["head"]}>
        <h3 className={styles["title"]} title={explain}>
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
