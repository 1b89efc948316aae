import { takePhoto } from "./camera";
import { photoFraming, unitSize } from "./framing";
import { coarseLayer, dab, emptyLayer, stroke, type Layer, type StrokePoint } from "./layer";
import { createNoise, ramp } from "./noise";
import { mix, tint, toDrawing, type Drawing, type Picture, type Rgb } from "./picture";
import { seededRandom, type SeededRandom } from "./seededRandom";
import { layDownSkin, skinTone, SKIN_TYPES } from "./skin";
import { emptyTissue, lightTissue } from "./tissue";

/** Photos that end up among a clinic's lesions and show none. */
export const OTHER_KINDS = [
  "cat",
  "document",
  "skin",
  "black",
  "gradient",
  "noise",
  "room",
  "landscape",
] as const;

export type OtherKind = (typeof OTHER_KINDS)[number];

export interface OtherOptions {
  /** Whole number; the same seed and kind give the same bytes. */
  readonly seed: number;
  readonly kind: OtherKind;
  /** Pixels, 600 if not given. */
  readonly width?: number;
  /** Pixels, 450 if not given. */
  readonly height?: number;
}

/** Draws a photo that is not of a lesion. */
export function drawOther({ seed, kind, width = 600, height = 450 }: OtherOptions): Drawing {
  const random = seededRandom(seed, OTHER_KINDS.indexOf(kind), 0x6f74686572);
  const picture = SCENES[kind]({ width, height }, random, seed);
  const isPhoto = kind !== "black" && kind !== "gradient" && kind !== "noise";
  if (isPhoto) {
    takePhoto(picture, { seed, blur: 0.6 * unitSize(width, height), exposure: 1, field: 2 });
  }
  return toDrawing(picture);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

type Scene = (size: Size, random: SeededRandom, seed: number) => Picture;

const SCENES: Readonly<Record<OtherKind, Scene>> = {
  cat: drawCat,
  document: drawDocument,
  skin: drawSkin,
  black: drawBlack,
  gradient: drawGradient,
  noise: drawNoise,
  room: drawRoom,
  landscape: drawLandscape,
};

function drawSkin(size: Size, random: SeededRandom, seed: number): Picture {
  const type = random.pick(SKIN_TYPES);
  const tissue = emptyTissue(size);
  const middle = { originX: size.width / 2, originY: size.height / 2 };
  const framing = { ...middle, zoom: unitSize(size.width, size.height), cos: 1, sin: 0 };
  layDownSkin(tissue, framing, createNoise(seed), seed, type);
  return lightTissue(tissue, skinTone(type, random));
}

/** The lens cap is on: next to nothing, with a trace of sensor noise. */
function drawBlack(size: Size, random: SeededRandom): Picture {
  return paint(size, () => {
    const value = random.between(0, 0.012);
    return [value, value, value];
  });
}

function drawGradient(size: Size, random: SeededRandom): Picture {
  const from = randomColour(random);
  const to = randomColour(random);
  return paint(size, (x, y) => blend(from, to, (x / size.width + y / size.height) / 2));
}

function drawNoise(size: Size, random: SeededRandom): Picture {
  return paint(size, () => [random.next(), random.next(), random.next()]);
}

function drawDocument(size: Size, random: SeededRandom): Picture {
  const paper: Rgb = [0.93, 0.92, random.between(0.86, 0.91)];
  const light = random.between(-0.12, 0.12);
  const picture = paint(size, (x) => scale(paper, 1 + light * (x / size.width - 0.5)));
  const framing = photoFraming(size.width, size.height);
  const ink = emptyLayer(size);
  const right = size.width / framing.zoom - random.between(36, 60);
  const left = random.between(36, 60);
  const bottom = size.height / framing.zoom - 25;
  const tilt = random.between(-0.02, 0.02);
  const line = (x: number, y: number, length: number, radius: number): void => {
    const points = [0, length].map((along) => ({
      x: x + along,
      y: y + tilt * (x + along),
      radius,
    }));
    stroke(ink, framing, points, random.between(0.7, 0.95), 0.3);
  };
  line(left, 48, (right - left) * random.between(0.35, 0.6), 6);
  for (let y = 88, row = 0; y < bottom; y += 17, row++) {
    if (row % 6 === 5) continue; // a gap between paragraphs
    const end = row % 6 === 4 ? left + (right - left) * random.between(0.3, 0.8) : right;
    for (let x = left; x < end - 12;) {
      const word = Math.min(random.between(12, 58), end - x);
      writeWord(ink, framing.zoom, x, y + tilt * x, word, random);
      x += word + 9;
    }
  }
  tint(picture, ink, [0.13, 0.13, 0.16]);
  return picture;
}

/** A word as a row of letter-like strokes. */
function writeWord(
  ink: Layer,
  zoom: number,
  x: number,
  y: number,
  length: number,
  random: SeededRandom,
): void {
  const framing = { originX: 0, originY: 0, zoom, cos: 1, sin: 0 };
  for (let at = x; at < x + length - 3; at += 5.5) {
    const top = y - (random.chance(0.3) ? 9.5 : 6);
    stroke(ink, framing, [
      { x: at, y, radius: 0.7 },
      { x: at, y: top, radius: 0.7 },
    ]);
    const bar = y - random.pick([0, 3, 6]);
    stroke(ink, framing, [
      { x: at, y: bar, radius: 0.6 },
      { x: at + 3.6, y: bar, radius: 0.6 },
    ]);
  }
}

function drawRoom(size: Size, random: SeededRandom, seed: number): Picture {
  const noise = createNoise(seed);
  const { zoom } = photoFraming(size.width, size.height);
  const wall = blend([0.86, 0.82, 0.74], randomColour(random), 0.25);
  const floor = blend([0.5, 0.36, 0.25], randomColour(random), 0.15);
  const horizon = random.between(0.62, 0.74) * size.height;
  const picture = paint(size, (x, y) => {
    if (y < horizon) return scale(wall, 0.85 + (0.2 * y) / horizon);
    const planks = noise.smooth(x / (60 * zoom), y / (5 * zoom));
    return scale(floor, 0.9 + 0.18 * planks);
  });
  const width = size.width / zoom;
  const ground = horizon / zoom;
  const shapes: readonly [number, number, number, number, Rgb][] = [
    [0.08, 0.12, 0.24, 0.46, [0.96, 0.96, 0.94]], // window frame
    [0.095, 0.14, 0.21, 0.42, [0.66, 0.82, 0.95]], // sky in it
    [0.195, 0.14, 0.01, 0.42, [0.96, 0.96, 0.94]],
    [0.5, 0.16, 0.15, 0.22, [0.25, 0.2, 0.16]], // picture on the wall
    [0.515, 0.18, 0.12, 0.18, randomColour(random)],
    [0.42, 0.72, 0.46, 0.4, randomColour(random)], // sofa
    [0.38, 0.86, 0.07, 0.28, [0.32, 0.28, 0.3]],
    [0.85, 0.86, 0.07, 0.28, [0.32, 0.28, 0.3]],
  ];
  for (const [x, y, w, h, colour] of shapes) {
    fillBox(
      picture,
      x * width * zoom,
      y * ground * zoom,
      w * width * zoom,
      h * ground * zoom,
      colour,
    );
  }
  const lamp = emptyLayer(size);
  const framing = photoFraming(size.width, size.height);
  dab(lamp, framing, { x: width * 0.76, y: ground * 0.2, radius: 34 }, 0.15);
  tint(picture, lamp, [1, 0.93, 0.72]);
  return picture;
}

function drawLandscape(size: Size, random: SeededRandom, seed: number): Picture {
  const noise = createNoise(seed);
  const { zoom } = photoFraming(size.width, size.height);
  const high: Rgb = [0.28, 0.5, random.between(0.75, 0.88)];
  const low: Rgb = [0.88, random.between(0.76, 0.88), 0.8];
  const unit = (pixel: number): number => pixel / zoom;
  const clouds = coarseLayer(size, 3, (x, y) => noise.fractal(unit(x) / 120, unit(y) / 40, 4));
  const ridges: readonly [number, number, Rgb][] = [
    [0.48, 70, [0.46, 0.54, 0.64]],
    [0.6, 60, [0.3, 0.44, 0.38]],
    [0.74, 40, [0.3, 0.46, 0.2]],
  ];
  const crests = ridges.map(([base, rise], ridge) =>
    Float32Array.from({ length: size.width }, (_, x) => {
      const profile = noise.fractal(unit(x) / (110 - ridge * 15) + ridge * 40, ridge * 9.5, 4);
      return base * size.height - profile * rise * zoom;
    }),
  );
  return paint(size, (x, y) => {
    const index = Math.floor(y) * size.width + Math.floor(x);
    const cloud = ramp(0.05, 0.6, clouds.values[index] ?? 0);
    let colour = blend(blend(high, low, y / size.height / 0.55), [1, 1, 1], cloud * 0.8);
    ridges.forEach(([, , tone], ridge) => {
      if (y < (crests[ridge]?.[Math.floor(x)] ?? Infinity)) return;
      const grass = noise.fractal(unit(x) / 9, unit(y) / (4 + ridge), 2);
      colour = scale(tone, 1 + 0.12 * (ridge + 1) * grass);
    });
    return colour;
  });
}

function drawCat(size: Size, random: SeededRandom, seed: number): Picture {
  const noise = createNoise(seed);
  const { zoom } = photoFraming(size.width, size.height);
  const fur = random.pick<Rgb>([
    [0.72, 0.5, 0.28],
    [0.5, 0.49, 0.48],
    [0.36, 0.28, 0.22],
  ]);
  const wall = blend([0.6, 0.66, 0.62], randomColour(random), 0.4);
  const centre = { x: size.width / 2 / zoom, y: (size.height * 0.54) / zoom };
  const head = 128;
  const picture = paint(size, (px, py) => {
    const x = (px / zoom - centre.x) / head;
    const y = (py / zoom - centre.y) / head;
    const side = Math.abs(x);
    const hair = 0.05 * noise.fractal(x * 30, y * 12, 2);
    const face = 1 - Math.sqrt((x / 1.12) ** 2 + (y / 0.95) ** 2) + hair;
    // An ear is a triangle from the crown to the temple.
    const ear = Math.min(y + 1.55 - (side - 0.78) * -0.25, 1.02 - side, side - 0.2, -0.2 - y);
    const earTip = Math.min(ear, (y + 1.5) * 0.55 - Math.abs(side - 0.72) + 0.02);
    const inside = Math.max(face, earTip + hair);
    const backdrop = scale(wall, 1.05 - 0.2 * (py / size.height));
    const stripes = ramp(0.1, 0.5, noise.smooth(x * 7 + noise.smooth(x * 3, y * 3), y * 2.2 + 9));
    const lit = 0.95 - 0.25 * x * 0.4 - 0.18 * y + 0.25 * noise.fractal(x * 34, y * 13, 2);
    let coat = scale(fur, lit * (1 - 0.42 * stripes * ramp(0.5, -0.4, y)));
    const muzzle = ramp(0.5, 0.3, Math.sqrt((side - 0.17) ** 2 + ((y - 0.42) * 1.2) ** 2));
    coat = blend(coat, [0.93, 0.88, 0.82], muzzle * 0.85);
    coat = blend(coat, [0.86, 0.58, 0.54], ramp(0.06, 0.16, earTip) * ramp(0, 0.1, -0.45 - y));
    return blend(backdrop, coat, ramp(-0.015, 0.02, inside));
  });
  drawCatFeatures(picture, centre, head, random);
  return picture;
}

function drawCatFeatures(
  picture: Picture,
  centre: { x: number; y: number },
  head: number,
  random: SeededRandom,
): void {
  const framing = photoFraming(picture.width, picture.height);
  const iris = random.pick<Rgb>([
    [0.72, 0.74, 0.22],
    [0.4, 0.68, 0.4],
    [0.8, 0.55, 0.15],
  ]);
  const at = (x: number, y: number): { x: number; y: number } => ({
    x: centre.x + x * head,
    y: centre.y + y * head,
  });
  const oval = (x: number, y: number, radius: number, flatness: number, colour: Rgb): void => {
    const layer = emptyLayer(picture);
    dab(layer, framing, { ...at(x, y), radius: radius * head, flatness }, 0.06);
    tint(picture, layer, colour);
  };
  for (const side of [-1, 1]) {
    oval(side * 0.44, -0.12, 0.235, 0.82, [0.1, 0.08, 0.07]);
    oval(side * 0.44, -0.12, 0.205, 0.82, iris);
    oval(side * 0.44, -0.12, 0.07, 2.3, [0.03, 0.03, 0.03]);
    oval(side * 0.44 - 0.06, -0.2, 0.035, 1, [1, 1, 1]);
  }
  oval(0, 0.26, 0.105, 0.65, [0.82, 0.48, 0.48]);
  const lines = emptyLayer(picture);
  const whiskers = emptyLayer(picture);
  const curve = (layer: Layer, points: readonly (readonly [number, number])[], r: number): void => {
    const path: StrokePoint[] = points.map(([x, y]) => ({ ...at(x, y), radius: r }));
    stroke(layer, framing, path);
  };
  curve(
    lines,
    [
      [0, 0.32],
      [0, 0.46],
    ],
    1.6,
  );
  for (const side of [-1, 1]) {
    curve(
      lines,
      [
        [0, 0.46],
        [side * 0.1, 0.53],
        [side * 0.22, 0.51],
        [side * 0.28, 0.45],
      ],
      1.6,
    );
    for (const rise of [-0.12, 0, 0.12]) {
      curve(
        whiskers,
        [
          [side * 0.3, 0.42 + rise * 0.5],
          [side * 0.9, 0.38 + rise],
          [side * 1.4, 0.46 + rise * 2],
        ],
        0.8,
      );
    }
  }
  tint(picture, lines, [0.25, 0.16, 0.14]);
  tint(picture, whiskers, [0.98, 0.97, 0.95], 0.9);
}

/** Paints every pixel from its centre's place in pixels. */
function paint(size: Size, colourAt: (x: number, y: number) => Rgb): Picture {
  const { width, height } = size;
  const rgb = new Float32Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) rgb.set(colourAt(x + 0.5, y + 0.5), at);
  }
  return { width, height, rgb };
}

function fillBox(
  picture: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
  colour: Rgb,
): void {
  const right = Math.min(picture.width, Math.round(left + width));
  const bottom = Math.min(picture.height, Math.round(top + height));
  for (let y = Math.max(0, Math.round(top)); y < bottom; y++) {
    const shade = 1.06 - (0.2 * (y - top)) / height;
    for (let x = Math.max(0, Math.round(left)); x < right; x++) {
      mix(picture, y * picture.width + x, scale(colour, shade), 1);
    }
  }
}

function randomColour(random: SeededRandom): Rgb {
  return [random.between(0.15, 0.9), random.between(0.15, 0.9), random.between(0.15, 0.9)];
}

function blend(from: Rgb, to: Rgb, share: number): Rgb {
  const part = Math.min(1, Math.max(0, share));
  return [
    from[0] + (to[0] - from[0]) * part,
    from[1] + (to[1] - from[1]) * part,
    from[2] + (to[2] - from[2]) * part,
  ];
}

function scale([red, green, blue]: Rgb, factor: number): Rgb {
  return [red * factor, green * factor, blue * factor];
}
