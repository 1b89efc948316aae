import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exchangeDurably, writeDurably } from "../../../electron/store/writeDurably";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

/** A folder with one file that tells whose it is. */
function folderOf(home: string, name: string): string {
  const folder = join(home, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "whose.txt"), name);
  return folder;
}
const whose = (folder: string): string => readFileSync(join(folder, "whose.txt"), "utf8");

describe("a file that is written durably", () => {
  it("is the old one as long as the new one is not whole, and leaves nothing half-written", () => {
    const home = temporaryFolder();
    const file = join(home, "key.json");
    writeDurably(file, Buffer.from("old"));
    writeDurably(file, Buffer.from("new"));
    expect(readFileSync(file, "utf8")).toBe("new");
    // Where a folder is, no file can be put: the writing fails at its very end.
    const folder = folderOf(home, "taken");
    expect(() => {
      writeDurably(folder, Buffer.from("file"));
    }).toThrow();
    expect(readdirSync(home).sort()).toEqual(["key.json", "taken"]);
    expect(whose(folder)).toBe("taken");
  });
});

describe("a folder that takes another's place", () => {
  it("puts the other aside", () => {
    const home = temporaryFolder();
    const [place, aside] = [folderOf(home, "place"), join(home, "aside")];
    exchangeDurably(folderOf(home, "fresh"), place, aside);
    expect([place, aside].map(whose)).toEqual(["fresh", "place"]);
  });

  it("needs no other", () => {
    const home = temporaryFolder();
    const [place, aside] = [join(home, "place"), join(home, "aside")];
    exchangeDurably(folderOf(home, "fresh"), place, aside);
    expect(whose(place)).toBe("fresh");
    expect(existsSync(aside)).toBe(false);
  });

  it("lets the other return where it cannot be moved itself", () => {
    const home = temporaryFolder();
    const [place, aside] = [folderOf(home, "place"), join(home, "aside")];
    expect(() => {
      exchangeDurably(join(home, "gone"), place, aside);
    }).toThrow(expect.objectContaining({ code: "ENOENT" }));
    expect(whose(place)).toBe("place");
    expect(existsSync(aside)).toBe(false);
  });
});
