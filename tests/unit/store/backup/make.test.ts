import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { LentigoError } from "../../../../electron/contract/errors";
import { checkBackup } from "../../../../electron/store/backup/check";
import { makeBackup } from "../../../../electron/store/backup/make";
import { snapshotIds } from "../../../../electron/store/backup/place";
import { restoreBackup } from "../../../../electron/store/backup/restore";
import { blobFile } from "../../../../electron/store/blobs";
import { openDatabase } from "../../../../electron/store/database";
import { withKeys } from "../../../../electron/store/keys";
import { databaseFile, type Store } from "../../../../electron/store/open";
import {
  addPhoto,
  at,
  backedUp,
  backUp,
  breakPromise,
  nothing,
  photoFile,
} from "../../../fixtures/backedUpClinic";
import { flipByte, makeUnreadable } from "../../../fixtures/damage";
import { filesBelow } from "../../../fixtures/files";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

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
        shipped: null,
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

/** The photo of the name, and its files in the clinic. */
function photoOf(store: Store, folder: string, name: string) {
  const id = store.photos.findBySource(store.blobs.nameOf(Buffer.from(name)));
  if (!id) throw new Error("no photo");
  const { blob, thumbnail } = store.photos.files(id);
  const [file, small] = [blob, thumbnail].map((each) => blobFile(join(folder, "photos"), each));
  return { id, blob, file: file ?? "", small: small ?? "" };
}

describe("a backup that is cut short", () => {
  it("at any step leaves those before whole, and the next one is whole", async () => {
    const { clinic, disk, place, report } = await backedUp();
    const { folder, dataKey } = clinic;
    clinic.within((store) => {
      addPhoto(store, "second");
    });
    /** True where it came to its end before the step. */
    const isMade = (step: number): boolean => {
      let steps = 0;
      const onProgress = (share: number): void => {
        steps++;
        if (steps === step && share < 1) throw new LentigoError("session.locked");
      };
      try {
        makeBackup({
          shipped: null,
          clinic: folder,
          dataKey,
          folder: disk,
          at: at(60 + step),
          onProgress,
        });
        return true;
      } catch (error) {
        expect(error).toEqual(failing("session.locked"));
        return false;
      }
    };
    let step = 1;
    for (; !isMade(step); step++) {
      expect(snapshotIds(place)).toEqual([report.id]);
      expect(checkBackup(place, report.id, dataKey, nothing).faults).toEqual([]);
    }
    // Four files to copy, the records, four files to look for again, the manifest.
    expect(step).toBe(11);
    const [latest = ""] = snapshotIds(place);
    expect(latest).not.toBe(report.id);
    expect(checkBackup(place, latest, dataKey, nothing).faults).toEqual([]);
    expect(readdirSync(place.snapshots)).toEqual(snapshotIds(place).sort());
  });
});

describe("a photo that cannot be read", () => {
  it.skipIf(process.platform !== "linux").each([
    ["its sector is unreadable", makeUnreadable],
    [
      "its file is gone",
      (file: string) => {
        rmSync(file);
      },
    ],
  ])("is named where %s, and all others are backed up", async (_, damage) => {
    const { clinic, disk, place } = await backedUp();
    const [lost, other] = clinic.within((store) => {
      addPhoto(store, "second");
      addPhoto(store, "third");
      const photos = ["second", "third"].map((name) => photoOf(store, clinic.folder, name));
      for (const file of [photos[0]?.file ?? "", photos[0]?.small ?? ""]) damage(file);
      return photos;
    });
    const report = backUp(clinic, disk, 2);
    // Both of its files are lost, and it is one photo.
    expect(report).toMatchObject({
      ...{ copied: 2, damaged: 2, lacking: [{ kind: "photo", id: lost?.id }] },
      counts: { photos: 3 },
    });
    expect(existsSync(blobFile(place.photos, other?.blob ?? ""))).toBe(true);
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([
      { fault: "photos", files: 2 },
    ]);
  });

  it("is not to blame where the folder takes no copy", async () => {
    const { clinic, disk, place } = await backedUp();
    const file = clinic.within((store) => {
      addPhoto(store, "second");
      const { blob } = photoOf(store, clinic.folder, "second");
      return blobFile(place.photos, blob);
    });
    // A way to nowhere: the same code as that of a photo that is gone.
    rmSync(dirname(file), { recursive: true, force: true });
    symlinkSync("/nowhere", dirname(file));
    expect(() => backUp(clinic, disk, 2)).toThrow(failing("backup.unreachable"));
    expect(snapshotIds(place)).toHaveLength(1);
  });
});

describe("a copy that a check found damaged", () => {
  it("is written anew by the next backup", async () => {
    const { clinic, disk, place, report } = await backedUp();
    flipByte(photoFile(place.root), 40);
    const faultsOf = (id: string) => checkBackup(place, id, clinic.dataKey, nothing).faults;
    expect(faultsOf(report.id)).toEqual([{ fault: "photos", files: 1 }]);
    // As long as there is no whole one, it is lacking.
    expect(faultsOf(report.id)).toEqual([{ fault: "photos", files: 1 }]);
    const { id, copied } = backUp(clinic, disk, 2);
    expect([copied, faultsOf(id)]).toEqual([1, []]);
  });

  it.skipIf(process.platform !== "linux")(
    "because the disk did not give it out for once still brings its photo back",
    async () => {
      const made = await backedUp();
      const { clinic, place, report } = made;
      const copy = photoFile(place.root);
      const bytes = readFileSync(copy);
      makeUnreadable(copy);
      const faultsOf = (id: string) => checkBackup(place, id, clinic.dataKey, nothing).faults;
      expect(faultsOf(report.id)).toEqual([{ fault: "photos", files: 1 }]);
      const aside = join(place.photos, "damaged", basename(copy));
      rmSync(aside);
      writeFileSync(aside, bytes);
      // The clinic has lost it meanwhile: that copy is the only one.
      rmSync(photoFile(clinic.folder));
      const { id, damaged } = backUp(clinic, made.disk, 2);
      expect([damaged, faultsOf(id)]).toEqual([0, []]);
      const folder = join(temporaryFolder(), "clinic");
      const restored = restoreBackup({
        ...{ place, id, dataKey: clinic.dataKey, clinic: folder, actor: null },
        ...{ at: at(9), onProgress: nothing },
      });
      expect(restored).toEqual({ before: null, damaged: 0 });
    },
  );

  it("goes with the last backup that refers to it", async () => {
    const { clinic, disk, place, report } = await backedUp();
    clinic.within(deletePhoto);
    for (const file of filesBelow(place.photos)) flipByte(file, 40);
    checkBackup(place, report.id, clinic.dataKey, nothing);
    expect(filesBelow(place.photos)).toHaveLength(2);
    expect(backUp(clinic, disk, 3)).toMatchObject({ removed: 1 });
    expect(filesBelow(place.photos)).toEqual([]);
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
