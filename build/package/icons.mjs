// Draws the application's icon (icon.svg) in the sizes and containers that systems want: PNG for
// Linux, ICO for Windows, ICNS for macOS. Both containers may hold PNG files as they are.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";

/** Edges of the PNG files, in pixels. */
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];

/** Types of Apple's icon container that hold PNG, and their edges in pixels. */
const MACOS = [
  { type: "ic11", size: 32 },
  { type: "ic12", size: 64 },
  { type: "ic07", size: 128 },
  { type: "ic13", size: 256 },
  { type: "ic08", size: 256 },
  { type: "ic14", size: 512 },
  { type: "ic09", size: 512 },
  { type: "ic10", size: 1024 },
];

/**
 * Writes `linux/NxN.png`, `icon.ico` and `icon.icns`.
 *
 * @param {string} folder is made where it is not there
 */
export function drawIcons(folder) {
  const svg = readFileSync(join(import.meta.dirname, "icon.svg"), "utf8");
  const draw = (/** @type {number} */ size) =>
    Buffer.from(new Resvg(svg, { fitTo: { mode: "width", value: size } }).render().asPng());
  mkdirSync(join(folder, "linux"), { recursive: true });
  for (const size of LINUX) {
    writeFileSync(join(folder, "linux", `${size}x${size}.png`), draw(size));
  }
  writeFileSync(join(folder, "icon.ico"), ico(WINDOWS.map((size) => ({ size, png: draw(size) }))));
  writeFileSync(
    join(folder, "icon.icns"),
    icns(MACOS.map(({ type, size }) => ({ type, png: draw(size) }))),
  );
}

/** @param {{ size: number, png: Buffer }[]} pictures at most 256 pixels wide */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 0 stands for 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** @param {{ type: string, png: Buffer }[]} pictures */
function icns(pictures) {
  const entries = pictures.map(({ type, png }) => chunk(type, png));
  return chunk("icns", Buffer.concat(entries));
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function chunk(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
