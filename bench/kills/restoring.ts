import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeBackup } from "../../electron/store/backup/make";
import { existingPlace, snapshotIds } from "../../electron/store/backup/place";
import { restoreBackup } from "../../electron/store/backup/restore";
import { isStore } from "../../electron/store/open";
import {
  addRecord,
  clinicOf,
  doorOf,
  foundClinic,
  NAME,
  PASSWORD,
  withinClinic,
} from "./lockedClinic";
import { must, type KillKind } from "./killKind";
import { mustBeWhole } from "./wholeClinic";

const IN_BACKUP = 25;
const SINCE = 5;

const diskOf = (folder: string): string => join(folder, "disk");

/** What restores put aside: every other one of these tells whether the clinic of before is kept. */
const putAside = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith("clinic.before-restore-"));

/** An earlier backup takes the clinic's place. */
export const restoring: KillKind<string> = {
  name: "restoring",
  moment: { words: 0, ms: 350 },

  async prepare(folder) {
    mkdirSync(diskOf(folder));
    await foundClinic(folder);
    await withinClinic(folder, (store, dataKey) => {
      for (let number = 0; number < IN_BACKUP; number++) addRecord(store, String(number), 100);
      makeBackup({
        shipped: null,
        ...{ clinic: clinicOf(folder), dataKey, folder: diskOf(folder) },
        ...{ at: new Date("2026-01-01T08:00:00Z"), onProgress: () => undefined },
      });
      for (let number = 0; number < SINCE; number++) addRecord(store, "since", 100);
    });
  },

  async begin(folder) {
    // The next round begins with what is in the clinic since the backup.
    for (const name of putAside(folder)) rmSync(join(folder, name), { recursive: true });
    await withinClinic(folder, (store) => {
      while (store.photos.count() < IN_BACKUP + SINCE) addRecord(store, "since", 100);
    });
  },

  async work({ folder, ready, tell }) {
    const { dataKey } = await doorOf(folder).openWithPassword(NAME, PASSWORD);
    const place = existingPlace(diskOf(folder));
    const [id = ""] = snapshotIds(place);
    ready();
    restoreBackup({
      ...{ place, id, dataKey, clinic: clinicOf(folder), actor: null },
      ...{ at: new Date(), onProgress: () => undefined },
    });
    tell(id);
  },

  check(folder, told) {
    must(isStore(clinicOf(folder)), "there is a clinic");
    return withinClinic(folder, async (store, dataKey) => {
      const photos = store.photos.count();
      const isRestored = photos === IN_BACKUP;
      must(isRestored || photos === IN_BACKUP + SINCE, "it is the one of before or the backup");
      must(told.length === 0 || isRestored, "a restore that was done");
      must(!isRestored || putAside(folder).length === 1, "the clinic of before is kept beside it");
      const leftOver = await mustBeWhole(store, clinicOf(folder), dataKey);
      return { kept: photos, leftOver };
    });
  },
};
