import type { ReactNode } from "react";
import styles from "./frame.module.css";

interface BannerProps {
  readonly tone: "quiet" | "warning" | "alarm";
  readonly icon: ReactNode;
  readonly testId: string;
  readonly children: ReactNode;
}

export function Banner({ tone, icon, testId, children }: BannerProps) {
  return (
    <div className={styles["banner"]} data-tone={tone} role="status" data-testid={testId}>
      {icon}
      <p className={styles["bannerText"]}>{children}</p>
    </div>
  );
}
