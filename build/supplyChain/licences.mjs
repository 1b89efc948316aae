// npm run licences: the licences of all packages of the lock file, and whether each may be used
// for what it is used for. Ends with 1 where one may not.
import { fileURLToPath } from "node:url";
import { main, root } from "../setup.mjs";
import { lockedPackages } from "./lock.mjs";

/** Licences that let us ship a package inside a program under MIT; they ask to be named. */
const PERMISSIVE = [
  ...["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "Zlib", "BlueOak-1.0.0"],
  ...["CC0-1.0", "OFL-1.1"],
];

/**
 * Packages with another licence, and why they may be used all the same. The reason holds only for
 * them and only where they are used.
 *
 * @type {readonly { packages: RegExp, licences: string[], shipped: boolean, reason: string }[]}
 */
export const EXCEPTIONS = [
  {
    packages: /^@img\/sharp-(libvips-|win32-|wasm32$)/,
    licences: ["LGPL-3.0-or-later"],
    shipped: true,
    reason: "libvips is a file of its own, used unchanged, which anybody may exchange",
  },
  {
    packages: /^@resvg\/resvg-js/,
    licences: ["MPL-2.0"],
    shipped: true,
    reason: "used unchanged; MPL-2.0 asks for the source of its own files only, which is public",
  },
  {
    packages: /^(axe-core|@axe-core\/playwright|lightningcss.*)$/,
    licences: ["MPL-2.0"],
    shipped: false,
    reason: "checks or builds the window, and is no part of it",
  },
  {
    packages: /^argparse$/,
    licences: ["Python-2.0"],
    shipped: false,
    reason: "permissive; reads settings of electron-builder",
  },
  {
    packages: /^caniuse-lite$/,
    licences: ["CC-BY-4.0"],
    shipped: false,
    reason: "a table about browsers, read while the window is built",
  },
  {
    packages: /^truncate-utf8-bytes$/,
    licences: ["WTFPL"],
    shipped: false,
    reason: "permissive; part of electron-builder",
  },
];

/**
 * Why a package may not be used; null where it may.
 *
 * @param {Pick<import("./lock.mjs").LockedPackage, "name" | "licence" | "shipped">} given
 * @returns {string | null}
 */
export function objectionTo({ name, licence, shipped }) {
  if (licence === "") return "no licence is stated";
  const exceptions = EXCEPTIONS.filter(
    (each) => each.packages.test(name) && (each.shipped || !shipped),
  );
  const allowed = [...PERMISSIVE, ...exceptions.flatMap(({ licences }) => licences)];
  return permits(licence, allowed) ? null : `${licence} is neither permissive nor an exception`;
}

/**
 * Whether an SPDX expression is satisfied by some licences: all parts of an AND, one of an OR.
 *
 * @param {string} expression
 * @param {readonly string[]} allowed
 * @returns {boolean}
 */
function permits(expression, allowed) {
  const bare = expression.replace(/^\(([^()]*)\)$/, "$1");
  // Nested ones are not taken apart: nobody has one, and what is not understood is refused.
  if (bare.includes("(")) return false;
  return bare
    .split(" OR ")
    .some((part) => part.split(" AND ").every((one) => allowed.includes(one)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const packages = lockedPackages(root);
    for (const shipped of [true, false]) {
      const some = packages.filter((each) => each.shipped === shipped);
      process.stdout.write(
        `\n${shipped ? "shipped" : "for building and checking"}: ${some.length} packages\n`,
      );
      for (const [licence, count] of counted(some)) {
        process.stdout.write(`${String(count).padStart(5)}  ${licence}\n`);
      }
    }
    const objections = packages.flatMap((each) => {
      const objection = objectionTo(each);
      return objection === null ? [] : [`${each.path}: ${objection}`];
    });
    process.stdout.write(
      `\n${objections.length === 0 ? "all may be used" : objections.join("\n")}\n`,
    );
    return objections.length === 0 ? 0 : 1;
  });
}

/**
 * @param {readonly import("./lock.mjs").LockedPackage[]} packages
 * @returns {[string, number][]} the most frequent first
 */
function counted(packages) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { licence } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}
