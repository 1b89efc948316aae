import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { drawLesion, type DrawnLesion } from "../../../electron/demo/drawLesion";
import { SKIN_TYPES } from "../../../electron/demo/skin";
import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";

const small = { width: 160, height: 120 } as const;

const digest = (pixels: Uint8Array): string =>
  createHash("sha256").update(pixels).digest("hex").slice(0, 16);

/** Classes that are darker than skin of any type. */
const PIGMENTED: readonly Diagnosis[] = ["nv", "mel", "bkl", "vasc"];

interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** Colours of the pixels where the mask has this value, the dark corners left out. */
function coloursWhere({ pixels, mask, width, height }: DrawnLesion, value: number): Colour[] {
  const colours: Colour[] = [];
  mask.forEach((inside, index) => {
    const x = (index % width) / width - 0.5;
    const y = Math.floor(index / width) / height - 0.5;
    if (inside !== value || x * x + y * y > 0.2) return;
    const [red = 0, green = 0, blue = 0] = pixels.subarray(index * 3, index * 3 + 3);
    colours.push({ red, green, blue });
  });
  return colours;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanColour(drawn: DrawnLesion, value: number): Colour {
  const colours = coloursWhere(drawn, value);
  return {
    red: mean(colours.map(({ red }) => red)),
    green: mean(colours.map(({ green }) => green)),
    blue: mean(colours.map(({ blue }) => blue)),
  };
}

/** How far the pixels of lesion (255) or skin (0) are from a colour, on average. */
function distanceFrom(drawn: DrawnLesion, value: number, colour: Colour): number {
  return mean(
    coloursWhere(drawn, value).map(
      ({ red, green, blue }) =>
        Math.abs(red - colour.red) + Math.abs(green - colour.green) + Math.abs(blue - colour.blue),
    ),
  );
}

/** Mean absolute difference of two pictures, in grey levels. */
function difference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

/** Mean difference of neighbouring pixels: how much fine detail there is. */
function detail({ pixels, width }: DrawnLesion): number {
  let sum = 0;
  for (let at = 3; at < pixels.length; at += 3) {
    if ((at / 3) % width !== 0) sum += Math.abs((pixels[at] ?? 0) - (pixels[at - 3] ?? 0));
  }
  return (sum * 3) / pixels.length;
}

describe("a drawn lesion", () => {
  it.each([
    [1, "nv", "61c2ad81fd8943b2"],
    [2, "mel", "e64e8b19b13e7ddc"],
    [3, "bcc", "d979b3bc34688daa"],
    [4, "vasc", "9d3f4316a53065b4"],
  ] as const)("of seed %d and class %s has the same bytes on every machine", (...row) => {
    const [seed, diagnosis, bytes] = row;
    const drawn = drawLesion({ seed, diagnosis, ...small, hair: 0.2, ruler: true, ink: true });
    expect(digest(drawn.pixels)).toBe(bytes);
  });

  it("is as large as asked for, 600 x 450 by default", () => {
    const whole = drawLesion({ seed: 1, diagnosis: "nv" });
    expect([whole.width, whole.height]).toEqual([600, 450]);
    expect(whole.pixels.length).toBe(600 * 450 * 3);
    const upright = drawLesion({ seed: 1, diagnosis: "nv", width: 90, height: 160 });
    expect(upright.pixels.length).toBe(90 * 160 * 3);
    expect(upright.mask.length).toBe(90 * 160);
  });

  it("is the same picture at any size", () => {
    const one = drawLesion({ seed: 8, diagnosis: "mel", ...small }).lesion;
    const double = drawLesion({ seed: 8, diagnosis: "mel", width: 320, height: 240 }).lesion;
    expect(double.radius / one.radius).toBeCloseTo(2, 1);
    expect(double.cx / one.cx).toBeCloseTo(2, 1);
  });

  it.each(DIAGNOSES)("of class %s stands out from the skin of every type", (diagnosis) => {
    for (const skinType of SKIN_TYPES) {
      const drawn = drawLesion({ seed: 20 + skinType, diagnosis, skinType, ...small });
      const lesion = meanColour(drawn, 255);
      const skin = meanColour(drawn, 0);
      const within = distanceFrom(drawn, 255, skin);
      const beside = distanceFrom(drawn, 0, skin);
      expect(within / beside, `type ${String(skinType)}`).toBeGreaterThan(1.5);
      if (PIGMENTED.includes(diagnosis)) expect(lesion.green).toBeLessThan(0.85 * skin.green);
      const share = drawn.mask.filter((value) => value === 255).length / drawn.mask.length;
      expect(share).toBeGreaterThan(0.03);
      expect(share).toBeLessThan(0.6);
    }
  });

  it("has the colours of its class", () => {
    const classColour = (diagnosis: Diagnosis): Colour => {
      const means = [31, 32, 33, 34].map((seed) =>
        meanColour(drawLesion({ seed, diagnosis, ...small }), 255),
      );
      return {
        red: mean(means.map(({ red }) => red)),
        green: mean(means.map(({ green }) => green)),
        blue: mean(means.map(({ blue }) => blue)),
      };
    };
    const naevus = classColour("nv");
    const melanoma = classColour("mel");
    const vascular = classColour("vasc");
    const basalCell = classColour("bcc");
    const keratosis = classColour("bkl");
    // Red lakes: more red over green than anything brown.
    expect(vascular.red / vascular.green).toBeGreaterThan((1.2 * naevus.red) / naevus.green);
    expect(melanoma.red).toBeLessThan(basalCell.red);
    // Waxy keratoses are yellower, pink carcinomas bluer than naevi.
    expect(keratosis.blue / keratosis.green).toBeLessThan(naevus.blue / naevus.green);
    expect(basalCell.blue / basalCell.green).toBeGreaterThan(naevus.blue / naevus.green);
  });

  it("has a blue-white veil in a melanoma and not in a naevus", () => {
    const bluish = (diagnosis: "mel" | "nv"): number => {
      const { pixels, mask } = drawLesion({ seed: 41, diagnosis, ...small });
      return mask.filter((inside, index) => {
        const red = pixels[index * 3] ?? 0;
        const blue = pixels[index * 3 + 2] ?? 0;
        return inside === 255 && blue > 0.85 * red;
      }).length;
    };
    expect(bluish("mel")).toBeGreaterThan(20);
    expect(bluish("nv")).toBe(0);
  });

  it("lies where it says", () => {
    const { lesion, mask, width } = drawLesion({ seed: 6, diagnosis: "nv", ...small });
    expect(mask[Math.round(lesion.cy) * width + Math.round(lesion.cx)]).toBe(255);
    const far = Math.round(lesion.cx + 1.6 * lesion.radius);
    expect(mask[Math.round(lesion.cy) * width + far]).toBe(0);
  });
});

describe("options", () => {
  const plain = drawLesion({ seed: 50, diagnosis: "nv", ...small });
  const varied = (options: Partial<Parameters<typeof drawLesion>[0]>): DrawnLesion =>
    drawLesion({ seed: 50, diagnosis: "nv", ...small, ...options });

  it("darken the skin from type I to VI", () => {
    const greens = SKIN_TYPES.map((skinType) => meanColour(varied({ skinType }), 0).green);
    expect(greens).toEqual([...greens].sort((a, b) => b - a));
    expect((greens[0] ?? 0) - (greens[5] ?? 0)).toBeGreaterThan(80);
  });

  it("lay dark, thin hairs", () => {
    const large = { width: 400, height: 300 };
    const bare = varied(large).pixels;
    const hairy = varied({ ...large, hair: 1 }).pixels;
    let darkened = 0;
    for (let at = 0; at < bare.length; at += 3) {
      if ((bare[at] ?? 0) - (hairy[at] ?? 0) > 70) darkened += 1;
    }
    const share = darkened / (400 * 300);
    expect(share).toBeGreaterThan(0.004);
    expect(share).toBeLessThan(0.12);
    const some = varied({ ...large, hair: 0.2 }).pixels;
    expect(difference(bare, some)).toBeLessThan(0.6 * difference(bare, hairy));
  });

  it("lay a ruler along the lower edge and nowhere else", () => {
    const ruled = varied({ ruler: true });
    const upper = small.width * 3 * 100;
    expect(difference(plain.pixels.subarray(0, upper), ruled.pixels.subarray(0, upper))).toBe(0);
    expect(difference(plain.pixels.subarray(upper), ruled.pixels.subarray(upper))).toBeGreaterThan(
      2,
    );
  });

  it("lay ink beside the lesion and bubbles on the glass", () => {
    expect(difference(plain.pixels, varied({ ink: true }).pixels)).toBeGreaterThan(0.3);
    expect(difference(plain.pixels, varied({ bubbles: true }).pixels)).toBeGreaterThan(0.02);
  });

  it("blur away detail without changing the light", () => {
    const blurred = varied({ blur: 4 });
    expect(detail(blurred)).toBeLessThan(0.75 * detail(plain));
    expect(meanColour(blurred, 0).red).toBeCloseTo(meanColour(plain, 0).red, -1);
  });

  it("dim and burn out", () => {
    expect(meanColour(varied({ exposure: 0.2 }), 0).red).toBeLessThan(60);
    expect(meanColour(varied({ exposure: 3 }), 0).red).toBeGreaterThan(250);
  });
});

describe("seeds and visits", () => {
  it.each(["mel", "nv", "bcc"] as const)("%s: a visit changes less than a seed", (diagnosis) => {
    const first = drawLesion({ seed: 60, diagnosis, ...small });
    const later = drawLesion({ seed: 60, diagnosis, ...small, visit: 6 });
    const other = drawLesion({ seed: 61, diagnosis, ...small });
    const change = difference(first.pixels, later.pixels);
    expect(change).toBeGreaterThan(1);
    expect(change).toBeLessThan(0.8 * difference(first.pixels, other.pixels));
  });

  it("let a melanoma grow within two years, and a naevus hardly", () => {
    const growth = (diagnosis: "mel" | "nv"): number => {
      const options = { seed: 62, diagnosis, ...small };
      const { lesion: then } = drawLesion(options);
      const { lesion: now } = drawLesion({ ...options, visit: 24 });
      return now.radius / then.radius;
    };
    expect(growth("mel")).toBeGreaterThan(1.15);
    expect(growth("nv")).toBeLessThan(1.1);
  });

  it("give lesions of one patient the same skin and different outlines", () => {
    const naevus = drawLesion({ seed: 63, diagnosis: "nv", ...small });
    const other = drawLesion({ seed: 63, diagnosis: "df", ...small });
    const row = small.width * 3 * 4;
    expect(difference(naevus.pixels.subarray(0, row), other.pixels.subarray(0, row))).toBe(0);
    expect(difference(naevus.mask, other.mask)).toBeGreaterThan(3);
  });
});
