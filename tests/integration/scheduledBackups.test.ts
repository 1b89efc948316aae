/** Backups as the application makes them by itself: on the bundled thread. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { SnapshotId, type BackupInterval } from "../../electron/contract/backups";
import { readKeyFile, revealKey, unguarded } from "../../electron/store/keyFile";
import { keyFileOf, openStore } from "../../electron/store/open";
import { createBackups } from "../../electron/workflows/backups/backups";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { root } from "../fixtures/commandLine";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const actor = { id: null, name: "Dr. Ines Albrecht", role: "admin" } as const;
const now = (): Date => new Date("2026-03-04T05:06:07Z");

/** A clinic at sign-in, whose last backup was made then; null: never. */
function signedIn(interval: BackupInterval, last: string | null) {
  const home = temporaryFolder();
  const [folder, disk] = [join(home, "clinic"), join(home, "disk")];
  mkdirSync(disk);
  const store = openStore({ folder, guards: [unguarded] });
  const ending = new AbortController();
  onTestFinished(() => {
    ending.abort();
    store.close();
  });
  const content = readKeyFile(keyFileOf(folder));
  if (content.format !== 1) throw new Error("not as it was made");
  store.settings.chooseBackupFolder(disk);
  store.settings.setBackupInterval(interval);
  if (last !== null) {
    const counts = { patients: 0, lesions: 0, photos: 0, reports: 0, accounts: 0 };
    const id = SnapshotId.parse(`${last.slice(0, 19).replace(/[-:]/g, "")}Z`);
    const nothing = { copied: 0, bytes: 0, damaged: 0, removed: 0 };
    const made = { id, takenAt: last, counts, ...nothing };
    store.settings.noteBackup(made, null);
  }
  let over = (): void => undefined;
  const ended = new Promise<void>((resolve) => (over = resolve));
  const backups = createBackups({
    shipped: null,
    ...{ store, clinic: folder, now },
    recorded: createRecordedChange({ store, actor, now }),
    dataKey: revealKey(content, [unguarded]),
    workerFile: join(root, "out/app/backup-worker.cjs"),
    ending: ending.signal,
    during: (work) => Promise.resolve().then(work),
    onProgress: (share) => {
      if (share === null) over();
    },
    report: (error) => {
      throw error;
    },
  });
  return { backups, ended };
}

describe("a backup at sign-in", () => {
  it("is made where a day has passed, and not before", async () => {
    expect(signedIn("daily", "2026-03-03T06:00:00.000Z").backups.state().progress).toBeNull();
    const { backups, ended } = signedIn("daily", "2026-03-03T05:00:00.000Z");
    expect(backups.state().progress).toBe(0);
    await ended;
    expect(backups.state()).toMatchObject({ last: { takenAt: now().toISOString() } });
  });

  it("is made though the last one is of a time that is still to come", async () => {
    const { backups, ended } = signedIn("daily", "2031-01-01T00:00:00.000Z");
    await ended;
    expect(backups.state()).toMatchObject({ last: { takenAt: now().toISOString() } });
  });

  it("stands in the list, which is empty where the folder is out of reach", async () => {
    const { backups, ended } = signedIn("daily", "2026-03-03T05:00:00.000Z");
    await ended;
    const { folder, last } = backups.state();
    expect(await backups.list()).toMatchObject([{ id: last?.id, counts: { patients: 0 } }]);
    rmSync(folder ?? "", { recursive: true });
    expect(await backups.list()).toEqual([]);
  });

  it("is never made by itself where the clinic wants none, not even the first", () => {
    expect(signedIn("never", null).backups.state().progress).toBeNull();
  });
});
