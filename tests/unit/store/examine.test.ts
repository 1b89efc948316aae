import {
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeBackup } from "../../../electron/store/backup/make";
import { blobFile } from "../../../electron/store/blobs";
import { openDatabase } from "../../../electron/store/database";
import type { InstalledModel } from "../../../electron/store/backup/wholeModel";
import { examine } from "../../../electron/store/examine";
import { readKeyFile, revealKey, unguarded } from "../../../electron/store/keyFile";
import { withKeys } from "../../../electron/store/keys";
import { databaseFile, keyFileOf, openStore, type Store } from "../../../electron/store/open";
import type { ModelSummary } from "../../../electron/contract/models";
import type { PhotoId } from "../../../electron/contract/shapes";
import { peekIdentity } from "../../../electron/vision/network/installedModel";
import { installedModel, newVersion } from "../../../electron/workflows/modelFolders";
import { flipByte, makeUnreadable } from "../../fixtures/damage";
import { filesHolding } from "../../fixtures/files";
import { baseModel } from "../../fixtures/otherModel";
import { newPatient } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const nothing = (): void => undefined;

/** A clinic of three photos, closed, and what is needed to look through it. */
function clinic() {
  const home = temporaryFolder();
  const folder = join(home, "clinic");
  const disk = join(home, "disk");
  mkdirSync(disk);
  const store = openStore({ folder, guards: [unguarded] });
  const photos = ["a", "b", "c"].map((name): { id: PhotoId; blob: string } => {
    const blob = store.blobs.put(Buffer.alloc(5000, `${name} photo`));
    const thumbnail = store.blobs.put(Buffer.alloc(500, `${name} thumbnail`));
    const id = store.photos.add(
      {
        ...{ sourceHash: name, name: `${name}.jpg`, width: 600, height: 450, blob, thumbnail },
        ...{ takenAt: null, patientId: null },
      },
      at,
    );
    return { id, blob };
  });
  store.close();
  const content = readKeyFile(keyFileOf(folder));
  if (content.format !== 1) throw new Error("not as it was made");
  const dataKey = revealKey(content, [unguarded]);
  const fileOf = (blob: string): string => blobFile(join(folder, "photos"), blob);
  return {
    ...{ folder, disk, photos, dataKey, fileOf },
    within: <T>(work: (store: Store) => T): T => {
      const open = openStore({ folder, guards: [unguarded] });
      try {
        return work(open);
      } finally {
        open.close();
      }
    },
    look: (
      backups: string | null = null,
      onProgress: (share: number) => void = nothing,
      shipped: InstalledModel | null = null,
    ) => examine({ clinic: folder, dataKey, backups, shipped, at, onProgress }),
  };
}

/** Enters the base model in the records; in its folder lies nothing yet. */
function enterModel(
  { folder, within }: Pick<ReturnType<typeof clinic>, "folder" | "within">,
  origin: ModelSummary["origin"],
) {
  const identity = peekIdentity(baseModel);
  const model = installedModel(identity);
  if (!identity || !model) throw new Error("no model");
  within((store) => {
    store.modelVersions.add(newVersion(identity, origin, null));
  });
  return { ...model, own: join(folder, "models", model.version) };
}

/** Where in its file the rows of a table begin. */
function pageOf(folder: string, dataKey: Buffer, table: string): number {
  return withKeys(dataKey, (keys) => {
    const database = openDatabase(databaseFile(folder), keys.database, false);
    const root = database
      .prepare<[string], number>("SELECT rootpage FROM sqlite_master WHERE name = ?")
      .pluck()
      .get(table);
    const size = database.pragma("page_size", { simple: true }) as number;
    database.close();
    return ((root ?? NaN) - 1) * size + 100;
  });
}

describe("a look through the clinic", () => {
  it("finds nothing where all is whole", () => {
    expect(clinic().look()).toEqual({
      ...{ at: at.toISOString(), records: "whole", files: 6, faults: [] },
      ...{ models: [], modelsRestored: [] },
    });
  });

  it("names the photo of which one byte is flipped, and puts its file out of the way", () => {
    const { look, photos, fileOf, within } = clinic();
    const [, broken, other] = photos;
    if (!broken || !other) throw new Error("no photos");
    flipByte(fileOf(broken.blob));
    const fault = { kind: "photo", id: broken.id, fault: "damaged", restored: false };
    expect(look().faults).toEqual([fault]);
    // What is out of the way is still told as damaged, not as gone.
    expect(look().faults).toEqual([fault]);
    within((store) => {
      expect(() => store.blobs.get(broken.blob)).toThrow(
        expect.objectContaining({ code: "photo.file-damaged" }),
      );
      expect(store.blobs.opens(other.blob)).toBe(true);
      expect(store.photos.get(broken.id).name).toBe("b.jpg");
    });
  });

  it("brings damaged and missing files back from the backups", () => {
    const { look, photos, fileOf, folder, disk, dataKey, within } = clinic();
    makeBackup({ shipped: null, clinic: folder, dataKey, folder: disk, at, onProgress: nothing });
    const [first, second] = photos;
    if (!first || !second) throw new Error("no photos");
    flipByte(fileOf(first.blob));
    rmSync(fileOf(second.blob));
    const { faults } = look(disk);
    expect(faults.map(({ id, fault, restored }) => [id, fault, restored]).sort()).toEqual(
      [
        [first.id, "damaged", true],
        [second.id, "missing", true],
      ].sort(),
    );
    expect(look(disk).faults).toEqual([]);
    within((store) => {
      for (const { blob } of photos) expect(store.blobs.opens(blob)).toBe(true);
    });
  });

  it.skipIf(process.platform !== "linux")(
    "names a file that the disk does not give out, and leaves it: it may come at another try",
    () => {
      const { look, photos, fileOf, folder, disk, dataKey } = clinic();
      const [held] = photos;
      if (!held) throw new Error("no photos");
      const file = fileOf(held.blob);
      const bytes = readFileSync(file);
      makeUnreadable(file);
      expect(look().faults).toEqual([
        { kind: "photo", id: held.id, fault: "damaged", restored: false },
      ]);
      rmSync(file);
      writeFileSync(file, bytes);
      expect(look().faults).toEqual([]);
      makeBackup({ shipped: null, clinic: folder, dataKey, folder: disk, at, onProgress: nothing });
      makeUnreadable(file);
      expect(look(disk).faults).toMatchObject([{ id: held.id, restored: true }]);
      expect(lstatSync(file).isFile()).toBe(true);
    },
  );

  it("does not bring back what is deleted for good while it looks", () => {
    const { look, photos, folder, disk, dataKey, within } = clinic();
    makeBackup({ shipped: null, clinic: folder, dataKey, folder: disk, at, onProgress: nothing });
    const deleted = photos[2];
    if (!deleted) throw new Error("no photos");
    let isDeleted = false;
    const { faults, files } = look(disk, () => {
      if (isDeleted) return;
      isDeleted = true;
      within((store) => {
        store.removals.photo(deleted.id, null, at);
        store.removals.finish((name) => {
          store.blobs.remove(name);
        });
      });
    });
    expect(files).toBe(6); // as it was when the look began
    expect(faults).toEqual([]);
    expect(filesHolding(join(folder, "photos"), deleted.blob)).toEqual([]);
  });

  it("takes no copy that is damaged itself, and none from another clinic", () => {
    const { look, photos, fileOf, folder, disk, dataKey } = clinic();
    makeBackup({ shipped: null, clinic: folder, dataKey, folder: disk, at, onProgress: nothing });
    const [broken] = photos;
    if (!broken) throw new Error("no photos");
    flipByte(fileOf(broken.blob));
    flipByte(blobFile(join(disk, "Lentigo backup", "photos"), broken.blob));
    expect(look(disk).faults).toMatchObject([{ id: broken.id, restored: false }]);
    expect(look(join(disk, "gone")).faults).toMatchObject([{ restored: false }]);
  });

  it("says that the database is damaged where a byte of it is flipped, and still reads files", () => {
    const { look, folder, dataKey, within } = clinic();
    within((store) => {
      store.patients.create(newPatient(), at);
    });
    // Where the tables themselves are told of, nothing opens.
    flipByte(databaseFile(folder), pageOf(folder, dataKey, "patients"));
    expect(look()).toMatchObject({ records: "damaged", files: 6, faults: [] });
  });

  it("reads no file that damaged records do not name, and comes to its end", () => {
    const { look, folder, dataKey, photos, fileOf, within } = clinic();
    const [broken] = photos;
    if (!broken) throw new Error("no photos");
    enterModel({ folder, within }, "imported");
    flipByte(fileOf(broken.blob));
    for (const table of ["photos", "model_versions"]) {
      flipByte(databaseFile(folder), pageOf(folder, dataKey, table));
    }
    expect(look()).toMatchObject({ records: "damaged", files: 0, faults: [], models: [] });
  });

  it("names a model version of which one byte is flipped", () => {
    const { look, folder, within } = clinic();
    const { version, own } = enterModel({ folder, within }, "imported");
    cpSync(baseModel, own, { recursive: true });
    expect(look().models).toEqual([]);
    flipByte(join(own, "weights.bin"));
    expect(look().models).toEqual([version]);
    if (process.platform !== "linux") return;
    makeUnreadable(join(own, "model.json"));
    expect(look().models).toEqual([version]);
  });

  it("names a model version whose folder is gone, but the one that this Lentigo brings", () => {
    const { look, folder, within } = clinic();
    const { own: _, ...ours } = enterModel({ folder, within }, "shipped");
    expect(look(null, nothing, ours).models).toEqual([]);
    // A Lentigo that brings another one does not bring this one back.
    for (const other of [null, { ...ours, version: "base-9" }, { ...ours, manifestHash: "00" }]) {
      expect(look(null, nothing, other).models).toEqual([ours.version]);
    }
  });

  it("names a model version that cannot be brought back, and goes on", () => {
    const { look, folder, disk, dataKey, photos, fileOf, within } = clinic();
    const { version, own } = enterModel({ folder, within }, "retrained");
    const models = join(folder, "models");
    cpSync(baseModel, own, { recursive: true });
    makeBackup({ shipped: null, clinic: folder, dataKey, folder: disk, at, onProgress: nothing });
    flipByte(fileOf(photos[0]?.blob ?? ""));
    flipByte(join(own, "weights.bin"));
    // Nothing can be written where its draft would lie, as on a disk that is full.
    mkdirSync(join(models, "elsewhere"));
    symlinkSync(join(models, "elsewhere", "gone", "further"), join(models, `.restored-${version}`));
    const { models: named, modelsRestored, faults } = look(disk);
    expect([named, modelsRestored]).toEqual([[version], []]);
    expect(faults).toMatchObject([{ id: photos[0]?.id, restored: true }]);
    expect(readdirSync(models).sort()).toEqual([version, "elsewhere"].sort());
    expect(look(disk).modelsRestored).toEqual([version]);
  });

  it("brings a damaged or missing model version back from the backups", () => {
    const { look, folder, disk, dataKey, within } = clinic();
    const { version, own } = enterModel({ folder, within }, "retrained");
    cpSync(baseModel, own, { recursive: true });
    makeBackup({ shipped: null, clinic: folder, dataKey, folder: disk, at, onProgress: nothing });
    const harms = [
      () => {
        flipByte(join(own, "weights.bin"));
      },
      () => {
        rmSync(own, { recursive: true });
      },
    ];
    for (const harm of harms) {
      harm();
      expect(look().models).toEqual([version]);
      expect(look(disk)).toMatchObject({ models: [], modelsRestored: [version] });
      expect(look(disk)).toMatchObject({ models: [], modelsRestored: [] });
      expect(readdirSync(join(folder, "models"))).toEqual([version]);
    }
  });
});
