import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkBackup } from "../../../../electron/store/backup/check";
import { makeBackup } from "../../../../electron/store/backup/make";
import { snapshotIds } from "../../../../electron/store/backup/place";
import { openDatabase } from "../../../../electron/store/database";
import { withKeys } from "../../../../electron/store/keys";
import { databaseFile, type Store } from "../../../../electron/store/open";
import { at, backedUp, backUp, breakPromise, nothing } from "../../../fixtures/backedUpClinic";
import { filesBelow } from "../../../fixtures/files";

const failing = (code: string) => expect.objectContaining({ code }) as Error;

/** Deletes the photo that the fixture's clinic has. */
function deletePhoto(store: Store): void {
  const photo = store.photos.findBySource(store.blobs.nameOf(Buffer.from("first")));
  if (!photo) throw new Error("no photo");
  store.removals.photo(photo, null, at(1));
  store.removals.finish((file) => {
    store.blobs.remove(file);
  });
}

describe("a backup that cannot be made", () => {
  it("within the second of another leaves that one as it is", async () => {
    const { clinic, disk, place, report } = await backedUp();
    expect(() => backUp(clinic, disk, 1)).toThrow(failing("backup.running"));
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([]);
  });

  it("because the disk goes away is told as that; the next one is whole again", async () => {
    const { clinic, disk, place } = await backedUp();
    const pullOut = (): void => {
      rmSync(place.snapshots, { recursive: true, force: true });
    };
    expect(() =>
      makeBackup({
        ...{ clinic: clinic.folder, dataKey: clinic.dataKey, folder: disk, at: at(2) },
        onProgress: pullOut,
      }),
    ).toThrow(failing("backup.unreachable"));
    const { id } = backUp(clinic, disk, 3);
    expect(snapshotIds(place)).toEqual([id]);
    expect(checkBackup(place, id, clinic.dataKey, nothing).faults).toEqual([]);
  });

  it("of records that are not what their tables promise does not count as made", async () => {
    const { clinic, disk, place, report } = await backedUp();
    withKeys(clinic.dataKey, (keys) => {
      const database = openDatabase(databaseFile(clinic.folder), keys.database, false);
      breakPromise(database);
      database.close();
    });
    expect(() => backUp(clinic, disk, 2)).toThrow(failing("backup.damaged"));
    expect(snapshotIds(place)).toEqual([report.id]);
  });
});

describe("a backup that has outlived the rule", () => {
  it("takes no file along while another backup cannot be read: it may need it", async () => {
    const { clinic, disk, place, report } = await backedUp();
    clinic.within(deletePhoto);
    const later = backUp(clinic, disk, 90).id;
    writeFileSync(join(place.snapshots, later, "manifest.json"), "{}");
    // Within the first hour the one of its end stays.
    backUp(clinic, disk, 50);
    expect(existsSync(join(place.snapshots, report.id))).toBe(false);
    expect(readdirSync(place.snapshots)).toContain(later);
    expect(filesBelow(place.photos)).toHaveLength(2);
  });
});
