import { Button, Skeleton } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { IconFilterOff, IconPhoto } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { NO_FILTER, type PhotoSummary } from "../../../electron/contract/shapes";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { QueueRow } from "./QueueRow";
import styles from "./triage.module.css";
import { QUEUE_FILTERS, useTriageView } from "./triageView";
import type { useWorklist } from "./useWorklist";

interface QueueProps {
  readonly worklist: ReturnType<typeof useWorklist>;
  readonly photos: readonly PhotoSummary[];
}

export function Queue({ worklist, photos }: QueueProps) {
  const { t } = useTranslation();
  const { filter, photoId, choose } = useTriageView();

  if (worklist.isPending) return <QueueSkeleton />;
  if (worklist.isError) {
    return (
      <div className={styles["queueBody"]}>
        <FailureNotice error={worklist.error} onRetry={() => void worklist.refetch()} />
      </div>
    );
  }
  if (photos.length === 0) return <EmptyQueue />;
  return (
    <div className={styles["queueBody"]}>
      <ul
        className={styles["rows"]}
        role="listbox"
        tabIndex={0}
        aria-label={t(filter.disagreement ? "queue.labelDisagreement" : "queue.label")}
        aria-activedescendant={photoId === null ? undefined : `row-${photoId}`}
        data-stale={worklist.isPlaceholderData || undefined}
      >
        {photos.map((photo) => (
          <QueueRow key={photo.id} photo={photo} chosen={photo.id === photoId} onChoose={choose} />
        ))}
      </ul>
      {worklist.hasNextPage && <More worklist={worklist} />}
    </div>
  );
}

/** Asks for the next page when it comes into sight. */
function More({ worklist }: Pick<QueueProps, "worklist">) {
  const { t } = useTranslation();
  const { ref, entry } = useIntersection<HTMLDivElement>({ rootMargin: "400px" });
  const { fetchNextPage, isFetchingNextPage } = worklist;
  const inSight = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (inSight && !isFetchingNextPage) void fetchNextPage();
  }, [inSight, isFetchingNextPage, fetchNextPage]);
  return (
    <div ref={ref} className={styles["more"]}>
      <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t("common.loadMore")}
      </Button>
    </div>
  );
}

function EmptyQueue() {
  const { t } = useTranslation();
  const { filter, setFilter } = useTriageView();
  const isFiltered = filter.levels.length > 0 || QUEUE_FILTERS.some((name) => filter[name]);
  return (
    <div className={styles["queueBody"]} data-testid="queue-empty">
      {isFiltered ? (
        <EmptyState
          icon={IconFilterOff}
          title={t("queue.filteredTitle")}
          text={t("queue.filteredText")}
        >
          <Button
            variant="default"
            onClick={() => {
              setFilter(NO_FILTER);
            }}
          >
            {t("queue.clearFilters")}
          </Button>
        </EmptyState>
      ) : (
        <EmptyState icon={IconPhoto} title={t("queue.emptyTitle")} text={t("queue.emptyText")} />
      )}
    </div>
  );
}

function QueueSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles["queueBody"]} role="status" aria-label={t("common.loading")}>
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index} className={styles["skeletonRow"]}>
          <Skeleton width={52} height={52} />
          <div className={styles["skeletonText"]}>
            <Skeleton width="50%" height={12} />
            <Skeleton width="80%" height={12} />
          </div>
        </div>
      ))}
    </div>
  );
}
