import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sheet, text } from "../../../electron/reports/charts/drawing";
import { rasterise } from "../../../electron/reports/rasterise";
import { sharp } from "../../../electron/vision/sharpRuntime";

const fonts = join(import.meta.dirname, "../../../resources/fonts");

function page(words: string, bold = false): string {
  return sheet(
    {
      id: "page",
      width: 200,
      height: 120,
      heading: { title: "", subtitle: "" },
      description: "A page.",
    },
    [text(20, 100, words, { size: 20, bold })],
  );
}

/** Share of dark pixels in the lower half, where the words stand. */
async function inkOf(svg: string, folder = fonts): Promise<number> {
  const image = sharp(rasterise(svg, folder)).flatten({ background: "#ffffff" }).greyscale();
  const pixels = await image
    .extract({ left: 0, top: 120, width: 400, height: 120 })
    .raw()
    .toBuffer();
  return pixels.filter((value) => value < 128).length / pixels.length;
}

describe("PNG of a chart", () => {
  it("is twice the size, on white", async () => {
    const image = sharp(rasterise(page(""), fonts));
    expect(await image.metadata()).toMatchObject({ format: "png", width: 400, height: 240 });
    expect(await inkOf(page(""))).toBe(0);
  });

  it("has letters from the bundled fonts, in both weights", async () => {
    const regular = await inkOf(page("Melanoma 0.954"));
    expect(regular).toBeGreaterThan(0.01);
    expect(await inkOf(page("Melanoma 0.954", true))).toBeGreaterThan(regular * 1.2);
  });

  it("has every sign that charts use", async () => {
    // A sign that the font lacks is drawn as nothing or as an empty box.
    const [missing, ...known] = await Promise.all(
      ["\u{10FFFD}", "–", "·", "’", "×", "%", "(", "<", "9"].map((sign) => inkOf(page(sign))),
    );
    for (const ink of known) {
      expect(ink).toBeGreaterThan(0);
      expect(ink).not.toBe(missing);
    }
  });
});
