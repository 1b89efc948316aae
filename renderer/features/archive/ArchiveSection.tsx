import { useTranslation } from "react-i18next";
import { useRole } from "../../api/useRole";
import { FailureNotice } from "../../ui/FailureNotice";
import { ArchiveForm } from "./ArchiveForm";
import { ArchiveQueueList } from "./ArchiveQueueList";
import { MisfiledList } from "./MisfiledList";
import styles from "./archive.module.css";
import { useArchiveQueue, useArchiveSettings } from "./useArchive";

/** Where photos are sent, for administrators, and what is on its way there, for everybody. */
export function ArchiveSection() {
  const { t } = useTranslation();
  const isAdmin = useRole() === "admin";
  const settings = useArchiveSettings();
  const queue = useArchiveQueue();
  if (settings.isLoadingError) {
    return <FailureNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  if (!settings.data) return null;
  return (
    <section className={styles["section"]} aria-label={t("settings.archive.title")} tabIndex={-1}>
      <p className={styles["hint"]}>{t("archive.explain")}</p>
      {isAdmin ? (
        <ArchiveForm key={settings.data.url} saved={settings.data} />
      ) : (
        settings.data.url === null && <p>{t("archive.notSetUp")}</p>
      )}
      {queue.data && <MisfiledList misfiled={queue.data.misfiled} />}
      {queue.isError ? (
        <FailureNotice error={queue.error} onRetry={() => void queue.refetch()} />
      ) : (
        settings.data.url !== null && queue.data && <ArchiveQueueList queue={queue.data} />
      )}
    </section>
  );
}
