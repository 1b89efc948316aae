import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";
import { unguarded } from "../../electron/store/keyFile";
import { openDoor } from "../../electron/store/door";
import { createBackups } from "../../electron/workflows/backups/backups";
import { createIntake } from "../../electron/workflows/intakePhoto";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { createSessions, type OpenSession } from "../../electron/workflows/session";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision } from "../../electron/vision/client";
import { newPatient, photoFilter } from "../../tests/fixtures/records";
import { variedPhotos } from "../variedPhotos";
import { watchProcesses, type Watch } from "./watch";

const NAME = "ines";
const PASSWORD = "sieben kleine Muttermale";
const MINUTE = 60_000;

/** Minutes that do not count yet: caches fill. */
const WARM_UP = 0.2;
/** A photo comes in, and is confirmed, every so many minutes. */
const PHOTO_EVERY = 5;
const LOOK_EVERY = 8;

/**
 * A clinic's day by a clock that runs ahead: every minute somebody signs in, reads worklist, patients
 * and log, enters a patient, confirms a photo, and locks; backups are made by the hour.
 */
export async function workOn(folder: string, hours: number): Promise<ReturnType<Watch["verdict"]>> {
  let time = Date.parse("2026-11-23T07:00:00Z");
  const now = (): Date => new Date(time);
  const clinic = join(folder, "clinic");
  const disk = join(folder, "disk");
  mkdirSync(disk, { recursive: true });
  const sessions = createSessions({
    folder: clinic,
    demoFolder: join(folder, "demo"),
    // The cost of passwords is memory that comes and goes: as it is in a clinic.
    door: openDoor({ folder: clinic, guards: [unguarded] }),
    isAlone: true,
    now,
    onChange: () => undefined,
  });
  const vision = startVision({
    modelFolder: "models/base",
    launch: (model) => launchVisionChild("out/app/vision-host.cjs", model),
  });
  const photos = await variedPhotos(join(folder, "drawn"), {
    ...{ drawn: 5, seed: 13, width: 600, height: 450 },
  });

  const backUp = async (session: OpenSession, dataKey: Buffer): Promise<void> => {
    const { store, actor, ending } = session;
    const recorded = createRecordedChange({ store, actor, now });
    let over = (): void => undefined;
    const made = new Promise<void>((resolve) => (over = resolve));
    const backups = createBackups({
      shipped: null,
      ...{ store, recorded, clinic, dataKey, now, ending, during: sessions.during },
      workerFile: resolve("out/app/backup-worker.cjs"),
      onProgress: (share) => {
        if (share === null) over();
      },
      report: (error) => {
        throw error;
      },
    });
    if (backups.state().folder === null) {
      backups.chooseFolder(disk);
      backups.setInterval("hourly");
    }
    if (backups.state().progress !== null) await made;
    if (backups.state().failure !== null) throw new Error("a backup failed");
  };

  const spendMinute = async (minute: number): Promise<void> => {
    await sessions.signIn(NAME, PASSWORD);
    const session = sessions.current();
    if (!session?.dataKey) throw new Error("nobody is signed in");
    const { store, actor } = session;
    const recorded = createRecordedChange({ store, actor, now });
    await backUp(session, session.dataKey);
    const patientId = recorded(
      "patient.created",
      (id) => id,
      () => store.patients.create(newPatient({ familyName: `Patient ${String(minute)}` }), now()),
    );
    if (minute % PHOTO_EVERY === 0) {
      const intake = createIntake({ store, recorded, vision, now });
      const bytes = await photos.photo(minute);
      const { photo } = await intake({ name: "photo.jpg", bytes, takenAt: null, patientId });
      recorded("photo.outcome", photo.id, () => {
        const said = { diagnosis: "nv", confidence: "high", nextStep: "none", note: "" } as const;
        store.outcomes.record({ photoId: photo.id, ...said }, actor, now());
      });
    }
    for (const { id } of store.photos.list(photoFilter(), new Date(0), 50, 0).photos) {
      store.blobs.get(store.photos.files(id).thumbnail);
    }
    store.patients.list("patient", 100, 0);
    store.audit.list(NO_AUDIT_FILTER, 100, 0);
    await sessions.lock("idle");
    // What a thread leaves is cleared away in its own time.
    await wait(5);
  };

  try {
    await sessions.setUp({
      ...{ clinicName: "Praxis", logo: null, name: NAME, fullName: "", password: PASSWORD },
    });
    await sessions.lock("asked");
    const watch = watchProcesses(["this process, as main", "vision"]);
    const minutes = Math.round(hours * 60);
    const warm = Math.floor(minutes * WARM_UP);
    for (let minute = 0; minute < minutes; minute++) {
      time += MINUTE;
      await spendMinute(minute);
      if (minute >= warm && (minute - warm) % LOOK_EVERY === 0) await watch.look(minute);
    }
    await sessions.signIn(NAME, PASSWORD);
    const store = sessions.current()?.store;
    if (!store?.audit.verify().intact) throw new Error("the log does not verify");
    if (store.integrity() !== "ok") throw new Error("the database is not whole");
    await sessions.lock("quit");
    return watch.verdict();
  } finally {
    vision.stop();
  }
}
