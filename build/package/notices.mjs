// The licences of everything inside a package that others made, as one text.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleNode } from "../bundle.mjs";
import { manifestOf, packageOf } from "./contents.mjs";

/** @typedef {{ title: string, licence: string, texts: string[] }} Notice */

const RULE = "=".repeat(78);

/**
 * @param {string} root
 * @param {string[]} files that are packed, from the root
 */
export async function noticesText(root, files) {
  const notices = [...(await packagesInside(root, files)), ...partsInside(root)];
  const list = notices.map(({ title, licence }) => `${title}: ${licence}`);
  return [
    "Lentigo is under the MIT licence (LICENSE.txt). Inside are works of others, under these",
    "licences. Electron's and Chromium's lie beside the program (LICENSE.electron.txt,",
    "LICENSES.chromium.html).",
    "",
    ...list,
    ...notices.flatMap(({ title, licence, texts }) =>
      texts.length === 0 ? [] : ["", RULE, `${title}: ${licence}`, RULE, "", ...texts],
    ),
    "",
  ].join("\n");
}

/**
 * npm packages: those that lie inside, those in the bundles and those in the window.
 *
 * @param {string} root
 * @param {string[]} files
 * @returns {Promise<Notice[]>}
 */
async function packagesInside(root, files) {
  const { metafile } = await bundleNode({ write: false });
  const bundled = Object.keys(metafile.inputs);
  const folders = [...files, ...bundled]
    .filter((file) => file.startsWith("node_modules/"))
    .map(packageOf);
  const notices = [...new Set(folders)].map((folder) => noticeOf(root, folder));
  const known = new Set(notices.map(({ title }) => title));
  const inWindow = JSON.parse(
    readFileSync(join(root, "out/app/renderer/licences.json"), "utf8"),
  ).map((/** @type {any} */ { name, version, identifier, text }) => ({
    title: `${name} ${version}`,
    licence: identifier,
    texts: text ? [text] : [],
  }));
  return [
    ...notices,
    ...inWindow.filter((/** @type {Notice} */ { title }) => !known.has(title)),
  ].sort((a, b) => a.title.localeCompare(b.title, "en"));
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Notice}
 */
function noticeOf(root, folder) {
  const { name, version, license } = manifestOf(root, folder);
  const texts = readdirSync(join(root, folder))
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(root, folder, file), "utf8").trim());
  return { title: `${name} ${version}`, licence: license ?? "see its text", texts };
}

/**
 * What no manifest of npm tells of.
 *
 * @param {string} root
 * @returns {Notice[]}
 */
function partsInside(root) {
  const texts = (/** @type {string[]} */ ...files) =>
    files
      .filter((file) => existsSync(join(root, file)))
      .map((file) => readFileSync(join(root, file), "utf8").trim());
  const tensorflow = "node_modules/@tensorflow/tfjs-node-gpu/deps";
  return [
    {
      title: "TensorFlow's C library",
      licence: "Apache-2.0, and those of the works inside it",
      texts: texts(`${tensorflow}/LICENSE`, `${tensorflow}/THIRD_PARTY_NOTICES.txt`),
    },
    { title: "SQLite", licence: "in the public domain", texts: [] },
    { title: "SQLite3 Multiple Ciphers", licence: "MIT", texts: [] },
    {
      title: "Lentigo Sans, made of Source Sans 3",
      licence: "OFL-1.1",
      texts: texts("resources/fonts/OFL.txt"),
    },
    {
      title: "Noto Sans Hebrew and Noto Sans Arabic",
      licence: "OFL-1.1",
      texts: texts("resources/fonts/OFL-Noto.txt"),
    },
    {
      title: "Weights of the shipped model, trained on HAM10000",
      licence: "CC BY-NC 4.0, so not for commercial use (models/base/MODEL_CARD.md)",
      texts: [],
    },
  ];
}
