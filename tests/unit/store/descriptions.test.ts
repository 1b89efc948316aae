import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { PhotoId } from "../../../electron/contract/shapes";
import type { AbcdChecklist } from "../../../electron/domain/abcdRule";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const nobody = PhotoId.parse("00000000-0000-4000-8000-000000000000");

const diameter = { from: { x: 10, y: 20 }, to: { x: 310.5, y: 20 } };
const abcd: AbcdChecklist = {
  asymmetry: 1,
  border: null,
  colours: ["black", "red"],
  structures: ["dots"],
};

function photo() {
  const folder = join(temporaryFolder(), "clinic");
  const open = () => openStore({ folder, guards: [unguarded] });
  const store = open();
  onTestFinished(() => {
    store.close();
  });
  const photoId = store.photos.add(newPhoto("a", null), at);
  return { ...store, open, photoId };
}

describe("the description of a photo", () => {
  it("is empty until somebody says something", () => {
    const { descriptions, photoId } = photo();
    expect(descriptions.get(photoId)).toEqual({
      notes: "",
      kind: "dermoscopy",
      pixelsPerMm: null,
      diameter: null,
      abcd: null,
    });
  });

  it("changes only in what is named", () => {
    const { descriptions, photoId } = photo();
    descriptions.update(photoId, { notes: "by the ear" });
    descriptions.update(photoId, { kind: "clinical" });
    descriptions.update(photoId, { pixelsPerMm: 41.5 });
    descriptions.setChecklist(photoId, abcd);
    descriptions.update(photoId, { diameter });
    expect(descriptions.get(photoId)).toEqual({
      notes: "by the ear",
      kind: "clinical",
      pixelsPerMm: 41.5,
      diameter,
      abcd,
    });
    descriptions.update(photoId, { pixelsPerMm: null, diameter: null });
    descriptions.setChecklist(photoId, null);
    expect(descriptions.get(photoId)).toEqual({
      notes: "by the ear",
      kind: "clinical",
      pixelsPerMm: null,
      diameter: null,
      abcd: null,
    });
  });

  it("is there after the store was opened again", () => {
    const { descriptions, photoId, open } = photo();
    descriptions.update(photoId, { notes: "Größe: ½ cm", diameter });
    const again = open();
    expect(again.descriptions.get(photoId)).toMatchObject({ notes: "Größe: ½ cm", diameter });
    again.close();
  });

  it("takes no diameter that leaves the photo", () => {
    const { descriptions, photoId } = photo();
    const beside = { from: { x: 10, y: 20 }, to: { x: 600.5, y: 20 } };
    expect(() => {
      descriptions.update(photoId, { diameter: beside });
    }).toThrow(expect.objectContaining({ code: "request.invalid" }) as Error);
    expect(descriptions.get(photoId).diameter).toBeNull();
  });

  it("is of this photo alone", () => {
    const { descriptions, photos, photoId } = photo();
    const other = photos.add(newPhoto("b", null), at);
    descriptions.update(photoId, { notes: "mine" });
    descriptions.setChecklist(photoId, abcd);
    expect(descriptions.get(other)).toMatchObject({ notes: "", abcd: null });
  });

  it("belongs to a photo that exists", () => {
    const { descriptions } = photo();
    const missing = expect.objectContaining({ code: "photo.missing" }) as Error;
    expect(() => descriptions.get(nobody)).toThrow(missing);
    expect(() => {
      descriptions.update(nobody, { notes: "" });
    }).toThrow(missing);
    expect(() => {
      descriptions.setChecklist(nobody, abcd);
    }).toThrow(missing);
  });
});
