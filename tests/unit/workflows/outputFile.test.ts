import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openOutputFile, writing } from "../../../electron/workflows/outputFile";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

describe("a file that is written beside its place", () => {
  it("is not there until it is whole, and leaves nothing beside it then", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "list.csv");
    writeFileSync(file, "from before");
    const output = await openOutputFile(file);
    await output.write("one ");
    await output.write(Buffer.from("two"));
    expect(readFileSync(file, "utf8")).toBe("from before");
    await output.keep();
    await output.discard();
    expect(readFileSync(file, "utf8")).toBe("one two");
    expect(readdirSync(folder)).toEqual(["list.csv"]);
  });

  it("is gone where it is given up", async () => {
    const folder = temporaryFolder();
    const output = await openOutputFile(join(folder, "list.csv"));
    await output.write("one");
    await output.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("cannot take the place of a folder, nor lie where there is none", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "list.csv"));
    const output = await openOutputFile(join(folder, "list.csv"));
    await expect(output.keep()).rejects.toMatchObject({ code: "output.unwritable" });
    await output.discard();
    expect(readdirSync(folder)).toEqual(["list.csv"]);
    await expect(openOutputFile(join(folder, "none", "list.csv"))).rejects.toMatchObject({
      code: "output.unwritable",
    });
  });
});

describe("a disk without room", () => {
  it.runIf(existsSync("/dev/full"))("is called full, not unwritable", async () => {
    await expect(writing(() => writeFile("/dev/full", "more"))).rejects.toMatchObject({
      code: "store.full",
    });
  });
});
