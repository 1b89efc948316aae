/**
 * Where sharp comes from. libvips and Electron's GTK each bring a GLib, and on Linux the two
 * corrupt one another in every process of Electron; there sharp runs on its WebAssembly
 * build, which gives the same pixels about 1.6 times slower. Import sharp only from here.
 */
import Module from "node:module";
import type SharpFactory from "sharp";

type Resolve = (request: string, ...rest: unknown[]) => string;

if ("electron" in process.versions && process.platform === "linux") {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, ...rest) {
    const isNative = /^@img\/sharp-linux(musl)?-\w+\/sharp\.node$/.test(request);
    return resolve.call(this, isNative ? "@img/sharp-wasm32/sharp.node" : request, ...rest);
  };
}

// Required, not imported: an import would be loaded before the lines above have run.
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const sharp = require("sharp") as typeof SharpFactory;

// Every photo is different, so a cache of operations only holds memory; two threads leave
// the network its own.
sharp.cache(false);
sharp.concurrency(2);
// What is not decoded on purpose is not decoded at all (SVG and PDF can name other files).
sharp.block({ operation: ["VipsForeignLoadSvg", "VipsForeignLoadPdf", "VipsForeignLoadMagick"] });
