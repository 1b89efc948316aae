import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDataset } from "../../../../electron/training/dataset/readDataset";
import { takeFolder } from "../../../../electron/workflows/trainingFolder/takeFolder";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const { signal } = new AbortController();

/** A folder with a table; each row is image, lesion, patient, diagnosis and content. */
async function folderOf(rows: readonly (readonly [string, string, string, string, string])[]) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "images"));
  const lines = rows.map(([image, lesion, patient, dx, content]) => {
    writeFileSync(join(folder, "images", `${image}.jpg`), content);
    return [image, lesion, patient, dx].join();
  });
  writeFileSync(
    join(folder, "metadata.csv"),
    ["image_id,lesion_id,patient_id,dx", ...lines].join("\n"),
  );
  return takeFolder(folder, await readDataset(folder), hashOf, signal);
}

describe("a folder to learn from", () => {
  it("keeps photos of a patient together, and those of a lesion", async () => {
    const { photos } = await folderOf([
      ["a", "L1", "P1", "nv", "1"],
      ["b", "L2", "P1", "mel", "2"],
      ["c", "L2", "", "mel", "3"],
      ["d", "L3", "", "bcc", "4"],
      ["e", "", "", "df", "5"],
    ]);
    const groups = photos.map(({ group }) => group);
    expect(new Set(groups.slice(0, 3)).size).toBe(1);
    expect(new Set(groups).size).toBe(3);
    expect(photos[1]).toMatchObject({
      ...{ file: join("images", "b.jpg"), label: "mel", isHeldOut: null },
      sourceHash: hashOf(Buffer.from("2")),
    });
  });

  it("takes a copy once, though it is said to show another patient", async () => {
    const { photos, problems } = await folderOf([
      ["a", "L1", "P1", "nv", "same"],
      ["b", "L2", "P2", "nv", "same"],
      ["c", "L3", "P3", "nv", "other"],
    ]);
    expect(photos.map(({ file }) => file)).toEqual([
      join("images", "a.jpg"),
      join("images", "c.jpg"),
    ]);
    const details = { other: "a" };
    expect(problems).toEqual([{ row: null, name: "b", problem: "file-repeated", details }]);
  });

  it("takes no photo of which copies have other labels", async () => {
    const { photos, problems } = await folderOf([
      ["a", "L1", "P1", "nv", "same"],
      ["b", "L2", "P2", "mel", "same"],
      ["c", "L3", "P3", "nv", "other"],
    ]);
    expect(photos.map(({ file }) => file)).toEqual([join("images", "c.jpg")]);
    expect(problems.map(({ name, problem }) => [name, problem])).toEqual([
      ["a", "file-contradictory"],
      ["b", "file-contradictory"],
    ]);
  });

  it("leaves out what is none of the seven diagnoses, and says so", async () => {
    const folder = temporaryFolder();
    for (const [name, content] of [
      ["nevus", "1"],
      ["benign", "2"],
      ["scc", "3"],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "photo.jpg"), content);
    }
    const { photos, problems } = await takeFolder(
      folder,
      await readDataset(folder),
      hashOf,
      signal,
    );
    expect(photos.map(({ label }) => label)).toEqual(["nv"]);
    expect(problems.map(({ problem, details }) => [problem, details])).toEqual([
      ["label-unknown", { label: "benign" }],
      ["label-unknown", { label: "scc" }],
    ]);
  });
});
