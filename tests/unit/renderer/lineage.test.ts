import { describe, expect, it } from "vitest";
import type { ModelSummary } from "../../../electron/contract/models";
import { lineageOf } from "../../../renderer/features/models/lineage";

type Named = readonly [version: string, parent: string | null, state: ModelSummary["state"]];

/** Made in the order in which they are named. */
function versions(...named: Named[]) {
  return named.map(([version, parent, state], day) => ({
    version: version as ModelSummary["version"],
    parent,
    state,
    createdAt: `2026-01-${String(day + 1).padStart(2, "0")}T08:00:00Z`,
  }));
}

const shape = (...named: Named[]) =>
  lineageOf(versions(...named).reverse()).map(
    ({ model, depth }) => `${"> ".repeat(depth)}${model.version}`,
  );

describe("lineage", () => {
  it("is one straight line from the first version to the last", () => {
    expect(
      shape(["base", null, "available"], ["a", "base", "available"], ["b", "a", "active"]),
    ).toEqual(["base", "a", "b"]);
  });

  it("leads straight to the active version, others branch off before it", () => {
    expect(
      shape(
        ["base", null, "available"],
        ["a", "base", "active"],
        ["b", "base", "candidate"],
        ["c", "b", "discarded"],
      ),
    ).toEqual(["base", "> b", "> > c", "a"]);
  });

  it("goes on with the last that was not discarded where the active one came before", () => {
    expect(
      shape(
        ["base", null, "active"],
        ["a", "base", "available"],
        ["b", "base", "candidate"],
        ["c", "base", "discarded"],
      ),
    ).toEqual(["base", "> a", "> c", "b"]);
  });

  it("begins a line with what has no known parent", () => {
    expect(
      shape(["base", null, "active"], ["x", "elsewhere-3", "candidate"], ["y", "x", "candidate"]),
    ).toEqual(["base", "x", "y"]);
  });

  it("says where lines go on beside a row", () => {
    const rows = lineageOf(
      versions(
        ["base", null, "available"],
        ["a", "base", "discarded"],
        ["b", "base", "discarded"],
        ["c", "base", "active"],
      ),
    );
    expect(
      rows.map(({ hasAbove, hasBelow, isBranch, open }) => [hasAbove, hasBelow, isBranch, open]),
    ).toEqual([
      [false, true, false, []],
      [false, false, true, [true]],
      [false, false, true, [true]],
      [true, false, false, []],
    ]);
    const ended = lineageOf(versions(["base", null, "active"], ["a", "base", "discarded"]));
    expect(ended.at(-1)?.open).toEqual([false]);
  });
});
