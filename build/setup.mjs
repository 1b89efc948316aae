// Makes a fresh clone ready to run: system libraries, dependencies, native parts, bundles.
// Every step is skipped where its result is there, so a second run takes a moment.
//
//   node build/setup.mjs [--display]     --display: also a virtual screen, for tests
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./setup/commands.mjs";
import { provideNativeParts } from "./setup/native.mjs";
import { say, SetUpError, step } from "./setup/report.mjs";
import { provideSystemParts } from "./setup/system.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** @param {{ display?: boolean }} [needs] */
export async function setUp({ display = false } = {}) {
  refuseOldNode();
  const lock = digest(PARTS.flatMap((part) => filesBelow(join(root, part))));
  const stamp = join(root, "node_modules/.lentigo");
  const wanted = `${lock} ${process.version} ${display ? "display" : "window"}\n`;
  const done = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  // What is ready for tests is ready for the window.
  if (done !== wanted && done !== wanted.replace("window", "display")) {
    await provideSystemParts({ display });
    if (!done.startsWith(lock)) {
      await step("dependencies", () => run("npm", NPM_CI, { cwd: root }));
    }
    await provideNativeParts(root);
    writeFileSync(stamp, wanted);
  }
  await bundleWhereChanged();
}

/** What node_modules and its native parts are made from. */
const PARTS = ["package-lock.json", "build/setup/native.mjs", "build/offline"];

/** Everything is needed to build, whatever NODE_ENV says. */
const NPM_CI = [
  ...["ci", "--ignore-scripts", "--include=dev", "--include=optional"],
  ...["--loglevel=error", "--no-audit", "--no-fund"],
];

/** The versions that the tools support; SQLite's prebuilt binary needs 22.14 where none is built. */
function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const builds = process.platform === "linux" && process.arch === "x64";
  const isSupported =
    (builds && major === 20 && minor >= 19) || (major === 22 && minor >= 14) || major >= 24;
  if (isSupported) return;
  const needed = builds ? "20.19, 22.14 or 24 and newer" : "22.14 or 24 and newer";
  throw new SetUpError(`Node ${needed} is needed; this is ${process.version}.`);
}

/** Folders and files that the bundles are made from. */
const SOURCES = [
  ...["electron", "renderer", "resources"],
  ...["build/bundle.mjs", "package-lock.json", "tsconfig.base.json"],
];

async function bundleWhereChanged() {
  const stamp = join(root, "out/app/.sources");
  const wanted = digest(SOURCES.flatMap((source) => filesBelow(join(root, source))));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(stamp, { force: true }); // a build that fails half-way counts as none
  await step("bundles", async () => {
    const { bundleNode, bundleRenderer } = await import("./bundle.mjs");
    await Promise.all([bundleNode(), bundleRenderer()]);
  });
  writeFileSync(stamp, wanted);
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** @param {string[]} files */
function digest(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/**
 * Runs a command of this folder: a problem that can be mended is said without a stack.
 *
 * @param {() => Promise<number>} work gives the exit status
 */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(`\n${error.message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setUp({ display: process.argv.includes("--display") });
    return 0;
  });
}
