import { Button, Popover, Progress, RingProgress, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import frame from "../frame/frame.module.css";
import { useExports } from "./exports";
import styles from "./exports.module.css";

/** A file that is being written, wherever one is, and the way to give it up. */
export function ExportIndicator() {
  const { t } = useTranslation();
  const { share, cancel } = useExports();
  const [opened, setOpened] = useState(false);
  if (share === null) return null;
  const percent = Math.floor(100 * share);
  const label = t("exports.running", { percent });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={`${frame["jobs"] ?? ""} ${styles["late"] ?? ""}`}
          data-testid="export-indicator"
          onClick={() => {
            setOpened(!opened);
          }}
        >
          <RingProgress
            size={20}
            thickness={3}
            sections={[{ value: percent, color: "petrol" }]}
            aria-hidden
          />
          {label}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={frame["jobList"]}>
          <h2 className={frame["jobsTitle"]}>{t("exports.title")}</h2>
          <Progress value={percent} size={4} aria-label={label} />
          <div className={frame["jobActions"]}>
            <Button size="xs" variant="default" onClick={cancel} data-testid="export-cancel">
              {t("exports.cancel")}
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
