import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const root = join(import.meta.dirname, "../../..");
const Versions = z.record(z.string(), z.string());
const { dependencies, devDependencies } = z
  .object({ dependencies: Versions, devDependencies: Versions })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
const declared = { ...dependencies, ...devDependencies };

/** Packages in the first column of the page's tables, before the one of licences. */
const [page = ""] = readFileSync(join(root, "docs/dependencies.md"), "utf8").split("## Licences");
const named = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)])
  .map(([, name = ""]) => name);

const isNamed = (name: string): boolean =>
  named.includes(name) ||
  named.some((each) => name.startsWith(each.replace("*", "")) && each.endsWith("*"));

describe("the page of dependencies", () => {
  it("gives a reason for every one that package.json declares", () => {
    expect(Object.keys(declared).filter((name) => !isNamed(name))).toEqual([]);
  });

  it("names none that is not declared, but for what stands behind another name", () => {
    const behind = Object.values(declared).join(" ");
    const unknown = named.filter(
      (name) => !(name in declared) && !name.endsWith("*") && !behind.includes(`npm:${name}@`),
    );
    expect(unknown).toEqual([]);
  });
});
