import { Button, Popover, Progress, RingProgress, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIntake, useIntakeState } from "../intake/intake";
import styles from "./frame.module.css";
import { useNavigation } from "./navigation";

/** What runs in the background, wherever one is; nothing where nothing runs. */
export function JobsIndicator() {
  const { t } = useTranslation();
  const { running, done, total, refused } = useIntakeState();
  const { place } = useNavigation();
  const [opened, setOpened] = useState(false);
  // In triage the list of refused files is in sight anyway.
  const asksAttention = refused.length > 0 && place.room !== "triage";
  if (!running && !asksAttention) return null;
  const percentDone = (100 * done) / Math.max(1, total);
  const label = running
    ? t("frame.jobs.running", { done, total })
    : t("frame.jobs.attention", { count: refused.length });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles["jobs"]}
          data-testid="jobs-indicator"
          onClick={() => {
            setOpened(!opened);
          }}
        >
          {running ? (
            <RingProgress
              size={20}
              thickness={3}
              sections={[{ value: percentDone, color: "petrol" }]}
              aria-hidden
            />
          ) : (
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          )}
          {label}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Jobs
          label={label}
          percentDone={running ? percentDone : null}
          onLeave={() => {
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface JobsProps {
  readonly label: string;
  readonly percentDone: number | null;
  readonly onLeave: () => void;
}

function Jobs({ label, percentDone, onLeave }: JobsProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { queue } = useIntake();
  return (
    <div className={styles["jobList"]}>
      <h2 className={styles["jobsTitle"]}>{t("frame.jobs.title")}</h2>
      <p>{label}</p>
      {percentDone !== null && <Progress value={percentDone} size={4} aria-label={label} />}
      <div className={styles["jobActions"]}>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            go({ room: "triage" });
            onLeave();
          }}
        >
          {t("frame.jobs.show")}
        </Button>
        {percentDone !== null && (
          <Button size="xs" variant="subtle" onClick={queue.cancel}>
            {t("intake.cancel")}
          </Button>
        )}
      </div>
    </div>
  );
}
