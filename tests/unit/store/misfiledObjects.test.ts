import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../../electron/store/database";
import { misfiledObjects } from "../../../electron/store/misfiledObjects";
import { photoRepository } from "../../../electron/store/photos";
import { visitRepository } from "../../../electron/store/visits";
import { newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-11-21T08:00:00Z");
const first = { study: "2.25.1", instance: "2.25.2" };
const second = { study: "2.25.3", instance: "2.25.4" };

function clinic() {
  const database = openDatabase(join(temporaryFolder(), "clinic.db"), Buffer.alloc(32, 7), true);
  onTestFinished(() => {
    database.close();
  });
  const photos = photoRepository(database, visitRepository(database));
  const photo = photos.add(newPhoto("one", null), at);
  return { photos, photo, misfiled: misfiledObjects(database) };
}

describe("what is misfiled in the archive", () => {
  it("is told of, the latest first, and how many there are", () => {
    const { photo, misfiled } = clinic();
    misfiled.add(photo, first, at);
    misfiled.add(photo, second, at);
    expect(misfiled.list(1)).toMatchObject([
      { photoId: photo, ...second, at: "2026-11-21T08:00:00.000Z" },
    ]);
    expect(misfiled.count()).toBe(2);
  });

  it("is told of also once the photo is deleted here", () => {
    const { photos, photo, misfiled } = clinic();
    misfiled.add(photo, first, at);
    photos.remove(photo);
    expect(misfiled.list(10)).toMatchObject([{ photoId: null, ...first }]);
  });

  it("is where it belongs once the photo has come back, and it alone", () => {
    const { photo, misfiled } = clinic();
    misfiled.add(photo, first, at);
    misfiled.add(photo, second, at);
    expect(misfiled.reclaim(first.instance)).toBe(true);
    expect(misfiled.reclaim(first.instance)).toBe(false);
    expect(misfiled.list(10)).toMatchObject([second]);
  });

  it("is told of no longer once somebody takes it off, and is not there to be taken off twice", () => {
    const { photo, misfiled } = clinic();
    misfiled.add(photo, first, at);
    const sequence = misfiled.list(1)[0]?.sequence ?? NaN;
    expect(misfiled.get(sequence)).toMatchObject(first);
    misfiled.remove(sequence);
    expect(misfiled.count()).toBe(0);
    const missing = expect.objectContaining({ code: "archive.entry-missing" }) as Error;
    expect(() => misfiled.get(sequence)).toThrow(missing);
    expect(() => {
      misfiled.remove(sequence);
    }).toThrow(missing);
  });
});
