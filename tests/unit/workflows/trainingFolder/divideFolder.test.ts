import { describe, expect, it } from "vitest";
import type { TrainingSide } from "../../../../electron/domain/trainingSide";
import type { PictureStanding } from "../../../../electron/store/trainingSides";
import { divideFolder } from "../../../../electron/workflows/trainingFolder/divideFolder";
import type { FolderPhoto } from "../../../../electron/workflows/trainingFolder/takeFolder";

const photo = (group: string, hash: string, isHeldOut: boolean | null = null): FolderPhoto => ({
  ...{ file: `${hash}.jpg`, label: "nv", sourceHash: hash, contentHash: hash, group, isHeldOut },
});
const folder = (photos: readonly FolderPhoto[]) => ({
  ...{ path: "/photos", name: "photos", photos, problems: [] },
});
const unknown = (): PictureStanding => ({ side: null, leftOut: null });
/** Only this one is known. */
const known =
  (hash: string, standing: Partial<PictureStanding>) =>
  (one: Pick<FolderPhoto, "sourceHash">): PictureStanding =>
    one.sourceHash === hash ? { ...unknown(), ...standing } : unknown();

describe("dividing a folder", () => {
  const many = Array.from({ length: 2000 }, (_, index) =>
    photo(`lesion ${String(Math.floor(index / 2))}`, String(index)),
  );

  it("holds out about a fifth of the groups, whole ones", () => {
    const { photos } = divideFolder(folder(many), unknown);
    const sides = new Map<string, Set<TrainingSide>>();
    for (const { group, part } of photos) {
      sides.set(group, (sides.get(group) ?? new Set()).add(part));
    }
    expect([...sides.values()].every(({ size }) => size === 1)).toBe(true);
    const heldOut = photos.filter(({ part }) => part === "holdout").length;
    expect(heldOut / photos.length).toBeGreaterThan(0.17);
    expect(heldOut / photos.length).toBeLessThan(0.23);
  });

  it("is the same whatever the order and whatever else there is", () => {
    const parts = (photos: readonly FolderPhoto[]) =>
      new Map(divideFolder(folder(photos), unknown).photos.map(({ group, part }) => [group, part]));
    const all = parts(many);
    for (const [group, part] of parts(many.slice(500, 600).reverse())) {
      expect(part).toBe(all.get(group));
    }
  });

  it("leaves out the group of whom the clinic holds out", () => {
    const photos = [photo("a", "1"), photo("a", "2"), photo("b", "3")];
    const divided = divideFolder(folder(photos), known("2", { side: "holdout" }));
    expect(divided.photos.map(({ sourceHash }) => sourceHash)).toEqual(["3"]);
    expect(divided.leftOut).toEqual(["in-hold-out", "in-hold-out"]);
  });

  it("leaves out the group of who does not consent, and a single photo that was excluded", () => {
    const photos = [photo("a", "1"), photo("a", "2"), photo("b", "3"), photo("b", "4")];
    const withdrawn = divideFolder(folder(photos), known("2", { leftOut: "no-consent" }));
    expect(withdrawn.photos.map(({ sourceHash }) => sourceHash)).toEqual(["3", "4"]);
    expect(withdrawn.leftOut).toEqual(["no-consent", "no-consent"]);
    const excluded = divideFolder(folder(photos), known("2", { leftOut: "excluded" }));
    expect(excluded.photos.map(({ sourceHash }) => sourceHash)).toEqual(["1", "3", "4"]);
    expect(excluded.leftOut).toEqual(["excluded"]);
  });

  it("learns from the group of whom the clinic learns from, whatever the folder says", () => {
    const photos = [photo("a", "1", true), photo("a", "2", true)];
    const divided = divideFolder(folder(photos), known("2", { side: "train" }));
    expect(divided.photos.map(({ part }) => part)).toEqual(["train", "train"]);
  });

  it("follows the folder's own split, and learns from a group on both of its sides", () => {
    const photos = [photo("a", "1", true), photo("b", "2", false), photo("c", "3", true)];
    const { photos: divided } = divideFolder(folder([...photos, photo("c", "4", false)]), unknown);
    expect(divided.map(({ part }) => part)).toEqual(["holdout", "train", "train", "train"]);
  });
});
