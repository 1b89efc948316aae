import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeImmutableFolder } from "../../../../electron/vision/network/immutableFolder";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

describe("a folder that is written once", () => {
  it("is there whole, for everybody to read, within folders that were not", async () => {
    const folder = join(temporaryFolder(), "models", "clinic-1");
    await writeImmutableFolder(folder, { "a.bin": Buffer.from("a"), "b.json": Buffer.from("{}") });
    expect(readdirSync(folder).sort()).toEqual(["a.bin", "b.json"]);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  it("stays as it was where it cannot step aside for another", async () => {
    const home = temporaryFolder();
    // On its way aside it needs a name of more than the 255 bytes that file systems have for one.
    const name = "v".repeat(241);
    const folder = join(home, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "a.bin"), "first");
    await expect(
      writeImmutableFolder(folder, { "a.bin": Buffer.from("second") }),
    ).rejects.toThrow();
    expect(readFileSync(join(folder, "a.bin"), "utf8")).toBe("first");
    expect(readdirSync(home)).toEqual([name]);
  });
});
