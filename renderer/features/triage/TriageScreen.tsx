import { useCallbackRef } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../../electron/contract/outcomes";
import type { PhotoId } from "../../../electron/contract/shapes";
import { queryKeys } from "../../api/queryKeys";
import { showNotice } from "../../ui/showNotice";
import { useShortcuts } from "../../ui/useShortcuts";
import { failureLine } from "../../words/failureWords";
import { IntakePanel } from "../intake/IntakePanel";
import { useUndo } from "../outcomes/useUndo";
import { DeletePhoto } from "./DeletePhoto";
import { NothingChosen } from "./NothingChosen";
import { PhotoView } from "./PhotoView";
import { Queue } from "./Queue";
import { QueueFilters } from "./QueueFilters";
import styles from "./triage.module.css";
import { useTriageView } from "./triageView";
import { useWorklist } from "./useWorklist";

/** Queue, photo, verdict. */
export function TriageScreen() {
  const { t } = useTranslation();
  const { filter, photoId, choose } = useTriageView();
  const client = useQueryClient();
  const worklist = useWorklist(filter);
  const pages = worklist.data?.pages;
  const photos = useMemo(() => pages?.flatMap((page) => page.photos) ?? [], [pages]);
  const [asksDelete, setAsksDelete] = useState(false);

  // The first photo is chosen once, and then stays while the queue moves around it: what
  // somebody is looking at must not change by itself.
  const first = photos[0]?.id;
  // A list that is asked for again may begin with what was deleted.
  const isFresh = worklist.isSuccess && !worklist.isFetching;
  useEffect(() => {
    if (photoId === null && first !== undefined && isFresh) choose(first);
  }, [photoId, first, isFresh, choose]);

  const undo = useUndo(choose);

  const step = (by: number): void => {
    const at = photos.findIndex(({ id }) => id === photoId);
    const target = photos[at < 0 ? 0 : at + by];
    if (target) choose(target.id);
    if (by > 0 && at + 10 > photos.length && worklist.hasNextPage) void worklist.fetchNextPage();
  };
  useShortcuts({
    arrowdown: () => {
      step(1);
    },
    arrowup: () => {
      step(-1);
    },
    delete: () => {
      if (photoId !== null) setAsksDelete(true);
    },
    u: undo.act,
  });

  /**
   * What was decided gives way to the next; a photo from outside the queue stays, and so does
   * one that was chosen before main had answered.
   */
  const moveOn = useCallbackRef((outcome: Outcome, photoName: string): void => {
    undo.offer(outcome, photoName);
    if (outcome.photoId === photoId && photos.some(({ id }) => id === photoId)) step(1);
  });
  const askDelete = useCallbackRef(() => {
    setAsksDelete(true);
  });

  /** After a deletion its neighbour is shown, so that work goes on where it was. */
  const leave = (deleted: PhotoId): void => {
    const at = photos.findIndex(({ id }) => id === deleted);
    const neighbour = photos[at + 1] ?? photos[at - 1];
    void client.invalidateQueries({ queryKey: queryKeys.worklist(filter) });
    choose(at < 0 ? null : (neighbour?.id ?? null));
  };

  /** Somebody deleted the photo elsewhere, alone or with its patient. */
  const forget = useCallbackRef((gone: PhotoId): void => {
    client.removeQueries({ queryKey: queryKeys.photo(gone) });
    void client.invalidateQueries({ queryKey: queryKeys.worklist(filter) });
    choose(null);
    showNotice(failureLine({ code: "photo.missing", details: {} }));
  });

  return (
    <div className={styles["screen"]}>
      <section className={styles["queuePane"]} aria-label={t("queue.title")}>
        <QueueFilters page={pages?.[0]} />
        <Queue worklist={worklist} photos={photos} />
        <IntakePanel onShow={choose} />
      </section>
      {photoId === null ? (
        <NothingChosen isLoading={worklist.isPending} isEmpty={photos.length === 0} />
      ) : (
        <>
          <PhotoView
            key={photoId}
            photoId={photoId}
            onShowPhoto={choose}
            onDecided={moveOn}
            onAskDelete={askDelete}
            onGone={forget}
          />
          <DeletePhoto
            photoId={photoId}
            opened={asksDelete}
            onClose={() => {
              setAsksDelete(false);
            }}
            onDeleted={leave}
          />
        </>
      )}
    </div>
  );
}
