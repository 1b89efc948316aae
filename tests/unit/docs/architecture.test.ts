/** docs/ARCHITECTURE.md tells of the folders that there are, and of the ways that imports take. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../fixtures/commandLine";

const page = readFileSync(join(root, "docs/ARCHITECTURE.md"), "utf8");
const sources = join(root, "electron");

/** The names that a line of the drawing of folders begins with. */
const namesIn = (line: string): string[] =>
  (line.trim().split(/\s{2,}/)[0] ?? "").split(", ").map((name) => name.replace(/\/$/, ""));

const drawing = /## Folders\n\n```\n([\s\S]*?)```/.exec(page)?.[1]?.split("\n") ?? [];
const topLines = drawing.filter((line) => /^\S/.test(line));
const electronAt = drawing.indexOf("electron/");
const roomLines = drawing.slice(electronAt + 1).slice(
  0,
  drawing.slice(electronAt + 1).findIndex((line) => /^\S/.test(line)),
);

/** Rooms and composition roots, the lowest layer first. */
const layers = (/## Directions\n\n`([^`]+)`/.exec(page)?.[1] ?? "")
  .split(" <- ")
  .map((layer) => layer.split(", "));

const roomOf = (file: string): string =>
  (relative(sources, file).split("/")[0] ?? "").replace(/\.ts$/, "");

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const relatives = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)];
  return relatives.map(([, path = ""]) => resolve(dirname(file), path));
}

const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(sources, name));

/** Each pair of rooms of which the first imports the second, with a file that does. */
const imports = new Map(
  files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith(`${sources}/`) && roomOf(target) !== roomOf(file))
      .map((target) => [`${roomOf(file)} ${roomOf(target)}`, relative(root, file)] as const),
  ),
);

describe("the map of the house", () => {
  it("draws every room and composition root, and none that is not there", () => {
    const there = readdirSync(sources)
      .filter((name) => name !== "tsconfig.json")
      .sort();
    const drawn = roomLines.flatMap(namesIn);
    expect(drawn.filter((name) => !existsSync(join(sources, name)))).toEqual([]);
    expect(drawn.filter((name) => !name.includes("/")).sort()).toEqual(there);
  });

  it("draws the folders at the top", () => {
    const hidden = /^\.|^(out|node_modules)$/;
    const there = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !hidden.test(entry.name))
      .map(({ name }) => name);
    const drawn = topLines.flatMap(namesIn).map((name) => name.split("/")[0] ?? "");
    expect([...new Set(drawn)].sort()).toEqual(there.sort());
  });

  it("has a layer for every room", () => {
    expect(layers.flat().sort()).toEqual(
      [...new Set(files.map(roomOf))].filter((room) => room !== "preload").sort(),
    );
  });

  it("lets every import go down", () => {
    const layerOf = (room: string): number => layers.findIndex((layer) => layer.includes(room));
    expect(imports.size).toBeGreaterThan(30);
    const upwards = [...imports].filter(([pair]) => {
      const [from = "", to = ""] = pair.split(" ");
      return from !== "preload" && layerOf(to) >= layerOf(from);
    });
    expect(upwards).toEqual([]);
  });
});
