import type {
  ArchiveEntry,
  ArchiveQueue,
  ArchiveSettings,
  MisfiledEntry,
  NewArchiveSettings,
} from "../contract/archive";
import { archiveUrl } from "../contract/archive";
import { LentigoError } from "../contract/errors";
import type { PhotoId } from "../contract/shapes";
import type { Actor } from "../domain/audit";
import { PHOTO_KINDS, type PhotoKind } from "../domain/photoKind";
import { createArchiveClient } from "../exchange/archive/client";
import type { ArchiveAccess } from "../exchange/archive/exchange";
import type { QueuedPhoto } from "../store/archiveQueue";
import type { ArchivedObject, MisfiledObject } from "../store/misfiledObjects";
import { createArchiveSender, type ArchiveSenderOptions } from "./archiveSender";
import { uidsOf } from "./photoObjects";

/** What is shown of the queue: all that waits in an ordinary clinic, and what was sent lately. */
const SHOWN = 200;

/** Longer than the window offers to undo an assignment: until then nothing goes to the archive. */
const SECOND_THOUGHTS_MS = 60_000;

export interface ArchiveOptions extends ArchiveSenderOptions {
  readonly actor: Actor;
}

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
  /** @throws LentigoError `archive.entry-missing` */
  forgetMisfiled(sequence: number): void;
  pause(paused: boolean): void;
  /**
   * A clinician has said what a photo shows: it goes to the archive where the clinic wants that.
   * Part of the transaction that it is called in.
   */
  confirmed(photoId: PhotoId): void;
  /**
   * Makes a change by which photos may become another patient's. Those that are in line, or were
   * sent, go anew for the patient whose they are then; what the archive may have of them for the one
   * before is told of beside the queue and in the audit log, since only the archive can remove it.
   * What has come back to a patient whose it was is told of no longer. Part of the transaction that
   * it is called in.
   */
  handOver(photoIds: readonly PhotoId[], change: () => void): void;
  /** Sends what is due. */
  readonly wake: () => void;
}

/** The clinic's archive: its settings, and what is on its way there. */
export function createArchive(options: ArchiveOptions): Archive {
  const { store, actor, recorded, now, ending, onChange } = options;
  const { settings: kept, archiveQueue: line, misfiledObjects } = store;
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
  const objectOf = (photoId: PhotoId, kind: PhotoKind): ArchivedObject => {
    const { study, instance } = uidsOf(store, store.photos.get(photoId), kind);
    return { study, instance };
  };
  const shownPhoto = (photoId: PhotoId): ArchiveEntry["photo"] => {
    const { id, name, patient, lesion } = store.photos.get(photoId);
    return { id, name, patient, lesion };
  };
  const shown = ({ photoId, inDoubt: _, ...entry }: QueuedPhoto): ArchiveEntry => ({
    ...entry,
    photo: shownPhoto(photoId),
  });
  const shownMisfiled = ({ photoId, ...entry }: MisfiledObject): MisfiledEntry => ({
    ...entry,
    photo: photoId && shownPhoto(photoId),
  });

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
        misfiled: {
          count: misfiledObjects.count(),
          entries: misfiledObjects.list(SHOWN).map(shownMisfiled),
        },
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
    forgetMisfiled(sequence) {
      const { photoId, study, instance } = misfiledObjects.get(sequence);
      const change = (): void => {
        misfiledObjects.remove(sequence);
      };
      recorded("archive.cleared", photoId, change, { study, instance });
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
    handOver(photoIds, change) {
      const places = photoIds.flatMap((photoId) => {
        const entries = line.ofPhoto(photoId);
        return PHOTO_KINDS.map((kind) => ({
          photoId,
          kind,
          entry: entries.find((one) => one.kind === kind),
          before: objectOf(photoId, kind),
        }));
      });
      change();
      const at = now();
      const next = new Date(at.getTime() + SECOND_THOUGHTS_MS);
      for (const { photoId, kind, entry, before } of places) {
        const after = objectOf(photoId, kind);
        if (after.instance === before.instance) continue;
        if (entry && (entry.state === "sent" || entry.inDoubt)) {
          misfiledObjects.add(photoId, before, at);
          store.audit.add("archive.misfiled", actor, at, photoId, { ...before });
        }
        // The patient may be one whose it was before: the archive is asked then.
        const inDoubt = misfiledObjects.reclaim(after.instance);
        if (entry || inDoubt) line.renew({ photoId, kind, inDoubt }, at, next);
      }
    },
    wake: sender.wake,
  };
}
