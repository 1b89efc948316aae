import { readFileSync } from "node:fs";
import { join } from "node:path";
import DatabaseConstructor from "better-sqlite3";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { LentigoError } from "../../../electron/contract/errors";
import { openLog } from "../../../electron/shell/log";
import { filesHolding } from "../../fixtures/files";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const MARKER = "Zyxwvut";

/** What a piece of work throws. */
function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

/** Errors as the libraries make them that see what people type. */
const ERRORS: readonly (readonly [string, () => unknown])[] = [
  ["JSON", () => JSON.parse(`{"name": ${MARKER}}`) as unknown],
  ["the file system", () => readFileSync(join("/nowhere", MARKER))],
  ["SQLite", () => new DatabaseConstructor(":memory:").exec(`SELECT * FROM ${MARKER}`)],
  ["a check of shape", () => z.strictObject({}).parse({ [MARKER]: MARKER })],
  ["a missing property", () => (null as unknown as Record<string, unknown>)[MARKER]],
  [
    "an error with a cause",
    () => {
      throw new LentigoError("store.full", { name: MARKER }, { cause: new Error(MARKER) });
    },
  ],
  ["a text that was thrown", () => `${MARKER} was thrown`],
];

describe("the log", () => {
  it.each(ERRORS)("holds an error of %s without what it says", (_, work) => {
    const error = thrownBy(work);
    // There is something to keep out.
    expect(JSON.stringify([String(error), error])).toContain(MARKER);
    const folder = temporaryFolder();
    const id = openLog(folder).report(error);
    const written = readFileSync(join(folder, "lentigo.log"), "utf8");
    expect(written).toContain(id);
    expect(written).toMatch(/Error|string/);
    expect(filesHolding(folder, MARKER)).toEqual([]);
  });
});
