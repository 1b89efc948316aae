import { failureOf, LentigoError, type ErrorCode, type Failure } from "../contract/errors";
import { createArchiveClient, type ArchiveClient } from "../exchange/archive/client";
import type { ArchiveAccess } from "../exchange/archive/exchange";
import type { QueuedPhoto } from "../store/archiveQueue";
import type { Store } from "../store/open";
import type { PhotoObjects } from "./photoObjects";
import type { RecordedChange } from "./recordedChange";
import type { Sessions } from "./session";

export interface ArchiveSenderOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly objects: PhotoObjects;
  readonly now: () => Date;
  readonly during: Sessions["during"];
  /** Aborted when the clinic is about to be locked: what is under way is broken off. */
  readonly ending: AbortSignal;
  /** The queue has changed. */
  readonly onChange: () => void;
  /** Logs an unexpected error; gives the id by which people quote it. */
  readonly report: (error: unknown) => string;
}

export interface ArchiveSender {
  /** Sends what is due, unless it is at it; later, what is due then. */
  readonly wake: () => void;
}

/** Minutes until the next attempt, by how many there were; the last one for all that follow. */
const WAITS = [1, 2, 5, 15, 30, 60] as const;

/** Until somebody has looked at the settings, no photo would get through. */
const NEEDS_A_PERSON: readonly ErrorCode[] = [
  "archive.denied",
  "archive.address",
  "archive.certificate",
];

/** Of this photo; others may get through. */
const OF_THE_PHOTO: readonly ErrorCode[] = [
  "archive.refused",
  "archive.no-patient",
  "photo.damaged",
  "photo.file-damaged",
  "photo.file-missing",
  "photo.too-large",
];

/**
 * Sends the queue to the archive, one photo after the other. Before anything leaves, the queue
 * notes that it may arrive; where nobody knows whether it did (the answer was lost, the
 * application was ended), the archive is asked before it is sent again.
 */
export function createArchiveSender(options: ArchiveSenderOptions): ArchiveSender {
  const { store, recorded, objects, now, during, ending, onChange, report } = options;
  const queue = store.archiveQueue;
  /** What waited before may come from a backup, and have been sent since that was made. */
  const opened = now().toISOString();
  let isAtWork = false;
  /** Somebody has changed something since the queue was looked at. */
  let isWanted = false;
  let timer: NodeJS.Timeout | null = null;

  const sleep = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  ending.addEventListener("abort", sleep, { once: true });

  /** Sends one object, or finds that the archive has it. */
  const deliver = async (client: ArchiveClient, entry: QueuedPhoto): Promise<void> => {
    if (store.photos.get(entry.photoId).patient === null) {
      throw new LentigoError("archive.no-patient");
    }
    const { uids, file } = await objects(entry.photoId, entry.kind);
    const mayBeThere = entry.inDoubt || entry.addedAt < opened;
    if (mayBeThere && (await client.has(uids, ending))) return;
    queue.begin(entry.sequence);
    await client.store(file, ending);
  };

  /** @returns false where nothing else would get through now */
  const keepFailure = (entry: QueuedPhoto, failure: Failure): boolean => {
    const { sequence, photoId } = entry;
    if (OF_THE_PHOTO.includes(failure.code)) {
      recorded("archive.refused", photoId, () => {
        queue.end(sequence, { state: "refused", failure }, now());
      });
      return true;
    }
    const { attempts, inDoubt } = queue.get(sequence);
    const minutes = WAITS[Math.min(attempts, WAITS.length) - 1] ?? WAITS[0];
    // A definite no leaves in doubt what was so before.
    const mayHaveArrived = failure.details["sent"] === 1 ? inDoubt : entry.inDoubt;
    store.transaction(() => {
      queue.end(
        sequence,
        {
          state: "waiting",
          failure,
          nextAt: new Date(now().getTime() + minutes * 60_000),
          inDoubt: mayHaveArrived,
        },
        now(),
      );
      if (NEEDS_A_PERSON.includes(failure.code)) store.settings.setArchivePause({ by: failure });
    });
    return false;
  };

  /** @returns false where nothing else would get through now */
  const attempt = async (access: ArchiveAccess, entry: QueuedPhoto): Promise<boolean> => {
    const { sequence, photoId } = entry;
    try {
      await deliver(createArchiveClient({ access }), entry);
      // It has left the clinic, also where somebody took it out of the line meanwhile.
      recorded("archive.sent", photoId, () => {
        try {
          queue.end(sequence, { state: "sent" }, now());
        } catch (error) {
          if (!isGone(error)) throw error;
        }
      });
      return true;
    } catch (error) {
      // Whether it arrived is asked after the next sign-in.
      if (ending.aborted) return false;
      if (isGone(error)) return true;
      const failure = failureOf(error) ?? { code: "internal", details: { logId: report(error) } };
      try {
        return keepFailure(entry, failure);
      } catch (gone) {
        if (isGone(gone)) return true;
        throw gone;
      }
    }
  };

  const sendDue = async (): Promise<void> => {
    for (;;) {
      const { access } = store.settings.archive();
      if (ending.aborted || !access || store.settings.archivePause()) return;
      const entry = queue.due(now());
      if (!entry) return;
      const goesOn = await attempt(access, entry);
      onChange();
      if (!goesOn) return;
    }
  };

  const sleepUntilDue = (): void => {
    const next = queue.nextTime();
    if (ending.aborted || next === null || store.settings.archivePause()) return;
    const wait = Math.max(MIN_SLEEP_MS, Date.parse(next) - now().getTime());
    timer = setTimeout(wake, Math.min(wait, MAX_SLEEP_MS));
    timer.unref();
  };

  const work = async (): Promise<void> => {
    sleep();
    try {
      while (isWanted) {
        isWanted = false;
        await sendDue();
      }
      sleepUntilDue();
    } finally {
      isAtWork = false;
    }
  };

  const wake = (): void => {
    isWanted = true;
    if (isAtWork || ending.aborted) return;
    // At once: whoever wakes it before the work begins must not begin it a second time.
    isAtWork = true;
    during(work).catch(report);
  };

  return { wake };
}

/** Whether somebody has taken it out of the line, or deleted the photo. */
function isGone(error: unknown): boolean {
  const code = failureOf(error)?.code;
  return code === "archive.entry-missing" || code === "photo.missing";
}

/** Others that are due keep their turn while the archive is out of reach. */
const MIN_SLEEP_MS = 60_000;
const MAX_SLEEP_MS = 60 * 60_000;
