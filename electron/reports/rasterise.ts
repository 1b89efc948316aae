/** Charts as PNG, the same on every machine: drawn with bundled fonts only. */
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { PICTURE_FONT } from "./charts/drawing";

const FONT_FILES = ["LentigoSans-Regular.ttf", "LentigoSans-SemiBold.ttf"];

/** Device pixels for each unit of the SVG: sharp on dense screens and on paper. */
const SCALE = 2;

/**
 * @param svg one of our own charts; it may name no other file
 * @param fonts the folder `resources/fonts`
 * @returns bytes of a PNG, twice the SVG's size in pixels
 */
export function rasterise(svg: string, fonts: string): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: FONT_FILES.map((file) => join(fonts, file)),
      defaultFontFamily: PICTURE_FONT,
    },
  });
  return picture.render().asPng();
}
