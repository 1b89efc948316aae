import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ArchiveQueue } from "../../../electron/contract/archive";
import { useRole } from "../../api/useRole";
import { FailureNotice } from "../../ui/FailureNotice";
import { countText } from "../../words/counts";
import { failureLine } from "../../words/failureWords";
import { ArchiveRow } from "./ArchiveRow";
import styles from "./archive.module.css";
import { useArchiveActions } from "./useArchive";

/** What was refused, waits or was sent lately. */
export function ArchiveQueueList({ queue }: { readonly queue: ArchiveQueue }) {
  const { t } = useTranslation();
  const { entries, paused } = queue;
  return (
    <section className={styles["queue"]} aria-labelledby="archive-queue-title" tabIndex={-1}>
      <QueueHead queue={queue} />
      {entries.length === 0 ? (
        <p className={styles["hint"]} data-testid="archive-empty">
          {t("archive.empty")}
        </p>
      ) : (
        <table className={styles["table"]} aria-labelledby="archive-queue-title">
          <thead>
            <tr>
              <th scope="col">{t("archive.photo")}</th>
              <th scope="col">{t("archive.patient")}</th>
              <th scope="col">{t("archive.state")}</th>
              <th scope="col" aria-label={t("archive.actions")} />
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <ArchiveRow key={entry.sequence} entry={entry} isPaused={paused} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function QueueHead({ queue }: { readonly queue: ArchiveQueue }) {
  const { t } = useTranslation();
  const { pause } = useArchiveActions();
  const mayStop = useRole() !== "staff";
  const { counts, paused, pausedBy } = queue;
  return (
    <>
      <div className={styles["queueHead"]}>
        <h3 id="archive-queue-title" className={styles["queueTitle"]}>
          {t("archive.queue")}
        </h3>
        <p className={styles["counts"]} data-testid="archive-counts">
          {t("archive.counts", {
            waiting: countText(counts.waiting),
            sent: countText(counts.sent),
            refused: countText(counts.refused),
          })}
        </p>
        {mayStop && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={
              paused ? (
                <IconPlayerPlay size={16} stroke={1.6} />
              ) : (
                <IconPlayerPause size={16} stroke={1.6} />
              )
            }
            loading={pause.isPending}
            data-testid="archive-pause"
            onClick={() => {
              pause.mutate(!paused);
            }}
          >
            {t(paused ? "archive.resume" : "archive.pause")}
          </Button>
        )}
      </div>
      {paused && (
        <p className={styles["paused"]} role="status" data-testid="archive-paused">
          {pausedBy
            ? t("archive.pausedBy", { reason: failureLine(pausedBy) })
            : t("archive.paused")}
        </p>
      )}
      {pause.isError && <FailureNotice error={pause.error} />}
    </>
  );
}
