// What the lock file says is installed, and which of it people get: that runs beside the window
// (`dependencies`), what the window is bundled of, and Electron.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} LockedPackage
 * @property {string} path where it lies, from the repository's root
 * @property {string} name its own, where it is installed under another one
 * @property {string} version
 * @property {string} licence SPDX expression, as its maker states it
 * @property {string | null} resolved where it was downloaded from
 * @property {string | null} integrity
 * @property {boolean} shipped part of what people install
 */

/** Packages of which fonts in resources/fonts are made; nothing imports them. */
const MADE_INTO_FONTS = ["@fontsource/noto-sans-arabic", "@fontsource/noto-sans-hebrew"];

/**
 * @param {string} root
 * @returns {LockedPackage[]} sorted by path
 */
export function lockedPackages(root) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const own = lock.packages[""];
  const shipped = reachable(lock.packages, [
    ...Object.keys(own.dependencies ?? {}),
    ...importedBelow(join(root, "renderer")).filter((name) => name in own.devDependencies),
    ...MADE_INTO_FONTS,
  ]);
  // What Electron's package needs is only there to download it.
  shipped.add("node_modules/electron");
  return Object.entries(lock.packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? path.slice(path.lastIndexOf(FOLDER) + FOLDER.length),
      version: entry.version,
      licence: entry.license ?? "",
      resolved: entry.resolved ?? null,
      integrity: entry.integrity ?? null,
      shipped: shipped.has(path),
    }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

const FOLDER = "node_modules/";

/**
 * Paths of packages and of all that they need, found as Node finds them.
 *
 * @param {Record<string, any>} packages of the lock file
 * @param {string[]} names of packages that the project itself imports
 */
function reachable(packages, names) {
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {string} */ from, /** @type {string} */ name) => {
    const path = resolve(packages, from, name);
    if (path === null || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
      packages[path];
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(path, each);
    for (const each of Object.keys(peerDependencies ?? {})) {
      if (!peerDependenciesMeta?.[each]?.optional) visit(path, each);
    }
  };
  for (const name of names) visit("", name);
  return found;
}

/**
 * @param {Record<string, any>} packages
 * @param {string} from
 * @param {string} name
 */
function resolve(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf(`/${FOLDER}`)))) {
    const path = at === "" ? FOLDER + name : `${at}/${FOLDER}${name}`;
    if (path in packages) return path;
    if (at === "") return null; // an optional one that is not installed anywhere
  }
}

/**
 * Names of the packages that sources import.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function importedBelow(folder) {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return importedBelow(path);
    // Vite's settings are read while the window is built.
    if (!/(?<!\.config)\.(tsx?|css)$/.test(entry.name)) return [];
    const imports = readFileSync(path, "utf8").matchAll(
      /(?:from|import) "((?:@[^/"]+\/)?[^./"][^/"]*)/g,
    );
    return [...imports].map(([, name = ""]) => name);
  });
  return [...new Set(names)].sort();
}
