import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { checkBackup } from "../../../../electron/store/backup/check";
import { putAside, restoreBackup, undoRestore } from "../../../../electron/store/backup/restore";
import { openDoor } from "../../../../electron/store/door";
import { migrate } from "../../../../electron/store/migrations/migrate";
import { databaseFile, openStoreWithKey } from "../../../../electron/store/open";
import { readManifest, writeManifest } from "../../../../electron/store/backup/manifest";
import { withKeys } from "../../../../electron/store/keys";
import {
  addPhoto,
  at,
  backedUp,
  backUp,
  breakPromise,
  COST,
  foundClinic,
  NAME,
  nothing,
  PASSWORD,
  photoFile,
  rewriteRecords,
  snapshotFile,
} from "../../../fixtures/backedUpClinic";
import { makeUnreadable } from "../../../fixtures/damage";
import { filesBelow } from "../../../fixtures/files";
import { newPatient } from "../../../fixtures/records";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

/** What happens before records are copied, if anything. */
const copying = vi.hoisted(() => ({ before: null as (() => void) | null }));

vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof import("node:fs")>();
  const copyFileSync: typeof fs.copyFileSync = (...given) => {
    copying.before?.();
    fs.copyFileSync(...given);
  };
  return { ...fs, copyFileSync };
});

const failing = (code: string) => expect.objectContaining({ code }) as Error;

type Made = Awaited<ReturnType<typeof backedUp>>;

function restore({ clinic, place, report }: Made, to: string, minute = 9) {
  return restoreBackup({
    ...{ place, id: report.id, dataKey: clinic.dataKey, clinic: to, actor: null },
    ...{ at: at(minute), onProgress: nothing },
  });
}

describe("restoring", () => {
  it("brings back records that can be written from where nothing can be", async () => {
    const made = await backedUp();
    for (const name of ["clinic.db", "audit-head.json", "key.json"]) {
      chmodSync(snapshotFile(made.place, name), 0o444);
    }
    const to = join(temporaryFolder(), "clinic");
    restore(made, to);
    for (const name of ["clinic.db", "audit-head.json"]) {
      expect(statSync(join(to, name)).mode & 0o777).toBe(0o600);
    }
  });
});

describe("restoring in the place of something else", () => {
  it("opens by the backup's passwords where another clinic was there, which stays whole", async () => {
    const made = await backedUp();
    const other = await foundClinic(join(temporaryFolder(), "clinic"));
    other.within((store) => store.patients.create(newPatient(), at(1)));
    const { before } = restore(made, other.folder);
    const door = openDoor({ folder: other.folder, guards: [], cost: COST });
    expect((await door.openWithPassword(NAME, PASSWORD)).dataKey).toEqual(made.clinic.dataKey);
    const store = openStoreWithKey(before ?? "", other.dataKey);
    expect(store.patients.list("", 9, 0).total).toBe(1);
    store.close();
  });

  it.each([
    ["whose records do not open any more", "clinic.db"],
    ["whose key is gone", "key.json"],
  ])("opens by the backup's passwords where a clinic was there %s", async (_, name) => {
    const made = await backedUp();
    const { clinic } = made;
    await clinic.door.admit(
      {
        ...(await clinic.door.openWithPassword(NAME, PASSWORD)),
        ...{ signInName: NAME, password: "another long password" },
      },
      clinic.dataKey,
    );
    if (name === "key.json") rmSync(join(clinic.folder, name));
    else writeFileSync(join(clinic.folder, name), "lost");
    restore(made, clinic.folder);
    expect((await clinic.door.openWithPassword(NAME, PASSWORD)).dataKey).toEqual(clinic.dataKey);
  });
});

describe("a backup that does not fit", () => {
  it("is not there, and nothing is begun", async () => {
    const made = await backedUp();
    rmSync(join(made.place.snapshots, made.report.id), { recursive: true });
    expect(() => restore(made, made.clinic.folder)).toThrow(failing("backup.none"));
    expect(readdirSync(made.home).sort()).toEqual(["clinic", "disk"]);
  });

  it.skipIf(process.platform !== "linux")(
    "has records that the disk does not give out: another backup may do",
    async () => {
      const made = await backedUp();
      makeUnreadable(snapshotFile(made.place, "clinic.db"));
      expect(() => restore(made, made.clinic.folder)).toThrow(failing("backup.damaged"));
      expect(readdirSync(made.home).sort()).toEqual(["clinic", "disk"]);
    },
  );

  it("was on a disk that is pulled out meanwhile: all of it may come at another try", async () => {
    const made = await backedUp();
    const { clinic, place, report } = made;
    const pullOut = (): void => {
      rmSync(place.root, { recursive: true, force: true });
    };
    expect(() =>
      restoreBackup({
        ...{ place, id: report.id, dataKey: clinic.dataKey, clinic: clinic.folder, actor: null },
        ...{ at: at(9), onProgress: pullOut },
      }),
    ).toThrow(failing("backup.none"));
    expect(readdirSync(made.home).sort()).toEqual(["clinic", "disk"]);
  });

  it.each([
    ["was pulled out while its records were copied", "backup.none", true],
    ["was whole, and the clinic's own disk failed", "EIO", false],
  ])("%s, and this is told as %s", async (_, code, isPulledOut) => {
    const made = await backedUp();
    copying.before = () => {
      if (isPulledOut) rmSync(made.place.root, { recursive: true });
      throw Object.assign(new Error("i/o error"), { code: "EIO" });
    };
    try {
      expect(() => restore(made, made.clinic.folder)).toThrow(failing(code));
    } finally {
      copying.before = null;
    }
    expect(readdirSync(made.home).sort()).toEqual(["clinic", "disk"]);
  });

  it("is another clinic's, and is told as that", async () => {
    const made = await backedUp();
    const other = await foundClinic(join(temporaryFolder(), "clinic"));
    expect(() => restore({ ...made, clinic: other }, other.folder)).toThrow(
      failing("backup.foreign"),
    );
  });

  it("has records that are not what their tables promise: the check tells, the clinic stays", async () => {
    const made = await backedUp();
    rewriteRecords(made, breakPromise);
    const { place, report, clinic } = made;
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([
      { fault: "records", files: 1 },
    ]);
    expect(() => restore(made, clinic.folder)).toThrow(failing("backup.damaged"));
    expect(clinic.within((store) => store.patients.list("oberg", 9, 0).total)).toBe(1);
  });

  it("was written by a newer Lentigo: the check and the restore say so", async () => {
    const made = await backedUp();
    const { place, report, clinic } = made;
    rewriteRecords(made, (database) => {
      database.pragma("user_version = 999");
    });
    expect(() => checkBackup(place, report.id, clinic.dataKey, nothing)).toThrow(
      failing("backup.newer"),
    );
    const folder = join(place.snapshots, report.id);
    const manifest = { ...readManifest(folder), format: 2 } as unknown as ReturnType<
      typeof readManifest
    >;
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ manifest, seal: "" }));
    expect(() => restore(made, clinic.folder)).toThrow(failing("backup.newer"));
    rmSync(join(folder, "manifest.json"));
    expect(() => restore(made, clinic.folder)).toThrow(failing("backup.damaged"));
  });
});

describe("a photo of which the backup's copy cannot be read", () => {
  it.skipIf(process.platform !== "linux")("is counted, and all else comes back", async () => {
    const made = await backedUp();
    made.clinic.within((store) => {
      addPhoto(store, "second");
    });
    const report = backUp(made.clinic, made.disk, 2);
    makeUnreadable(photoFile(made.place.root));
    const folder = join(temporaryFolder(), "clinic");
    expect(restore({ ...made, report }, folder)).toEqual({ before: null, damaged: 1 });
    expect(filesBelow(join(folder, "photos"))).toHaveLength(3);
  });
});

describe("a backup of an earlier Lentigo", () => {
  it("passes its check, and its records are brought to the newest version", async () => {
    const made = await backedUp();
    const { place, report, clinic } = made;
    const folder = join(place.snapshots, report.id);
    rmSync(databaseFile(folder));
    // Before there were accounts, reports and an audit log.
    rewriteRecords(made, (database) => {
      migrate(database, 3);
      database.exec(`
        INSERT INTO patients (id, number, family_name, given_name, sex, notes, sort_name,
          created_at, updated_at)
        VALUES ('0b7bd5a6-6f8d-4c1f-9f6e-2f6f5f0a1d11', '7', 'Aalto', '', 'female', '', 'aalto',
          '', '');
      `);
    });
    const counts = { patients: 1, lesions: 0, photos: 0, reports: 0, accounts: 0 };
    withKeys(clinic.dataKey, (keys) => {
      writeManifest(folder, { ...readManifest(folder), schema: 3, counts }, keys.backup);
    });
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([]);
    const restored = join(temporaryFolder(), "clinic");
    restore(made, restored);
    const store = openStoreWithKey(restored, clinic.dataKey);
    expect(store.patients.list("", 9, 0).patients).toMatchObject([{ familyName: "Aalto" }]);
    expect(store.integrity()).toBe("ok");
    store.close();
  });
});

describe("taking a restore back", () => {
  const names = (made: Made): string[] => readdirSync(made.home).sort();

  it("needs one that was put aside", async () => {
    const made = await backedUp();
    expect(() => {
      undoRestore(made.clinic.folder, at(9));
    }).toThrow(failing("backup.none"));
    expect(names(made)).toEqual(["clinic", "disk"]);
    expect(putAside(join(made.home, "no disk any more", "clinic"))).toEqual([]);
  });

  it("works where the restored clinic is gone", async () => {
    const made = await backedUp();
    restore(made, made.clinic.folder);
    rmSync(made.clinic.folder, { recursive: true });
    undoRestore(made.clinic.folder, at(10));
    expect(names(made)).toEqual(["clinic", "disk"]);
  });

  it("loses neither clinic where the restored one cannot be put aside", async () => {
    const made = await backedUp();
    const { clinic } = made;
    clinic.within((store) => store.patients.create(newPatient({ familyName: "Later" }), at(2)));
    restore(made, clinic.folder);
    // A clock that was put back: something of this name is there, which nothing may take the place of.
    const taken = `${clinic.folder}.before-restore-20260304T050507Z`;
    mkdirSync(join(taken, "photos"), { recursive: true });
    expect(() => {
      undoRestore(clinic.folder, at(5));
    }).toThrow();
    expect(names(made)).toContain("clinic.before-restore-20260304T050907Z");
    expect(clinic.within((store) => store.patients.list("later", 9, 0).total)).toBe(0);
    undoRestore(clinic.folder, at(11));
    expect(clinic.within((store) => store.patients.list("later", 9, 0).total)).toBe(1);
    expect(existsSync(taken)).toBe(true);
    expect(filesBelow(clinic.folder).length).toBeGreaterThan(3);
  });
});
