import { Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportProgress as Reached } from "../../../electron/contract/imports";
import { on } from "../../api/client";
import styles from "./import.module.css";

/** How far main is with the table. */
export function ImportProgress() {
  const { t } = useTranslation();
  const [reached, setReached] = useState<Reached>({ phase: "reading", share: 0 });
  useEffect(() => on("import.progress", setReached), []);
  const { phase, share } = reached;
  const label = t(`import.phases.${phase}`);
  const isWriting = phase === "writing";
  return (
    <div className={styles["progress"]} data-testid="import-progress">
      <p role="status">{label}</p>
      <Progress value={isWriting ? 100 : 100 * share} animated={isWriting} aria-label={label} />
    </div>
  );
}
