import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { SHELVES } from "../../../electron/store/blobs";
import type { KeyGuard } from "../../../electron/store/keyFile";
import { unguarded } from "../../../electron/store/keyFile";
import { openDatabase } from "../../../electron/store/database";
import { openStore, type Store } from "../../../electron/store/open";
import { filesBelow, filesHolding } from "../../fixtures/files";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { newAnalysis, newPatient, photoFilter } from "../../fixtures/records";

const at = new Date("2026-03-04T05:06:07Z");

function open(folder: string): Store {
  return openStore({ folder, guards: [unguarded] });
}

function addPhoto(store: Store, content: string): string {
  const blob = store.blobs.put(Buffer.from(`${content} photo`));
  const thumbnail = store.blobs.put(Buffer.from(`${content} thumbnail`));
  return store.photos.add(
    {
      sourceHash: store.blobs.nameOf(Buffer.from(content)),
      name: `${content}.jpg`,
      width: 600,
      height: 450,
      blob,
      thumbnail,
      takenAt: null,
      patientId: null,
    },
    at,
  );
}

describe("a clinic's store", () => {
  it("keeps what was written and passes its integrity check after a restart", () => {
    const folder = join(temporaryFolder(), "clinic");
    const first = open(folder);
    const id = first.patients.create(newPatient({ familyName: "Öberg" }), at);
    first.close();
    const second = open(folder);
    expect(second.patients.get(id).familyName).toBe("Öberg");
    expect(second.integrity()).toBe("ok");
    second.close();
  });

  it("has no keys any more once it is closed", () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    const blob = store.blobs.put(Buffer.from("photo"));
    store.close();
    expect(() => store.blobs.get(blob)).toThrow();
    const again = open(folder);
    expect(again.blobs.get(blob).toString()).toBe("photo");
    again.close();
  });

  it("leaves no readable trace of a patient, write-ahead log included", () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    const marker = "Zyxwvutsrq-Marker";
    const patient = newPatient({ familyName: marker, notes: `${marker} notes`, number: marker });
    store.patients.create(patient, at);
    addPhoto(store, marker);
    expect(existsSync(join(folder, "clinic.db-wal"))).toBe(true);
    expect(filesHolding(folder, marker)).toEqual([]);
    store.close();
    expect(filesHolding(folder, marker)).toEqual([]);
    expect(readFileSync(join(folder, "clinic.db")).toString("latin1")).not.toContain("SQLite");
  });

  it("never puts a fresh database in the place of a lost one", () => {
    const folder = join(temporaryFolder(), "clinic");
    open(folder).close();
    rmSync(join(folder, "clinic.db"));
    expect(() => open(folder)).toThrow(expect.objectContaining({ code: "store.missing" }));
    expect(existsSync(join(folder, "clinic.db"))).toBe(false);
  });

  it("refuses to start without its key, or with a damaged one, and touches nothing", () => {
    const folder = join(temporaryFolder(), "clinic");
    open(folder).close();
    const keyFile = join(folder, "key.json");
    const before = readFileSync(join(folder, "clinic.db"));

    writeFileSync(keyFile, "{}");
    expect(() => open(folder)).toThrow(expect.objectContaining({ code: "store.key-damaged" }));
    renameSync(keyFile, `${keyFile}.aside`);
    expect(() => open(folder)).toThrow(expect.objectContaining({ code: "store.key-missing" }));
    expect(readFileSync(join(folder, "clinic.db")).equals(before)).toBe(true);
  });

  it("says so where the key is another clinic's", () => {
    const parent = temporaryFolder();
    open(join(parent, "one")).close();
    open(join(parent, "two")).close();
    copyFileSync(join(parent, "two", "key.json"), join(parent, "one", "key.json"));
    expect(() => open(join(parent, "one"))).toThrow(
      expect.objectContaining({ code: "store.wrong-key" }),
    );
  });

  it("needs the keyring that guards the key", () => {
    const folder = join(temporaryFolder(), "clinic");
    const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xa5));
    const keyring: KeyGuard = { protection: "keyring", protect: flip, reveal: flip };
    const store = openStore({ folder, guards: [keyring, unguarded] });
    const kept: unknown = JSON.parse(readFileSync(join(folder, "key.json"), "utf8"));
    expect(kept).toMatchObject({ protection: "keyring" });
    store.close();
    expect(() => open(folder)).toThrow(expect.objectContaining({ code: "store.key-missing" }));
  });

  it("refuses a database that a newer version wrote and leaves it as it is", () => {
    const file = join(temporaryFolder(), "clinic.db");
    const key = Buffer.alloc(32, 7);
    const database = openDatabase(file, key, true);
    database.pragma("user_version = 999");
    database.close();
    expect(() => openDatabase(file, key, false)).toThrow(
      expect.objectContaining({ code: "store.newer" }),
    );
  });

  it("notices a flipped byte in the database", () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    for (let index = 0; index < 200; index++) store.patients.create(newPatient(), at);
    store.close();
    const file = join(folder, "clinic.db");
    const bytes = readFileSync(file);
    // A page in the middle: the first would read as a wrong key.
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const read = (): unknown => {
      const damaged = open(folder);
      try {
        // Whether SQLite refuses the page or reports it depends on what the page holds.
        const verdict = damaged.integrity();
        if (verdict !== "ok") throw new Error(verdict);
        return damaged.patients.list("", 500, 0).total;
      } finally {
        damaged.close();
      }
    };
    expect(read).toThrow();
  });

  it("starts over where making a new clinic was cut short", () => {
    const folder = join(temporaryFolder(), "clinic");
    open(folder).close();
    renameSync(folder, `${folder}.new`);
    rmSync(join(`${folder}.new`, "key.json"));
    const store = open(folder);
    expect(store.integrity()).toBe("ok");
    store.close();
  });

  it("sets aside files that no photo refers to, removes unfinished ones, leaves others be", async () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    addPhoto(store, "kept");
    const orphan = store.blobs.put(Buffer.from("orphan"));
    store.close();
    const photos = join(folder, "photos");
    const shelf = join(photos, orphan.slice(0, 2));
    const unfinished = join(shelf, `${orphan}.new`);
    const foreign = [join(photos, ".DS_Store"), join(shelf, "desktop.ini")];
    for (const file of [unfinished, ...foreign]) writeFileSync(file, "x");

    const again = open(folder);
    const report = await again.repair(new AbortController().signal);
    expect(report).toEqual({ unreferencedFiles: 1, missingFiles: 0 });
    expect(SHELVES.flatMap((each) => again.blobs.list(each))).toHaveLength(2);
    expect(existsSync(join(photos, "unreferenced", orphan))).toBe(true);
    expect(existsSync(unfinished)).toBe(false);
    for (const file of foreign) expect(existsSync(file)).toBe(true);
    again.close();
  });

  it("takes no photo for a left-over that is added while it looks", async () => {
    const store = open(join(temporaryFolder(), "clinic"));
    const looking = store.repair(new AbortController().signal);
    for (let index = 0; index < 50; index++) {
      addPhoto(store, `photo ${String(index)}`);
      await breathe();
    }
    expect(await looking).toEqual({ unreferencedFiles: 0, missingFiles: 0 });
    store.close();
  });

  it("stops looking where the store is about to be closed", async () => {
    const store = open(join(temporaryFolder(), "clinic"));
    const orphan = store.blobs.put(Buffer.from("orphan"));
    const ending = new AbortController();
    ending.abort();
    expect(await store.repair(ending.signal)).toEqual({ unreferencedFiles: 0, missingFiles: 0 });
    expect(store.blobs.list(orphan.slice(0, 2))).toEqual([orphan]);
    store.close();
  });

  it("counts files that are gone, and opens all the same", async () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    const { blob } = store.photos.files(store.photos.get(addPhoto(store, "gone") as never).id);
    store.blobs.remove(blob);
    store.close();
    const again = open(folder);
    const report = await again.repair(new AbortController().signal);
    expect(report).toEqual({ unreferencedFiles: 0, missingFiles: 1 });
    again.close();
  });

  it("takes an empty database for a lost one, and keeps every photo", () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    addPhoto(store, "kept");
    store.close();
    writeFileSync(join(folder, "clinic.db"), "");
    expect(() => open(folder)).toThrow(expect.objectContaining({ code: "store.damaged" }));
    const photos = filesBelow(join(folder, "photos"));
    expect(photos).toHaveLength(2);
    expect(photos.some((file) => file.includes("unreferenced"))).toBe(false);
  });

  it("finishes a new clinic that only lacked its name", () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    store.patients.create(newPatient(), at);
    store.close();
    renameSync(folder, `${folder}.new`);
    const again = open(folder);
    expect(again.patients.list("", 10, 0).total).toBe(1);
    again.close();
  });

  it("rolls back a transaction as a whole", () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = open(folder);
    expect(() =>
      store.transaction(() => {
        store.patients.create(newPatient(), at);
        throw new Error("cut short");
      }),
    ).toThrow("cut short");
    expect(store.patients.list("", 10, 0).total).toBe(0);
    store.close();
  });
});

describe("the worklist", () => {
  const filter = photoFilter();

  function clinicWithPhotos() {
    const store = open(join(temporaryFolder(), "clinic"));
    const add = (name: string, level: Parameters<typeof newAnalysis>[0], score: number): string => {
      const id = addPhoto(store, name);
      store.analyses.add(store.photos.get(id as never).id, newAnalysis(level, score), at);
      return id;
    };
    add("b", "routine", 0.01);
    add("c", "urgent", 0.7);
    add("d", "cannot-assess", 0.99);
    add("e", "urgent", 0.9);
    add("f", "soon", 0.3);
    return store;
  }

  const names = (
    store: Store,
    change: Partial<typeof filter & { levels: never[] }> = {},
  ): string[] =>
    store.photos
      .list({ ...filter, ...change }, new Date(0), 100, 0)
      .photos.map(({ name }) => name.replace(".jpg", ""));

  it("is sorted most urgent first and counts every level", () => {
    const store = clinicWithPhotos();
    expect(names(store)).toEqual(["e", "c", "f", "b", "d"]);
    expect(store.photos.list(filter, new Date(0), 2, 0)).toMatchObject({
      total: 5,
      counts: { urgent: 2, soon: 1, routine: 1, "cannot-assess": 1 },
      photos: [{ name: "e.jpg" }, { name: "c.jpg" }],
    });
    store.close();
  });

  it("filters by level, by patient and by day", () => {
    const store = clinicWithPhotos();
    const soonAndUrgent = store.photos.list(
      { ...filter, levels: ["soon", "urgent"] },
      new Date(0),
      100,
      0,
    );
    expect(soonAndUrgent.photos.map(({ name }) => name)).toEqual(["e.jpg", "c.jpg", "f.jpg"]);
    expect(soonAndUrgent.total).toBe(3);

    const patientId = store.patients.create(newPatient(), at);
    const [first] = soonAndUrgent.photos;
    if (!first) throw new Error("no photo");
    store.photos.assign(first.id, patientId);
    expect(names(store, { unassigned: true })).toEqual(["c", "f", "b", "d"]);
    expect(store.patients.get(patientId)).toMatchObject({ photoCount: 1, level: "urgent" });

    const dayAfter = new Date(at.getTime() + 86_400_000);
    expect(store.photos.list({ ...filter, today: true }, dayAfter, 100, 0).total).toBe(0);
    expect(store.photos.list({ ...filter, today: true }, at, 100, 0).total).toBe(5);
    store.close();
  });

  it("follows the latest analysis and keeps the earlier ones", () => {
    const store = clinicWithPhotos();
    const [urgent] = store.photos.list(filter, new Date(0), 1, 0).photos;
    if (!urgent) throw new Error("no photo");
    const later = new Date(at.getTime() + 1000);
    store.analyses.add(urgent.id, newAnalysis("routine", 0.02), later);
    expect(names(store)).toEqual(["c", "f", "e", "b", "d"]);
    expect(store.analyses.ofPhoto(urgent.id).map(({ level }) => level)).toEqual([
      "routine",
      "urgent",
    ]);
    store.close();
  });

  it("gives back probabilities and maps bit by bit", () => {
    const store = clinicWithPhotos();
    const [photo] = store.photos.list(filter, new Date(0), 1, 0).photos;
    if (!photo?.analysis) throw new Error("no analysis");
    const kept = newAnalysis("urgent", 0.9);
    expect(photo.analysis.probabilities).toEqual(kept.probabilities);
    const heat = store.analyses.heatmap(photo.analysis.id);
    expect([heat.width, heat.height, heat.frame]).toEqual([9, 7, kept.heat.frame]);
    expect(heat.maps.mel[0]).toBe(4);
    expect(heat.maps.mel[62]).toBeCloseTo(4.62, 5);
    store.close();
  });

  it("removes a photo with its analyses, and its files unless another photo needs them", () => {
    const store = clinicWithPhotos();
    const [photo] = store.photos.list(filter, new Date(0), 1, 0).photos;
    if (!photo) throw new Error("no photo");
    const { blob, thumbnail } = store.photos.files(photo.id);
    expect(store.photos.remove(photo.id)).toEqual([blob, thumbnail]);
    expect(store.analyses.ofPhoto(photo.id)).toEqual([]);
    expect(() => store.photos.get(photo.id)).toThrow(
      expect.objectContaining({ code: "photo.missing" }),
    );
    store.close();
  });
});
