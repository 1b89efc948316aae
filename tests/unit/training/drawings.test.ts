import { describe, expect, it } from "vitest";
import { drawLesion } from "../../../electron/demo/drawLesion";
import { SKIN_TYPES } from "../../../electron/demo/skin";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { DRAWINGS } from "../../../electron/training/drawings";
import { LEAST_PICTURES } from "../../../electron/training/fitPresence";

describe("the drawings that a version is shown", () => {
  it("are of every diagnosis on every type of skin, and of skin enough to know it", () => {
    expect(DRAWINGS.lesions).toHaveLength(3 * DIAGNOSES.length * SKIN_TYPES.length);
    expect(DRAWINGS.skin.length).toBeGreaterThanOrEqual(LEAST_PICTURES);
  });

  it("are those that versions before were shown", () => {
    const [, hairy] = DRAWINGS.lesions;
    const same = drawLesion({ seed: 70_001, diagnosis: "akiec", skinType: 1, hair: 0.3 });
    expect(Buffer.from(hairy?.().pixels ?? []).equals(same.pixels)).toBe(true);
    const last = DRAWINGS.lesions.at(-1);
    const plain = drawLesion({ seed: 70_125, diagnosis: "vasc", skinType: 6 });
    expect(Buffer.from(last?.().pixels ?? []).equals(plain.pixels)).toBe(true);
  });
});
