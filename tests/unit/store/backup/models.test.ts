import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ModelVersion, type ModelSummary } from "../../../../electron/contract/models";
import { checkBackup } from "../../../../electron/store/backup/check";
import { sha256Of } from "../../../../electron/store/backup/copyFiles";
import { makeBackup } from "../../../../electron/store/backup/make";
import { restoreBackup } from "../../../../electron/store/backup/restore";
import type { BackupPlace } from "../../../../electron/store/backup/place";
import {
  at,
  backedUp,
  backUp,
  nothing,
  photoFile,
  snapshotFile,
  type Clinic,
} from "../../../fixtures/backedUpClinic";
import { flipByte, makeUnreadable } from "../../../fixtures/damage";
import { filesBelow } from "../../../fixtures/files";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

/** What happens once a folder's files have been listed, if anything. */
const listing = vi.hoisted(() => ({ after: null as ((folder: string) => void) | null }));

vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof import("node:fs")>();
  const readdirSync = ((...given: Parameters<typeof fs.readdirSync>) => {
    const found = fs.readdirSync(...given);
    listing.after?.(String(given[0]));
    return found;
  }) as typeof fs.readdirSync;
  return { ...fs, readdirSync };
});

const FILES = { "weights.bin": "weights", "notes/MODEL_CARD.md": "# A model" };

/** A version's folder as far as backups look into it: a manifest that names files by their hashes. */
function write({ folder }: Clinic, version: string): string {
  const own = join(folder, "models", version);
  const files = Object.entries(FILES).map(([name, content]) => {
    const bytes = Buffer.from(`${content} of ${version}`);
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), bytes);
    return [name, sha256Of(bytes)];
  });
  const manifest = { version, files: Object.fromEntries(files) as Record<string, string> };
  writeFileSync(join(own, "manifest.json"), JSON.stringify(manifest));
  return own;
}

/** Writes a version and enters it in the records. */
function install(
  clinic: Clinic,
  version: string,
  origin: ModelSummary["origin"] = "imported",
): string {
  const own = write(clinic, version);
  clinic.within((store) => {
    store.modelVersions.add({
      ...{ version: ModelVersion.parse(version), parent: null, origin, state: "candidate" },
      manifestHash: sha256Of(readFileSync(join(own, "manifest.json"))),
      ...{ createdAt: "2026-03-04T05:06:07.000Z", recipe: "quick", photos: 0 },
      ...{ balancedAccuracy: null, runId: null },
    });
  });
  return own;
}

/** Deletes a version, as its row goes before its folder. */
function remove(clinic: Clinic, version: string): void {
  clinic.within((store) => {
    store.modelVersions.remove(ModelVersion.parse(version));
  });
  rmSync(join(clinic.folder, "models", version), { recursive: true });
}

async function withModel(origin: ModelSummary["origin"] = "imported") {
  const made = await backedUp();
  const own = install(made.clinic, "clinic-1", origin);
  const report = backUp(made.clinic, made.disk, 2);
  return { ...made, own, report };
}

const copiesOf = ({ models }: BackupPlace, name: string): string[] =>
  filesBelow(models).filter((file) => file.endsWith(name));

function restore({ place, clinic, report }: Awaited<ReturnType<typeof withModel>>) {
  const folder = join(temporaryFolder(), "clinic");
  const { damaged } = restoreBackup({
    ...{ place, id: report.id, dataKey: clinic.dataKey, clinic: folder, actor: null },
    ...{ at: at(9), onProgress: nothing },
  });
  return { folder, damaged };
}

const onLinux = it.skipIf(process.platform !== "linux");

describe("model versions in backups", () => {
  it("are copied once and come back as they were", async () => {
    const made = await withModel();
    const [copy = ""] = copiesOf(made.place, "weights.bin");
    const written = statSync(copy).ino;
    const report = backUp(made.clinic, made.disk, 3);
    expect(copiesOf(made.place, "weights.bin")).toEqual([copy]);
    expect(statSync(copy).ino).toBe(written);
    const { folder, damaged } = restore({ ...made, report });
    expect(damaged).toBe(0);
    const restored = join(folder, "models", "clinic-1");
    for (const name of [...Object.keys(FILES), "manifest.json"]) {
      expect(readFileSync(join(restored, name))).toEqual(readFileSync(join(made.own, name)));
    }
  });

  it("leave out what is being written and what is no version", async () => {
    const { clinic, disk, place } = await withModel();
    write(clinic, ".clinic-2-being-written");
    mkdirSync(join(clinic.folder, "models", "somebody's folder"));
    const { id } = backUp(clinic, disk, 3);
    expect(copiesOf(place, "manifest.json")).toHaveLength(1);
    expect(checkBackup(place, id, clinic.dataKey, nothing).faults).toEqual([]);
  });

  it.each([
    [
      "one byte is changed",
      (copy: string) => {
        flipByte(copy);
      },
    ],
    [
      "its manifest is gone",
      (copy: string) => {
        rmSync(join(dirname(copy), "manifest.json"));
      },
    ],
    [
      "a file is gone",
      (copy: string) => {
        rmSync(copy);
      },
    ],
  ])("are named by the check where %s, and copied anew by the next backup", async (_, damage) => {
    const { place, report, clinic, disk } = await withModel();
    const [copy = ""] = copiesOf(place, "weights.bin");
    damage(copy);
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([
      { fault: "models", files: 1 },
    ]);
    const { id } = backUp(clinic, disk, 3);
    expect(checkBackup(place, id, clinic.dataKey, nothing).faults).toEqual([]);
  });

  it("that are gone keep nothing else from being restored", async () => {
    const made = await withModel();
    rmSync(made.place.models, { recursive: true });
    const { folder, damaged } = restore(made);
    expect(damaged).toBe(1);
    expect(filesBelow(join(folder, "photos"))).toHaveLength(2);
    expect(filesBelow(folder).filter((file) => file.endsWith("weights.bin"))).toEqual([]);
  });

  onLinux.each([
    ["whose weights the disk does not give out", "weights.bin", makeUnreadable],
    ["whose manifest the disk does not give out", "manifest.json", makeUnreadable],
    [
      "whose manifest is gone",
      "manifest.json",
      (file: string) => {
        rmSync(file);
      },
    ],
    [
      "whose manifest is damaged",
      "manifest.json",
      (file: string) => {
        flipByte(file);
      },
    ],
  ])("%s in the clinic are told as lacking, and all else is backed up", async (_, name, damage) => {
    const { clinic, disk, place } = await backedUp();
    damage(join(install(clinic, "clinic-1"), name));
    install(clinic, "clinic-2");
    const report = backUp(clinic, disk, 2);
    const lacking = [{ kind: "model", id: "clinic-1" }];
    expect(report).toMatchObject({ damaged: 1, lacking });
    expect(copiesOf(place, "weights.bin")).toHaveLength(1);
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([
      { fault: "models", files: 1 },
    ]);
  });

  onLinux("damaged in the clinic are no fault as long as the backups hold them", async () => {
    const made = await withModel();
    makeUnreadable(join(made.own, "manifest.json"));
    const report = backUp(made.clinic, made.disk, 3);
    expect(report).toMatchObject({ damaged: 0, lacking: [] });
    expect(restore({ ...made, report }).damaged).toBe(0);
  });

  onLinux("that the disk does not give out are named by the check, which goes on", async () => {
    const { clinic, place, report } = await withModel();
    const [copy = ""] = copiesOf(place, "weights.bin");
    makeUnreadable(copy);
    makeUnreadable(photoFile(place.root));
    makeUnreadable(snapshotFile(place, "key.json"));
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([
      { fault: "key", files: 1 },
      { fault: "models", files: 1 },
      { fault: "photos", files: 1 },
    ]);
  });

  onLinux("that the disk did not give out for once come back all the same", async () => {
    const made = await withModel();
    const { clinic, disk, place, own } = made;
    const [copy = ""] = copiesOf(place, "weights.bin");
    const content = readFileSync(copy);
    makeUnreadable(copy);
    checkBackup(place, made.report.id, clinic.dataKey, nothing);
    // The clinic's own is damaged meanwhile: what was put aside is the only copy.
    flipByte(join(own, "weights.bin"));
    const lacking = [{ kind: "model", id: "clinic-1" }];
    // Of two within an hour the later stays: what none needs is cleared away.
    expect(backUp(clinic, disk, 3)).toMatchObject({ removed: 1, lacking });
    const aside = join(`${dirname(copy)}.damaged`, "weights.bin");
    rmSync(aside);
    writeFileSync(aside, content);
    const report = backUp(clinic, disk, 4);
    expect(report).toMatchObject({ damaged: 0, lacking: [] });
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([]);
    const { folder, damaged } = restore({ ...made, report });
    expect(damaged).toBe(0);
    expect(readFileSync(join(folder, "models", "clinic-1", "weights.bin"))).toEqual(content);
  });

  it("that were put aside go once there is a whole copy again", async () => {
    const { clinic, disk, place, report } = await withModel();
    const [copy = ""] = copiesOf(place, "weights.bin");
    flipByte(copy);
    checkBackup(place, report.id, clinic.dataKey, nothing);
    backUp(clinic, disk, 3);
    expect(copiesOf(place, "weights.bin")).toEqual([copy]);
  });

  onLinux("of which a copy cannot be read keep nothing else from being restored", async () => {
    const made = await withModel();
    makeUnreadable(copiesOf(made.place, "weights.bin")[0] ?? "");
    const { folder, damaged } = restore(made);
    expect(damaged).toBe(1);
    expect(filesBelow(join(folder, "photos"))).toHaveLength(2);
  });

  it.each(["imported", "retrained", "shipped"] as const)(
    "whose folder is gone, %s, stay where the backups hold them, and come back",
    async (origin) => {
      const made = await withModel(origin);
      const { clinic, disk, place, own } = made;
      const [copy = ""] = copiesOf(place, "weights.bin");
      rmSync(own, { recursive: true });
      // Of two within an hour the later stays: what none needs is cleared away.
      const report = backUp(clinic, disk, 3);
      expect(report).toMatchObject({ removed: 1, damaged: 0, lacking: [] });
      expect(copiesOf(place, "weights.bin")).toEqual([copy]);
      const { folder, damaged } = restore({ ...made, report });
      expect(damaged).toBe(0);
      expect(filesBelow(join(folder, "models"))).toHaveLength(3);
    },
  );

  it("whose folder is gone, and of which there is no copy, are lacking, but the one that Lentigo brings", async () => {
    const { clinic, disk, place } = await backedUp();
    const base = install(clinic, "base-2", "shipped");
    const manifestHash = sha256Of(readFileSync(join(base, "manifest.json")));
    rmSync(base, { recursive: true });
    // One that an earlier Lentigo brought is in the clinic's folder alone.
    rmSync(install(clinic, "base-1", "shipped"), { recursive: true });
    rmSync(install(clinic, "clinic-1", "retrained"), { recursive: true });
    const report = backUp(clinic, disk, 2, { version: "base-2", manifestHash });
    expect(report.lacking).toEqual([
      { kind: "model", id: "base-1" },
      { kind: "model", id: "clinic-1" },
    ]);
    expect(report.damaged).toBe(2);
    expect(checkBackup(place, report.id, clinic.dataKey, nothing).faults).toEqual([
      { fault: "models", files: 2 },
    ]);
  });

  it("that are deleted while they are copied do not keep all else from being backed up", async () => {
    const { clinic, disk, place } = await backedUp();
    const own = install(clinic, "clinic-1");
    listing.after = (folder) => {
      if (folder !== own) return;
      listing.after = null;
      remove(clinic, "clinic-1");
    };
    const { id, damaged } = backUp(clinic, disk, 2);
    expect(listing.after).toBeNull();
    expect(damaged).toBe(0);
    expect(checkBackup(place, id, clinic.dataKey, nothing).faults).toEqual([]);
  });

  it("that are deleted while a backup is made are in it, as its records name them", async () => {
    const { clinic, disk, place } = await backedUp();
    install(clinic, "clinic-1");
    let isDeleted = false;
    const { id, damaged } = makeBackup({
      shipped: null,
      ...{ clinic: clinic.folder, dataKey: clinic.dataKey, folder: disk, at: at(2) },
      onProgress: (share) => {
        if (share < 0.9 || isDeleted) return;
        isDeleted = true;
        remove(clinic, "clinic-1");
      },
    });
    expect(damaged).toBe(0);
    expect(checkBackup(place, id, clinic.dataKey, nothing).faults).toEqual([]);
  });

  it("go with the last backup that names them", async () => {
    const { clinic, disk, place } = await withModel();
    remove(clinic, "clinic-1");
    backUp(clinic, disk, 3);
    // Those of one hour: the latest stays, and none names the version any more.
    expect(filesBelow(place.models)).toEqual([]);
  });

  it("of which a copy was cut short are copied anew", async () => {
    const { clinic, disk, place } = await withModel();
    const [copy = ""] = copiesOf(place, "weights.bin");
    const unfinished = `${dirname(copy)}.new`;
    rmSync(dirname(copy), { recursive: true });
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, "left-over"), "half");
    const { id } = backUp(clinic, disk, 3);
    expect(checkBackup(place, id, clinic.dataKey, nothing).faults).toEqual([]);
    expect(filesBelow(place.models).filter((file) => file.endsWith("left-over"))).toEqual([]);
  });
});
