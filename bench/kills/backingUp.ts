import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkBackup } from "../../electron/store/backup/check";
import { makeBackup } from "../../electron/store/backup/make";
import { existingPlace, momentOf, snapshotIds } from "../../electron/store/backup/place";
import { LentigoError } from "../../electron/contract/errors";
import { addRecord, clinicOf, foundClinic, withinClinic } from "./lockedClinic";
import { must, type KillKind } from "./killKind";
import { mustBeWhole } from "./wholeClinic";

interface Word {
  /** Of a backup that was made. */
  readonly id: string;
  readonly photos: number;
}

const diskOf = (folder: string): string => join(folder, "disk");
const DAY = 86_400_000;

/** Of those that are there, how many are read to their last byte after each kill. */
const READ_AGAIN = 2;

function backupsOf(folder: string): string[] {
  try {
    return snapshotIds(existingPlace(diskOf(folder)));
  } catch (error) {
    if (error instanceof LentigoError && error.code === "backup.none") return [];
    throw error;
  }
}

/** A day after the last one, so that the rule keeps them. */
function nextDay(folder: string): Date {
  const [latest] = backupsOf(folder);
  const last = latest === undefined ? null : momentOf(latest);
  return new Date((last ?? new Date("2026-01-01T08:00:00Z")).getTime() + DAY);
}

/** Backups are made one after the other while records are added. */
export const backingUp: KillKind<Word> = {
  name: "backing up",
  moment: { words: 1, ms: 250 },

  async prepare(folder) {
    mkdirSync(diskOf(folder));
    await foundClinic(folder);
    await withinClinic(folder, (store) => {
      for (let number = 0; number < 20; number++) addRecord(store, `first ${String(number)}`, 100);
    });
  },

  work: ({ folder, ready, tell }) =>
    withinClinic(folder, (store, dataKey) => {
      ready();
      for (let number = 0; ; number++) {
        for (let each = 0; each < 3; each++) addRecord(store, `later ${String(number)}`, 100);
        const { id, counts } = makeBackup({
          shipped: null,
          ...{ clinic: clinicOf(folder), dataKey, folder: diskOf(folder) },
          ...{ at: nextDay(folder), onProgress: () => undefined },
        });
        tell({ id, photos: counts.photos });
      }
    }),

  check: (folder, told) =>
    withinClinic(folder, async (store, dataKey) => {
      const there = backupsOf(folder);
      const last = told.at(-1);
      must(last === undefined || there.includes(last.id), "a backup that was made");
      for (const id of there.slice(0, READ_AGAIN)) {
        const { faults, counts } = checkBackup(
          ...([existingPlace(diskOf(folder)), id, dataKey, () => undefined] as const),
        );
        must(faults.length === 0, "a backup is whole");
        must(last?.id !== id || counts.photos === last.photos, "it holds what it said");
      }
      const leftOver = await mustBeWhole(store, clinicOf(folder), dataKey);
      return { kept: told.length, leftOver };
    }),
};
