import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkBackup } from "../../../../electron/store/backup/check";
import { restoreBackup } from "../../../../electron/store/backup/restore";
import type { BackupPlace } from "../../../../electron/store/backup/place";
import { at, backedUp, backUp, nothing, type Clinic } from "../../../fixtures/backedUpClinic";
import { flipByte } from "../../../fixtures/damage";
import { filesBelow } from "../../../fixtures/files";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

const FILES = { "weights.bin": "weights", "notes/MODEL_CARD.md": "# A model" };

/** A version's folder as far as backups look into it: a manifest that names files by their hashes. */
function install({ folder }: Clinic, version: string): string {
  const own = join(folder, "models", version);
  const files = Object.entries(FILES).map(([name, content]) => {
    const bytes = Buffer.from(`${content} of ${version}`);
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), bytes);
    return [name, createHash("sha256").update(bytes).digest("hex")];
  });
  const manifest = { version, files: Object.fromEntries(files) as Record<string, string> };
  writeFileSync(join(own, "manifest.json"), JSON.stringify(manifest));
  return own;
}

async function withModel() {
  const made = await backedUp();
  const own = install(made.clinic, "clinic-1");
  const report = backUp(made.clinic, made.disk, 2);
  return { ...made, own, report };
}

const copiesOf = ({ models }: BackupPlace, name: string): string[] =>
  filesBelow(models).filter((file) => file.endsWith(name));

function restore({ place, clinic, report }: Awaited<ReturnType<typeof withModel>>): string {
  const folder = join(temporaryFolder(), "clinic");
  restoreBackup({
    ...{ place, id: report.id, dataKey: clinic.dataKey, clinic: folder, actor: null },
    ...{ at: at(9), onProgress: nothing },
  });
  return folder;
}

describe("model versions in backups", () => {
  it("are copied once and come back as they were", async () => {
    const made = await withModel();
    const [copy = ""] = copiesOf(made.place, "weights.bin");
    const written = statSync(copy).ino;
    const report = backUp(made.clinic, made.disk, 3);
    expect(copiesOf(made.place, "weights.bin")).toEqual([copy]);
    expect(statSync(copy).ino).toBe(written);
    const restored = join(restore({ ...made, report }), "models", "clinic-1");
    for (const name of [...Object.keys(FILES), "manifest.json"]) {
      expect(readFileSync(join(restored, name))).toEqual(readFileSync(join(made.own, name)));
    }
  });

  it("leave out what is being written and what is no version", async () => {
    const { clinic, disk, place } = await withModel();
    install(clinic, ".clinic-2-being-written");
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
    const restored = restore(made);
    expect(filesBelow(join(restored, "photos"))).toHaveLength(2);
    expect(filesBelow(restored).filter((file) => file.endsWith("weights.bin"))).toEqual([]);
  });

  it("go with the last backup that names them", async () => {
    const { clinic, disk, place, own } = await withModel();
    rmSync(own, { recursive: true });
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
