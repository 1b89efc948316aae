import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBlobs } from "../../../electron/store/blobs";
import { deriveKeys } from "../../../electron/store/keys";
import { flipByte, makeUnreadable } from "../../fixtures/damage";
import { filesHolding } from "../../fixtures/files";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const keys = deriveKeys(Buffer.alloc(32, 1));
const photo = Buffer.from("pixels of a photo, which nobody without the key may read");

function folderWithPhoto() {
  const folder = temporaryFolder();
  const blobs = openBlobs(folder, keys);
  const name = blobs.put(photo);
  return { folder, blobs, name, file: join(folder, name.slice(0, 2), name) };
}

describe("encrypted photos", () => {
  it("come back as they were, and the same bytes are kept once", () => {
    const { blobs, name } = folderWithPhoto();
    expect(blobs.get(name).equals(photo)).toBe(true);
    expect(blobs.put(photo)).toBe(name);
    expect(blobs.list(name.slice(0, 2))).toEqual([name]);
  });

  it("cannot be read on the disk", () => {
    const { folder } = folderWithPhoto();
    expect(filesHolding(folder, "nobody without the key")).toEqual([]);
  });

  it("have names that differ from clinic to clinic", () => {
    const other = openBlobs(temporaryFolder(), deriveKeys(Buffer.alloc(32, 2)));
    expect(other.nameOf(photo)).not.toBe(folderWithPhoto().name);
  });

  it("are refused when any one byte was changed", () => {
    const { blobs, name, file } = folderWithPhoto();
    const good = readFileSync(file);
    for (const at of [0, 5, 20, good.length - 1]) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 1;
      writeFileSync(file, bad);
      expect(() => blobs.get(name)).toThrow(
        expect.objectContaining({ code: "photo.file-damaged" }),
      );
    }
    writeFileSync(file, good.subarray(0, 10));
    expect(() => blobs.get(name)).toThrow(expect.objectContaining({ code: "photo.file-damaged" }));
  });

  it("are refused under another's name", () => {
    const { folder, blobs, name } = folderWithPhoto();
    const other = blobs.put(Buffer.from("another photo"));
    const path = (blob: string): string => join(folder, blob.slice(0, 2), blob);
    renameSync(path(other), path(name));
    expect(() => blobs.get(name)).toThrow(expect.objectContaining({ code: "photo.file-damaged" }));
  });

  it.skipIf(process.platform !== "linux")(
    "do not open where the disk does not give them out",
    () => {
      const { blobs, name, file } = folderWithPhoto();
      makeUnreadable(file);
      expect(() => blobs.get(name)).toThrow(expect.objectContaining({ code: "EIO" }));
      expect(blobs.opens(name)).toBe(false);
    },
  );

  it("come back under their name in other bytes, as another encoder writes the same picture", () => {
    const { blobs, name, file } = folderWithPhoto();
    flipByte(file);
    blobs.quarantine(name);
    expect(blobs.quarantined()).toEqual([name]);
    blobs.putBack(name, Buffer.from("the same pixels in other bytes"));
    expect(blobs.get(name).toString()).toBe("the same pixels in other bytes");
    expect(blobs.getSealed(name)).toEqual(readFileSync(file));
  });

  it("leave nothing when they are removed, where they had been put out of the way, too", () => {
    const { folder, blobs, name } = folderWithPhoto();
    blobs.quarantine(name);
    blobs.put(photo);
    blobs.setAside(name);
    blobs.put(photo);
    blobs.remove(name);
    expect(readdirSync(folder, { recursive: true, encoding: "utf8" }).join()).not.toContain(name);
  });

  it("are read from out of the way, too: what the disk did not give out may be whole", () => {
    const { blobs, name } = folderWithPhoto();
    blobs.quarantine(name);
    expect(blobs.get(name).equals(photo)).toBe(true);
    expect(blobs.opens(name)).toBe(true);
  });

  it("that were damaged stay so when they are put out of the way, until whole bytes come", () => {
    const { blobs, name, file } = folderWithPhoto();
    writeFileSync(file, "nothing");
    blobs.quarantine(name);
    expect(() => blobs.get(name)).toThrow(expect.objectContaining({ code: "photo.file-damaged" }));
    expect(blobs.list(name.slice(0, 2))).toEqual([]);
    blobs.put(photo);
    expect(blobs.get(name).equals(photo)).toBe(true);
  });

  it("that are gone are named as missing", () => {
    const { blobs, name } = folderWithPhoto();
    blobs.remove(name);
    expect(() => blobs.get(name)).toThrow(expect.objectContaining({ code: "photo.file-missing" }));
  });
});
