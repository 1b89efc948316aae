import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drawIcons } from "../../../build/package/icons.mjs";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

/** The width that a PNG file states at some place of a container; throws where none begins there. */
function widthOfPng(content: Buffer, at: number): number {
  expect(content.subarray(at + 1, at + 4).toString("latin1")).toBe("PNG");
  return content.readUInt32BE(at + 16);
}

it("icons have the sizes that Linux, Windows and macOS ask for", () => {
  const folder = temporaryFolder();
  drawIcons(folder);

  for (const name of readdirSync(join(folder, "linux"))) {
    const width = widthOfPng(readFileSync(join(folder, "linux", name)), 0);
    expect(name).toBe(`${width}x${width}.png`);
  }

  const ico = readFileSync(join(folder, "icon.ico"));
  const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => 6 + 16 * index);
  const widths = entries.map((entry) => widthOfPng(ico, ico.readUInt32LE(entry + 12)));
  expect(widths).toEqual([16, 24, 32, 48, 64, 128, 256]);
  expect(entries.map((entry) => ico.readUInt8(entry) || 256)).toEqual(widths);

  const icns = readFileSync(join(folder, "icon.icns"));
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const inside = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    inside.push(widthOfPng(icns, at + 8));
  }
  expect(inside).toEqual([32, 64, 128, 256, 256, 512, 512, 1024]);
});
