import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXCEPTIONS, objectionTo } from "../../../build/supplyChain/licences.mjs";
import { lockedPackages } from "../../../build/supplyChain/lock.mjs";

const root = join(import.meta.dirname, "../../..");
const packages = lockedPackages(root);

describe("the packages of the lock file", () => {
  it("have licences that let us use them as we do", () => {
    const objections = packages.flatMap((each) => {
      const objection = objectionTo(each);
      return objection === null ? [] : [`${each.path}: ${objection}`];
    });
    expect(objections).toEqual([]);
  });

  it("are shipped where main, a child or the window runs them, or they run those", () => {
    const shipped = new Set(packages.filter((each) => each.shipped).map(({ name }) => name));
    for (const name of ["zod", "@tensorflow/tfjs-core", "react", "scheduler", "electron"]) {
      expect(shipped).toContain(name);
    }
    for (const name of ["vite", "lightningcss", "eslint", "@electron/get", "typescript"]) {
      expect(shipped).not.toContain(name);
      expect(packages.map((each) => each.name)).toContain(name);
    }
  });

  it("have checksums, but for Typst's binaries of systems that nothing is built on yet", () => {
    const without = packages.filter(({ integrity }) => !integrity?.startsWith("sha512-"));
    const names = without.map(({ name }) =>
      name.replace(/-(android|darwin|linux-arm|win32).*$/, ""),
    );
    expect([...new Set(names)]).toEqual(["@myriaddreamin/typst-ts-node-compiler"]);
  });

  it("come from the registry that whoever installs has chosen, and from nowhere else", () => {
    expect(packages.flatMap(({ resolved }) => resolved ?? [])).toEqual([]);
  });
});

describe("a licence", () => {
  const of = (licence: string, shipped = true) => objectionTo({ name: "one", licence, shipped });

  it.each(["MIT", "Apache-2.0 AND MIT", "(MIT OR CC0-1.0)", "WTFPL OR ISC", "(MIT AND Zlib)"])(
    "%s may be used",
    (licence) => {
      expect(of(licence)).toBeNull();
    },
  );

  it.each(["", "UNLICENSED", "GPL-3.0-only", "MIT AND GPL-2.0-only", "SEE LICENSE IN LICENSE"])(
    "%s may not, shipped or not",
    (licence) => {
      expect(of(licence)).not.toBeNull();
      expect(of(licence, false)).not.toBeNull();
    },
  );

  it("that is an exception for one package is none for another, nor elsewhere", () => {
    const licence = "MPL-2.0";
    expect(objectionTo({ name: "@resvg/resvg-js", licence, shipped: true })).toBeNull();
    expect(objectionTo({ name: "lightningcss", licence, shipped: false })).toBeNull();
    expect(objectionTo({ name: "lightningcss", licence, shipped: true })).not.toBeNull();
    expect(of(licence)).not.toBeNull();
  });
});

describe("the exceptions", () => {
  const page = readFileSync(join(root, "docs/dependencies.md"), "utf8");

  it.each(EXCEPTIONS)("hold for packages that are there: $packages", (exception) => {
    const meant = packages.filter(({ name }) => exception.packages.test(name));
    const needed = meant.filter(({ licence }) =>
      exception.licences.some((one) => licence.includes(one)),
    );
    expect(needed).not.toEqual([]);
  });

  it.each(EXCEPTIONS)("stand in docs/dependencies.md: $packages", ({ licences, reason }) => {
    expect(page).toContain(reason);
    for (const licence of licences) expect(page).toContain(licence);
  });
});
