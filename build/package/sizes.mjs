// What takes how much room in a package.
import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

const MEGABYTE = 1_000_000;

/**
 * @param {string} folder out/package
 * @returns {string} a table in Markdown: every package and unpacked folder, and the latter's parts
 */
export function sizeTable(folder) {
  const names = readdirSync(folder).sort();
  const packages = names.filter((name) => /\.(AppImage|deb|exe|dmg|zip)$/.test(name));
  const unpacked = names.filter((name) => /-unpacked$|^mac/.test(name));
  const rows = [
    ...packages.map((name) => ({ name, bytes: statSync(join(folder, name)).size })),
    ...unpacked.flatMap((name) => partsOf(join(folder, name))),
  ];
  return [
    "| what | MB |",
    "| --- | ---: |",
    ...rows.map(({ name, bytes }) => `| ${name} | ${(bytes / MEGABYTE).toFixed(1)} |`),
  ].join("\n");
}

/** @param {string} folder */
function partsOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const sum = (/** @type {(file: string) => boolean} */ isMeant) =>
    files.filter(isMeant).reduce((bytes, file) => bytes + statSync(file).size, 0);
  const parts = [
    { name: "TensorFlow", pattern: /libtensorflow|tensorflow\.dll/ },
    { name: "Typst", pattern: /typst-ts-node-compiler/ },
    { name: "the archive: our bundles, the window, packages", pattern: /app\.asar$/ },
    { name: "the shipped model", pattern: /unpacked.models/ },
    { name: "other native parts, fonts and templates", pattern: /app\.asar\.unpacked/ },
  ];
  const partOf = (/** @type {string} */ file) => parts.find(({ pattern }) => pattern.test(file));
  return [
    { name: basename(folder), bytes: sum(() => true) },
    ...parts.map((part) => ({ name: part.name, bytes: sum((file) => partOf(file) === part) })),
    { name: "Electron", bytes: sum((file) => !partOf(file)) },
  ];
}
