import type {
  ArchiveEntry,
  ArchiveQueue,
  ArchiveSettings,
  NewArchiveSettings,
} from "../contract/archive";
import { archiveUrl } from "../contract/archive";
import { LentigoError } from "../contract/errors";
import type { PhotoId } from "../contract/shapes";
import { createArchiveClient } from "../exchange/archive/client";
import type { ArchiveAccess } from "../exchange/archive/exchange";
import type { QueuedPhoto } from "../store/archiveQueue";
import { createArchiveSender, type ArchiveSenderOptions } from "./archiveSender";

/** What is shown of the queue: all that waits in an ordinary clinic, and what was sent lately. */
const SHOWN = 200;

export interface Archive {
  settings(): ArchiveSettings;
  /** Where the sending had stopped by itself, it goes on. */
  update(settings: NewArchiveSettings): ArchiveSettings;
  /** @throws LentigoError `archive.*` where the archive could not be sent to */
  test(access: NonNullable<NewArchiveSettings["access"]>): Promise<void>;
  queue(): ArchiveQueue;
  /**
   * Puts photos in line, all or none.
   *
   * @returns how many were not there yet
   * @throws LentigoError `archive.not-set-up`, `archive.no-patient` or `photo.missing`
   */
  send(photoIds: readonly PhotoId[]): number;
  /** Tries one again at once. @throws LentigoError `archive.entry-missing` */
  retry(sequence: number): void;
  /** @throws LentigoError `archive.entry-missing` */
  remove(sequence: number): void;
  pause(paused: boolean): void;
  /**
   * A clinician has said what a photo shows: it goes to the archive where the clinic wants that.
   * Part of the transaction that it is called in.
   */
  confirmed(photoId: PhotoId): void;
  /** Sends what is due. */
  readonly wake: () => void;
}

/** The clinic's archive: its settings, and what is on its way there. */
export function createArchive(options: ArchiveSenderOptions): Archive {
  const { store, recorded, now, ending, onChange } = options;
  const { settings: kept, archiveQueue: line } = store;
  const sender = createArchiveSender(options);

  const settings = (): ArchiveSettings => {
    const { access, afterConfirmation } = kept.archive();
    return {
      url: access?.url ?? null,
      user: access?.user ?? "",
      hasPassword: access !== null && access.password !== "",
      afterConfirmation,
    };
  };
  const accessOf = (given: NonNullable<NewArchiveSettings["access"]>): ArchiveAccess => {
    const url = archiveUrl(given.url);
    if (url === null) throw new LentigoError("request.invalid");
    const before = kept.archive().access;
    // A password that was given to one archive is not shown to another.
    const known = before?.url === url && before.user === given.user ? before.password : "";
    return { url, user: given.user, password: given.password ?? known };
  };
  const goOn = (): void => {
    kept.setArchivePause(null);
    line.hurry(now());
  };
  const shown = ({ photoId, inDoubt: _, ...entry }: QueuedPhoto): ArchiveEntry => {
    const { id, name, patient, lesion } = store.photos.get(photoId);
    return { ...entry, photo: { id, name, patient, lesion } };
  };

  return {
    settings,
    update({ access, afterConfirmation }) {
      const next = { access: access && accessOf(access), afterConfirmation };
      recorded("archive.changed", null, () => {
        kept.updateArchive(next);
        if (kept.archivePause()?.by) goOn();
      });
      sender.wake();
      onChange();
      return settings();
    },
    test: (access) => createArchiveClient({ access: accessOf(access) }).check(ending),
    queue() {
      const pause = kept.archivePause();
      return {
        counts: line.counts(),
        paused: pause !== null,
        pausedBy: pause?.by ?? null,
        entries: line.list(SHOWN).map(shown),
      };
    },
    send(photoIds) {
      if (!kept.archive().access) throw new LentigoError("archive.not-set-up");
      const subject = photoIds.length === 1 ? (photoIds[0] ?? null) : null;
      const added = recorded(
        "archive.queued",
        subject,
        () => photoIds.filter((photoId) => line.add(photoId, now())),
        { photos: photoIds.length },
      );
      sender.wake();
      onChange();
      return added.length;
    },
    retry(sequence) {
      line.retry(sequence, now());
      sender.wake();
      onChange();
    },
    remove(sequence) {
      const { photoId } = line.get(sequence);
      recorded("archive.removed", photoId, () => {
        line.remove(sequence);
      });
      onChange();
    },
    pause(paused) {
      recorded(paused ? "archive.paused" : "archive.resumed", null, () => {
        if (paused) kept.setArchivePause({ by: null });
        else goOn();
      });
      sender.wake();
      onChange();
    },
    confirmed(photoId) {
      const { access, afterConfirmation } = kept.archive();
      if (!access || !afterConfirmation || store.photos.get(photoId).patient === null) return;
      line.add(photoId, now());
    },
    wake: sender.wake,
  };
}
