import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { existingPlace } from "../../../electron/store/backup/place";
import { readKeyFile } from "../../../electron/store/keyFile";
import { parseJsonFile } from "../../../electron/store/parseJson";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

/** A file of JSON that is larger than any of Lentigo's. */
const LARGE = `[${"[],".repeat(3_000_000)}[]]`;

describe("a file of JSON that somebody else may have written", () => {
  it("is what it says, or nothing where it says nothing or too much", () => {
    const file = join(temporaryFolder(), "a.json");
    for (const [content, value] of [
      ['{"format":1}', { format: 1 }],
      ["{", null],
      ["", null],
      [LARGE, null],
    ] as const) {
      writeFileSync(file, content);
      expect(parseJsonFile(file)).toEqual(value);
    }
  });

  it("is damaged where a backup's mark or a key should be", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "lentigo-backup.json"), LARGE);
    expect(() => existingPlace(folder)).toThrow(
      expect.objectContaining({ code: "backup.damaged" }) as Error,
    );
    writeFileSync(join(folder, "key.json"), LARGE);
    expect(() => readKeyFile(join(folder, "key.json"))).toThrow(
      expect.objectContaining({ code: "store.key-damaged" }) as Error,
    );
  });

  it.each([
    ["memory", { memoryKib: 4 * 1024 * 1024, passes: 3 }],
    ["passes", { memoryKib: 65_536, passes: 100 }],
  ])("asks for no password at the price of all %s", (_, cost) => {
    const folder = join(temporaryFolder(), "snapshot");
    mkdirSync(folder);
    const person = {
      accountId: "4f9c2f0e-58f4-4a8b-9f0e-2f6f3a1f8b11",
      ...{ signInName: "ines", salt: "AAAA", key: "AAAA", ...cost },
    };
    const file = join(folder, "key.json");
    writeFileSync(file, JSON.stringify({ format: 2, people: [person], recovery: "AAAA" }));
    expect(() => readKeyFile(file)).toThrow(
      expect.objectContaining({ code: "store.key-damaged" }) as Error,
    );
    const fair = { ...person, memoryKib: 65_536, passes: 3 };
    writeFileSync(file, JSON.stringify({ format: 2, people: [fair], recovery: "AAAA" }));
    expect(readKeyFile(file)).toMatchObject({ format: 2 });
  });
});
