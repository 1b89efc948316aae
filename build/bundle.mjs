// Bundles the application into out/app: main, preload, the child processes and the command
// line as CommonJS for Node 16 (Electron 22 runs it), the renderer for Chromium 108.
//
//   node build/bundle.mjs [--node-only]
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Entry points that Node or Electron starts; each becomes out/app/<name>.cjs. */
export const nodeEntries = {
  main: "electron/main.ts",
  preload: "electron/preload.ts",
  cli: "electron/cli.ts",
  "vision-host": "electron/vision/host.ts",
  "augment-worker": "electron/training/augmentWorker.ts",
  "typesetter-host": "electron/reports/host.ts",
  "trainer-host": "electron/training/retrain/host.ts",
  "demo-draw-worker": "electron/workflows/demoClinic/drawWorker.ts",
  "backup-worker": "electron/workflows/backups/backupWorker.ts",
  "training-folder-worker": "electron/workflows/trainingFolder/readWorker.ts",
};

/** Native packages and what Electron provides: loaded at run time, never bundled. */
export const external = [
  "electron",
  "@tensorflow/tfjs-node-gpu",
  "better-sqlite3",
  "sharp",
  "@img/*",
  "@resvg/resvg-js",
  "@myriaddreamin/*",
  "@myriaddreamin/typst-ts-node-compiler",
];

/** @param {{ write?: boolean }} [options] `write`: false where only the list of inputs is asked for */
export async function bundleNode({ write = true } = {}) {
  const present = Object.entries(nodeEntries).filter(([, file]) => existsSync(join(root, file)));
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: "out/app",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node16",
    format: "cjs",
    external,
    sourcemap: true,
    metafile: true,
    write,
    logLevel: "warning",
  });
}

export async function bundleRenderer() {
  const vite = await import("vite");
  const { NODE_ENV } = process.env;
  await vite.build({ configFile: join(root, "renderer/vite.config.ts"), logLevel: "warn" });
  // Vite builds for production and leaves that set, for the tests that follow as well.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleNode();
  if (!process.argv.includes("--node-only")) await bundleRenderer();
}
