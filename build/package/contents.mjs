// What a package holds: the bundles that Electron runs, what they read, and of the packages that
// stay outside the bundles the files that can be reached, with their native parts for this system.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join, relative, sep } from "node:path";
import { external, nodeEntries } from "../bundle.mjs";

/** Read by native code or copied as files, so they lie beside the archive and not in it. */
export const UNPACKED = [
  "models/**",
  "resources/**",
  "node_modules/@tensorflow/tfjs-node-gpu/{deps,lib}/**",
  "**/*.{node,so,so.*,dylib,dll}",
];

/** The command line runs under plain Node, from a clone. */
const LEFT_OUT = { entries: ["cli"], packages: ["@resvg/resvg-js"] };

/** In Electron on Linux sharp runs on WebAssembly (vision/sharpOnWebAssembly). */
const isLinux = process.platform === "linux";

/**
 * Every file of the application but its package.json.
 *
 * @param {string} root with bundles in out/app
 * @returns {string[]} from the root, with "/"; sorted, each once
 */
export function contents(root) {
  const ours = [
    ...Object.keys(nodeEntries)
      .filter((name) => !LEFT_OUT.entries.includes(name))
      .map((name) => `out/app/${name}.cjs`),
    ...filesBelow(root, "out/app/renderer").filter((file) => !file.endsWith("licences.json")),
    ...filesBelow(root, "models/base"),
    ...filesBelow(root, "resources/fonts"),
    ...filesBelow(root, "resources/reports"),
  ];
  const theirs = [...reachedFiles(root), ...nativeParts(root)];
  const packages = [...new Set(theirs.map(packageOf))];
  theirs.push(...packages.flatMap((folder) => papersOf(root, folder)));
  return [...new Set([...ours, ...theirs])].sort();
}

/** Packages that bundles ask for at run time. */
function rootPackages() {
  const named = external.filter((name) => !name.includes("*") && name !== "electron");
  return [
    ...named.filter((name) => !LEFT_OUT.packages.includes(name)),
    ...(isLinux ? ["@img/sharp-wasm32/sharp.node"] : []),
  ];
}

/**
 * JavaScript and JSON that those packages reach by `require` with a name. What they compute a name
 * for, or do not find, they can do without: commands of node-pre-gyp, addons (see nativeParts).
 *
 * @param {string} root
 * @returns {string[]} from the root, with "/"
 */
function reachedFiles(root) {
  const reached = new Set();
  const entry = join(root, "package.json");
  const follow = (/** @type {string} */ file) => {
    if (reached.has(file) || !/\.(c?js|json)$/.test(file)) return;
    reached.add(file);
    if (file.endsWith(".json")) return;
    const { resolve } = createRequire(file);
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(REQUIRE)) {
      if (!isBuiltin(name)) follow(found(resolve, name));
    }
  };
  const { resolve } = createRequire(entry);
  for (const name of rootPackages()) follow(resolve(name));
  return [...reached].map((file) => relative(root, file).split(sep).join("/"));
}

const REQUIRE = /\brequire\(\s*["']([^"']+)["']\s*\)/g;

/**
 * @param {NodeJS.RequireResolve} resolve
 * @param {string} name
 * @returns {string} empty where there is nothing of that name
 */
function found(resolve, name) {
  try {
    return resolve(name);
  } catch {
    return "";
  }
}

/**
 * Addons and the libraries they load.
 *
 * @param {string} root
 * @returns {string[]} from the root, with "/"
 */
function nativeParts(root) {
  const tensorflow = "node_modules/@tensorflow/tfjs-node-gpu";
  const { platform, arch } = process;
  return [
    ...filesBelow(root, `${tensorflow}/lib`),
    // Names without a version, and Windows' import libraries, are for linkers only.
    ...filesBelow(root, `${tensorflow}/deps/lib`).filter((file) => !/\.(so|lib)$/.test(file)),
    `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
    ...installedVariants(root, "@myriaddreamin/typst-ts-node-compiler"),
    ...(isLinux ? filesBelow(root, "node_modules/@img/sharp-wasm32/lib") : []),
    ...(isLinux ? [] : installedVariants(root, "sharp")),
  ];
}

/**
 * Files of those of a package's optional dependencies that npm installed: its prebuilt binaries
 * for this system.
 *
 * @param {string} root
 * @param {string} name
 */
function installedVariants(root, name) {
  const { optionalDependencies = {} } = manifestOf(root, `node_modules/${name}`);
  return Object.keys(optionalDependencies)
    .map((variant) => `node_modules/${variant}`)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesBelow(root, folder))
    .filter((file) => !/(\.h|\.md|\.hpp)$/.test(file));
}

/**
 * What must go with a package: its manifest, which Node reads, and its licences.
 *
 * @param {string} root
 * @param {string} folder
 */
function papersOf(root, folder) {
  const papers = /^(package\.json|(licen[cs]e|notice|copying|third.?party).*)$/i;
  return readdirSync(join(root, folder))
    .filter((name) => papers.test(name))
    .map((name) => `${folder}/${name}`);
}

/**
 * The folder of the package that a file belongs to.
 *
 * @param {string} file
 */
export function packageOf(file) {
  const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file) ?? [];
  if (!folder) throw new Error(`${file} belongs to no package`);
  return folder;
}

/**
 * @param {string} root
 * @param {string} folder of a package
 */
export function manifestOf(root, folder) {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]} from the root, with "/"
 */
function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
