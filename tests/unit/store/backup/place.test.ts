import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { existingPlace, momentOf, snapshotIds } from "../../../../electron/store/backup/place";
import { backedUp, backUp } from "../../../fixtures/backedUpClinic";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

const failing = (code: string) => expect.objectContaining({ code }) as Error;

describe("the folder that is chosen for backups", () => {
  it("may be the place itself as well as the one around it: both mean the same backups", async () => {
    const { clinic, disk, place } = await backedUp();
    expect(existingPlace(place.root)).toEqual(existingPlace(disk));
    backUp(clinic, place.root, 2);
    // Of two within an hour the later one stays.
    expect(snapshotIds(place)).toEqual(["20260304T050207Z"]);
    expect(readdirSync(place.root)).not.toContain("Lentigo backup");
  });

  it("holds none where no Lentigo has written", () => {
    expect(() => existingPlace(temporaryFolder())).toThrow(failing("backup.none"));
  });

  it("is out of reach where a file bears its name", async () => {
    const { clinic, home } = await backedUp();
    const file = join(home, "a letter");
    writeFileSync(file, "Dear colleague");
    expect(() => backUp(clinic, file, 2)).toThrow(failing("backup.unreachable"));
    expect(readFileSync(file, "utf8")).toBe("Dear colleague");
  });

  it.each([
    ["a newer Lentigo writes to", "backup.newer", '{ "format": 99, "clinic": "ab12" }'],
    ["nobody can say whose it is", "backup.damaged", '{ "form'],
  ])("is left alone where %s", async (_, code, content) => {
    const { clinic, disk, place } = await backedUp();
    writeFileSync(join(place.root, "lentigo-backup.json"), content);
    expect(() => existingPlace(disk)).toThrow(failing(code));
    expect(() => backUp(clinic, disk, 2)).toThrow(failing(code));
    expect(snapshotIds(place)).toEqual(["20260304T050107Z"]);
  });
});

describe("the list of backups", () => {
  it("leaves out what is named after no moment", async () => {
    const { place } = await backedUp();
    for (const name of ["20261399T101500Z", "copy of 20260304T050107Z", "notes"]) {
      mkdirSync(join(place.snapshots, name));
    }
    expect(snapshotIds(place)).toEqual(["20260304T050107Z"]);
    expect(momentOf("20261399T101500Z")).toBeNull();
    expect(momentOf("20260304T050107Z")).toEqual(new Date("2026-03-04T05:01:07Z"));
  });

  it("is empty where somebody took the folder of backups away", async () => {
    const { disk, place } = await backedUp();
    rmSync(place.snapshots, { recursive: true });
    expect(snapshotIds(existingPlace(disk))).toEqual([]);
  });
});
