import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDataset } from "../../../../electron/training/dataset/readDataset";
import { withoutUnreadable } from "../../../../electron/training/dataset/unreadableFiles";
import { writeBadPhotos, writePhotoSet } from "../../../fixtures/photos";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

describe("image files that cannot be decoded", () => {
  it("are left out, each with the reason; the others stay", async () => {
    const folder = temporaryFolder();
    await writePhotoSet(join(folder, "nv"), { count: 5, seed: 3, width: 90, height: 60 });
    await writeBadPhotos(join(folder, "mel"));
    const seen: [number, number][] = [];
    const dataset = await withoutUnreadable(await readDataset(folder), {
      onProgress: (...progress) => seen.push(progress),
    });
    expect(dataset.photos.map(({ imageId }) => imageId)).toEqual([
      "mel/tiny",
      ...[1, 2, 3, 4, 5].map((number) => `nv/lesion-00${number}`),
    ]);
    const found = dataset.problems.filter(({ problem }) => problem === "file-unreadable");
    expect(found.map(({ name, details }) => [name, details["code"]])).toEqual([
      ["mel/animated", "photo.animated"],
      ["mel/empty", "photo.empty"],
      ["mel/huge", "photo.too-large"],
      ["mel/text", "photo.not-an-image"],
      ["mel/truncated", "photo.damaged"],
    ]);
    expect(seen.at(-1)).toEqual([11, 11]);
  });

  it("are no longer looked for where that is cancelled", async () => {
    const folder = temporaryFolder();
    await writePhotoSet(join(folder, "nv"), { count: 1, seed: 3, width: 90, height: 60 });
    writeFileSync(join(folder, "nv", "text.jpg"), "no image");
    const dataset = await readDataset(folder);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(withoutUnreadable(dataset, { signal })).rejects.toThrow("enough");
  });

  it("are not those that have gone since the folder was read", async () => {
    const folder = temporaryFolder();
    const [file = ""] = await writePhotoSet(join(folder, "nv"), {
      ...{ count: 1, seed: 3, width: 90, height: 60 },
    });
    const dataset = await readDataset(folder);
    rmSync(file);
    await expect(withoutUnreadable(dataset)).rejects.toThrow("ENOENT");
  });
});
