/**
 * The views of the body map and their outlines, drawn for Lentigo: nobody in particular, in
 * the anatomical position (palms forward), eight heads high. A body seen from the front has
 * its right side at the viewer's left.
 */
import type { Knot } from "./curve";

/** Front and back; then what neither shows well: the top of the head, palms and soles. */
export const BODY_VIEWS = ["front", "back", "scalp", "palms", "soles"] as const;

export type BodyView = (typeof BODY_VIEWS)[number];

export interface ViewDrawing {
  /** Extent of the view in units of its outlines. */
  readonly width: number;
  readonly height: number;
  /** Closed lines; each hand and foot of an inset has one of its own. */
  readonly outlines: readonly (readonly Knot[])[];
}

/** Right half of the body as the viewer sees it: offset from the midline, height; crown to crotch. */
const HALF_BODY: readonly Knot[] = [
  { x: 11, y: 8 },
  { x: 18, y: 17 },
  { x: 19.6, y: 30 },
  { x: 22, y: 32 },
  { x: 22.2, y: 40 },
  { x: 19, y: 45 },
  { x: 17, y: 53 },
  { x: 12.6, y: 61 },
  { x: 12, y: 69 },
  { x: 17, y: 76 },
  { x: 31, y: 81 },
  { x: 44, y: 86 },
  { x: 52, y: 97 },
  { x: 55, y: 113 },
  { x: 58, y: 134 },
  { x: 62, y: 156 },
  { x: 68, y: 176 },
  { x: 72, y: 198 },
  { x: 75, y: 212 },
  { x: 80, y: 219 },
  { x: 85.4, y: 229 },
  { x: 86.6, y: 237 },
  { x: 84.6, y: 240.6 },
  { x: 82.4, y: 237.4 },
  { x: 81, y: 232.6, corner: true },
  { x: 81.6, y: 243 },
  { x: 80.6, y: 255 },
  { x: 77.6, y: 262 },
  { x: 74.2, y: 258 },
  { x: 70.6, y: 243 },
  { x: 68, y: 228 },
  { x: 67, y: 214 },
  { x: 60, y: 190 },
  { x: 53, y: 164 },
  { x: 47, y: 140 },
  { x: 42, y: 112, corner: true },
  { x: 40, y: 126 },
  { x: 36.4, y: 146 },
  { x: 34.6, y: 162 },
  { x: 37, y: 182 },
  { x: 41, y: 204 },
  { x: 42.4, y: 226 },
  { x: 40, y: 258 },
  { x: 34.4, y: 292 },
  { x: 31, y: 314 },
  { x: 32.4, y: 338 },
  { x: 29, y: 366 },
  { x: 22, y: 396 },
  { x: 21.6, y: 408 },
  { x: 26.4, y: 422 },
  { x: 27.6, y: 430 },
  { x: 20, y: 434 },
  { x: 11.4, y: 432.4 },
  { x: 9.6, y: 424 },
  { x: 11.6, y: 406 },
  { x: 11, y: 388 },
  { x: 7.4, y: 348 },
  { x: 9.4, y: 316 },
  { x: 7.6, y: 292 },
  { x: 3.4, y: 254 },
];

const MIDLINE = 100;

const BODY: readonly Knot[] = [
  { x: MIDLINE, y: 5 },
  ...HALF_BODY.map((knot) => ({ ...knot, x: MIDLINE + knot.x })),
  { x: MIDLINE, y: 226, corner: true },
  ...[...HALF_BODY].reverse().map((knot) => ({ ...knot, x: MIDLINE - knot.x })),
];

/** The head from above, the face towards the lower edge. */
const SCALP: readonly Knot[] = [
  { x: 50, y: 8 },
  { x: 76, y: 20 },
  { x: 84, y: 48 },
  { x: 78, y: 76 },
  { x: 64, y: 93 },
  { x: 50, y: 97 },
  { x: 36, y: 93 },
  { x: 22, y: 76 },
  { x: 16, y: 48 },
  { x: 24, y: 20 },
];

/** The right palm, fingers up. */
const RIGHT_PALM: readonly Knot[] = [
  { x: 24, y: 106 },
  { x: 22.6, y: 92 },
  { x: 17, y: 74 },
  { x: 13, y: 54 },
  { x: 11.6, y: 41 },
  { x: 14.4, y: 36.6 },
  { x: 18, y: 40 },
  { x: 20.6, y: 51 },
  { x: 22.8, y: 57, corner: true },
  { x: 23, y: 38 },
  { x: 23.6, y: 22 },
  { x: 27, y: 17.6 },
  { x: 30.6, y: 22 },
  { x: 32, y: 39 },
  { x: 33.6, y: 54, corner: true },
  { x: 34.6, y: 34 },
  { x: 35.8, y: 15 },
  { x: 39.4, y: 10.4 },
  { x: 43, y: 15 },
  { x: 43.6, y: 35 },
  { x: 44.6, y: 54, corner: true },
  { x: 47, y: 37 },
  { x: 49.4, y: 22.6 },
  { x: 53, y: 19 },
  { x: 56, y: 23.6 },
  { x: 55.4, y: 42 },
  { x: 55.6, y: 58 },
  { x: 58, y: 67, corner: true },
  { x: 65, y: 58 },
  { x: 71, y: 50 },
  { x: 75, y: 49 },
  { x: 76, y: 53.6 },
  { x: 71, y: 65 },
  { x: 64, y: 79 },
  { x: 57, y: 90 },
  { x: 54.6, y: 106 },
];

/** The right sole, toes up. */
const RIGHT_SOLE: readonly Knot[] = [
  { x: 24, y: 107 },
  { x: 14.6, y: 102 },
  { x: 12, y: 90 },
  { x: 12.6, y: 70 },
  { x: 10, y: 48 },
  { x: 8.4, y: 33 },
  { x: 10, y: 26 },
  { x: 13.6, y: 26.4 },
  { x: 15, y: 28.6, corner: true },
  { x: 14.8, y: 21 },
  { x: 18, y: 17.4 },
  { x: 21, y: 20 },
  { x: 22, y: 24, corner: true },
  { x: 21.8, y: 15 },
  { x: 25, y: 11.6 },
  { x: 28.2, y: 15 },
  { x: 29, y: 21, corner: true },
  { x: 28.8, y: 11.4 },
  { x: 31.4, y: 8.6 },
  { x: 34, y: 12 },
  { x: 34.6, y: 19, corner: true },
  { x: 35, y: 9 },
  { x: 40, y: 4.6 },
  { x: 45, y: 9.4 },
  { x: 45, y: 20 },
  { x: 46, y: 34 },
  { x: 43.4, y: 50 },
  { x: 37.6, y: 68 },
  { x: 37, y: 84 },
  { x: 38, y: 96 },
  { x: 33, y: 104.6 },
];

const PALMS_WIDTH = 168;
const SOLES_WIDTH = 108;

export const VIEW_DRAWINGS: Readonly<Record<BodyView, ViewDrawing>> = {
  front: { width: 200, height: 440, outlines: [BODY] },
  back: { width: 200, height: 440, outlines: [BODY] },
  scalp: { width: 100, height: 110, outlines: [SCALP] },
  palms: {
    width: PALMS_WIDTH,
    height: 110,
    outlines: [RIGHT_PALM, mirrored(RIGHT_PALM, PALMS_WIDTH)],
  },
  soles: {
    width: SOLES_WIDTH,
    height: 110,
    outlines: [RIGHT_SOLE, mirrored(RIGHT_SOLE, SOLES_WIDTH)],
  },
};

function mirrored(knots: readonly Knot[], width: number): Knot[] {
  return knots.map((knot) => ({ ...knot, x: width - knot.x }));
}
