import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkBackup } from "../../../electron/store/backup/check";
import { snapshotIds, type BackupPlace } from "../../../electron/store/backup/place";
import { putAside, restoreBackup, undoRestore } from "../../../electron/store/backup/restore";
import { openDatabase } from "../../../electron/store/database";
import { openDoor } from "../../../electron/store/door";
import { withKeys } from "../../../electron/store/keys";
import { databaseFile, openStoreWithKey } from "../../../electron/store/open";
import { tableNames } from "../../../electron/store/referencedFiles";
import {
  addPhoto,
  at,
  backedUp,
  backUp,
  COST,
  foundClinic,
  NAME,
  nothing,
  PASSWORD,
  photoFile,
  snapshotFile,
} from "../../fixtures/backedUpClinic";
import { flipByte } from "../../fixtures/damage";
import { filesBelow, filesHolding } from "../../fixtures/files";
import { newPatient } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

describe("a backup", () => {
  it("holds every record and every file, says so, and passes its check", async () => {
    const { report, place, clinic } = await backedUp();
    expect(report).toMatchObject({ copied: 2, damaged: 0, removed: 0 });
    expect(report.counts).toEqual({ patients: 1, lesions: 0, photos: 1, reports: 0, accounts: 1 });
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([]);
  });

  it("copies only what is new, while the clinic is open and at work", async () => {
    const { clinic, disk, place } = await backedUp();
    clinic.within((store) => {
      addPhoto(store, "second");
      const report = backUp(clinic, disk, 2);
      expect(report).toMatchObject({ copied: 2 });
      expect(report.counts.photos).toBe(2);
      expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([]);
    });
  });

  it("holds no name of a patient in plain text", async () => {
    const { disk } = await backedUp();
    expect(filesHolding(disk, "Öberg")).toEqual([]);
  });

  it("says which of the clinic's files are damaged, and keeps the copies that were good", async () => {
    const { clinic, disk, place } = await backedUp();
    clinic.within((store) => {
      addPhoto(store, "second");
    });
    const known = new Set(filesBelow(place.photos).map((file) => file.slice(place.photos.length)));
    const photos = join(clinic.folder, "photos");
    for (const file of filesBelow(photos)) {
      if (!known.has(file.slice(photos.length)) || file === photoFile(clinic.folder))
        flipByte(file, 30);
    }
    const report = backUp(clinic, disk, 2);
    expect(report).toMatchObject({ copied: 0, damaged: 2 });
    // The first photo's copy is as it was.
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([
      { fault: "photos", files: 2 },
    ]);
  });

  it("goes when it has outlived the rule, with the files that nothing else refers to", async () => {
    const { clinic, disk, place } = await backedUp();
    clinic.within((store) => {
      const photo = store.photos.findBySource(store.blobs.nameOf(Buffer.from("first")));
      if (!photo) throw new Error("no photo");
      store.removals.photo(photo, null, at(1));
      store.removals.finish((file) => {
        store.blobs.remove(file);
      });
    });
    expect(filesBelow(place.photos)).toHaveLength(2);
    // Within the same hour the later one stays.
    expect(backUp(clinic, disk, 3)).toMatchObject({ removed: 1 });
    expect(snapshotIds(place)).toEqual(["20260304T050307Z"]);
    expect(filesBelow(place.photos)).toEqual([]);
  });

  it("that was cut short does not count, and the next one clears it away", async () => {
    const { clinic, disk, place } = await backedUp();
    const unfinished = join(place.snapshots, "20260304T050207Z.new");
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, "clinic.db"), "half");
    expect(snapshotIds(place)).toEqual(["20260304T050107Z"]);
    backUp(clinic, disk, 3);
    expect(existsSync(unfinished)).toBe(false);
  });

  it("is not made of records that are damaged, and says so", async () => {
    const { clinic, disk, place } = await backedUp();
    clinic.within((store) => {
      store.transaction(() => {
        for (let index = 0; index < 300; index++) store.patients.create(newPatient(), at(0));
      });
    });
    flipByte(databaseFile(clinic.folder));
    expect(() => backUp(clinic, disk, 2)).toThrow(
      expect.objectContaining({ code: "store.damaged" }),
    );
    expect(snapshotIds(place)).toHaveLength(1);
  });

  it.each([
    ["a folder that is not there", "backup.unreachable", "gone"],
    ["the clinic's own folder", "backup.inside", "clinic"],
  ])("is not written to %s", async (_, code, name) => {
    const { home, clinic } = await backedUp();
    expect(() => backUp(clinic, join(home, name), 2)).toThrow(expect.objectContaining({ code }));
  });

  it("is not written among another clinic's, which stay as they are", async () => {
    const { disk, place } = await backedUp();
    const other = await foundClinic(join(temporaryFolder(), "clinic"));
    expect(() => backUp(other, disk, 2)).toThrow(
      expect.objectContaining({ code: "backup.foreign" }),
    );
    expect(snapshotIds(place)).toHaveLength(1);
  });
});

describe("the check of a backup", () => {
  it.each([
    ["a photo", "photos", (place: BackupPlace) => photoFile(place.root)],
    ["the records", "records", (place: BackupPlace) => snapshotFile(place, "clinic.db")],
    ["the key", "key", (place: BackupPlace) => snapshotFile(place, "key.json")],
  ] as const)("finds one changed byte in %s", async (_, fault, fileOf) => {
    const { place, report, clinic } = await backedUp();
    flipByte(fileOf(place), 40);
    const { faults } = checkBackup(place, report.id, clinic.dataKey, nothing);
    expect(faults.map((each) => each.fault)).toContain(fault);
  });

  it("finds a photo that is gone and records that were cut short", async () => {
    const { place, report, clinic } = await backedUp();
    rmSync(photoFile(place.root));
    truncateSync(snapshotFile(place, "clinic.db"), 5000);
    const { faults } = checkBackup(place, report.id, clinic.dataKey, nothing);
    expect(faults.map((each) => each.fault)).toContain("records");
  });

  it("refuses a manifest that was changed, another clinic's key, and a backup that is not there", async () => {
    const { place, report, clinic } = await backedUp();
    const other = await foundClinic(join(temporaryFolder(), "clinic"));
    expect(() => checkBackup(place, report.id, other.dataKey, nothing)).toThrow(
      expect.objectContaining({ code: "backup.foreign" }),
    );
    expect(() => checkBackup(place, "20200101T000000Z", clinic.dataKey, nothing)).toThrow(
      expect.objectContaining({ code: "backup.none" }),
    );
    const manifest = snapshotFile(place, "manifest.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"photos": 1', '"photos": 7'));
    expect(() => checkBackup(place, report.id, clinic.dataKey, nothing)).toThrow(
      expect.objectContaining({ code: "backup.damaged" }),
    );
  });
});

describe("restoring", () => {
  const restore = ({ clinic, place, report }: Awaited<ReturnType<typeof backedUp>>, to: string) =>
    restoreBackup({
      ...{ place, id: report.id, dataKey: clinic.dataKey, clinic: to, actor: null },
      at: at(9),
      onProgress: nothing,
    });

  it("brings a clinic to a new computer, which opens by password and by recovery key", async () => {
    const made = await backedUp();
    const folder = join(temporaryFolder(), "clinic");
    expect(restore(made, folder)).toEqual({ before: null, damaged: 0 });
    const door = openDoor({ folder, guards: [], cost: COST });
    const { dataKey } = await door.openWithPassword(NAME, PASSWORD);
    expect(door.openWithRecoveryKey(made.clinic.recoveryKey)).toEqual(dataKey);
    const store = openStoreWithKey(folder, dataKey);
    try {
      expect(store.patients.list("oberg", 9, 0).total).toBe(1);
      const photos = join(made.clinic.folder, "photos");
      for (const file of filesBelow(photos)) {
        const name = file.slice(-64);
        expect(store.blobs.get(name).length).toBeGreaterThan(0);
        expect(readFileSync(join(folder, "photos", name.slice(0, 2), name))).toEqual(
          readFileSync(file),
        );
      }
      expect(store.audit.verify()).toMatchObject({ intact: true });
    } finally {
      store.close();
    }
  });

  it("brings back every row of every table as it was", async () => {
    const made = await backedUp();
    const folder = join(temporaryFolder(), "clinic");
    restore(made, folder);
    const rowsOf = (clinic: string): Map<string, unknown[]> =>
      withKeys(made.clinic.dataKey, (keys) => {
        const database = openDatabase(databaseFile(clinic), keys.database, false);
        try {
          const tables = [...tableNames(database)].sort();
          return new Map(
            tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]),
          );
        } finally {
          database.close();
        }
      });
    const [before, after] = [rowsOf(made.clinic.folder), rowsOf(folder)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(before.size).toBeGreaterThan(15);
    for (const [table, rows] of before) {
      // The log alone has grown: it tells of the restore.
      const restored = after.get(table) ?? [];
      expect(table === "audit_log" ? restored.slice(0, rows.length) : restored).toEqual(rows);
    }
  });

  it("keeps what was there, and can be taken back", async () => {
    const made = await backedUp();
    const { clinic } = made;
    clinic.within((store) => store.patients.create(newPatient({ familyName: "Later" }), at(2)));
    const count = (): number => clinic.within((store) => store.patients.list("", 9, 0).total);
    expect(count()).toBe(2);
    expect(restore(made, clinic.folder).before).toBe(
      `${clinic.folder}.before-restore-20260304T050907Z`,
    );
    expect(count()).toBe(1);
    undoRestore(clinic.folder, at(10));
    expect(count()).toBe(2);
    expect(putAside(clinic.folder)).toEqual(["20260304T051007Z"]);
  });

  it("leaves today's passwords in force", async () => {
    const made = await backedUp();
    const { clinic } = made;
    const { accountId } = await clinic.door.openWithPassword(NAME, PASSWORD);
    await clinic.door.admit(
      { accountId, signInName: NAME, password: "another long password" },
      clinic.dataKey,
    );
    restore(made, clinic.folder);
    await expect(clinic.door.openWithPassword(NAME, PASSWORD)).rejects.toThrow();
    await clinic.door.openWithPassword(NAME, "another long password");
  });

  it("from a damaged backup changes nothing", async () => {
    const made = await backedUp();
    const { clinic, place } = made;
    flipByte(snapshotFile(place, "clinic.db"), 9000);
    const before = filesBelow(clinic.folder).sort();
    expect(() => restore(made, clinic.folder)).toThrow(
      expect.objectContaining({ code: "backup.damaged" }),
    );
    expect(filesBelow(clinic.folder).sort()).toEqual(before);
    expect(readdirSync(made.home).sort()).toEqual(["clinic", "disk"]);
  });

  it("with photos that are gone brings all others and says how many lack", async () => {
    const made = await backedUp();
    rmSync(photoFile(made.place.root));
    const folder = join(temporaryFolder(), "clinic");
    expect(restore(made, folder)).toEqual({ before: null, damaged: 1 });
  });

  it("of an older backup leaves no trace of a half-copied one", async () => {
    const made = await backedUp();
    const folder = join(temporaryFolder(), "clinic");
    mkdirSync(`${folder}.new`);
    copyFileSync(join(made.clinic.folder, "key.json"), join(`${folder}.new`, "left-over"));
    restore(made, folder);
    expect(existsSync(join(folder, "left-over"))).toBe(false);
  });
});
