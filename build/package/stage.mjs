// Lays the application out as it goes into a package.
//
//   node build/package/stage.mjs <folder>
import { copyFileSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { contents } from "./contents.mjs";
import { noticesText } from "./notices.mjs";

/**
 * Writes `app`, the application, and `papers`, its licences.
 *
 * @param {string} root
 * @param {string} folder
 */
export async function stage(root, folder) {
  for (const name of ["app", "papers"])
    rmSync(join(folder, name), { recursive: true, force: true });
  const files = contents(root);
  for (const file of files) placeFile(join(root, file), join(folder, "app", file));
  const { name, productName, version, description, license, main } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  // By the last one Linux finds the window's name and icon.
  const desktopName = `${name}.desktop`;
  const manifest = { name, productName, version, description, license, main, desktopName };
  writeFileSync(
    join(folder, "app/package.json"),
    `${JSON.stringify({ ...manifest, author: "The Lentigo authors" }, null, 2)}\n`,
  );
  mkdirSync(join(folder, "papers"));
  writeFileSync(join(folder, "papers/THIRD-PARTY-NOTICES.txt"), await noticesText(root, files));
  copyFileSync(join(root, "LICENSE"), join(folder, "papers/LICENSE.txt"));
}

/**
 * A second name for the same file where the disk can, since TensorFlow alone takes half a
 * gigabyte.
 *
 * @param {string} from
 * @param {string} to
 */
export function placeFile(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await stage(resolve(import.meta.dirname, "../.."), resolve(process.argv[2] ?? "out/package"));
}
