/**
 * Pictures that show no lesion, computed by seed: stand-ins for the photos that get among a
 * clinic's lesions by mistake, more varied than those of the demo clinic. Scenes are made of shapes,
 * textures of noise. "dead leaves" follows Lee, Mumford and Huang, IJCV 41:35, 2001: discs that
 * cover one another have the edges and the spectrum of ordinary photographs.
 */
import { createNoise, type Noise } from "../electron/demo/noise";
import { seededRandom, type SeededRandom } from "../electron/demo/seededRandom";
import type { PixelImage } from "../electron/vision/decode";

const WIDTH = 600;
const HEIGHT = 450;

type Hsl = readonly [hue: number, saturation: number, lightness: number];
type Scene = (random: SeededRandom) => Shape[];
type Texture = (random: SeededRandom, noise: Noise) => (x: number, y: number) => Colour;
type Colour = readonly [red: number, green: number, blue: number];

/** Something painted within a rectangle; null where it does not cover. */
interface Shape {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly opacity: number;
  readonly colourAt: (x: number, y: number) => Colour | null;
}

const SCENES: Readonly<Record<string, Scene>> = {
  "dead leaves": deadLeaves,
  "bar chart": barChart,
  "line chart": lineChart,
  screen,
  "dark screen": darkScreen,
  face,
  plate,
  street,
  kitchen,
  flowers,
  hand,
  radiograph,
  label,
  tools,
};

const TEXTURES: Readonly<Record<string, Texture>> = {
  stripes: (random, noise) => {
    const [from, to] = [colour(random), colour(random)];
    const [pitch, angle] = [random.between(6, 60), random.between(0, Math.PI)];
    const [cos, sin] = [Math.cos(angle) / pitch, Math.sin(angle) / pitch];
    const wobble = random.between(0, 0.4);
    return (x, y) => {
      const phase = x * cos + y * sin + wobble * noise.smooth(x / 60, y / 60);
      return blend(from, to, 0.5 + 0.5 * Math.sin(phase * 6.283));
    };
  },
  checks: (random) => {
    const [from, to] = [colour(random), colour(random)];
    const side = random.between(8, 80);
    return (x, y) => ((Math.floor(x / side) + Math.floor(y / side)) % 2 === 0 ? from : to);
  },
  bricks: (random, noise) => {
    const [brick, mortar] = [colour(random), colour(random)];
    const [width, height] = [random.between(40, 120), random.between(18, 50)];
    return (x, y) => {
      const row = Math.floor(y / height);
      const column = x / width + (row % 2) / 2;
      const inJoint = column % 1 < 0.06 || (y / height) % 1 < 0.1;
      const shade = 0.85 + 0.25 * noise.smooth(Math.floor(column) * 7.3, row * 3.1);
      const grain = 0.08 * noise.fractal(x / 5, y / 5, 2);
      return scale(inJoint ? mortar : brick, shade + grain);
    };
  },
  wood: (random, noise) => {
    const [from, to] = [colour(random, 0.06), colour(random, 0.06)];
    const stretch = random.between(6, 25);
    return (x, y) => {
      const ring = noise.fractal(x / (40 * stretch), y / 40, 3) * 6;
      return scale(blend(from, to, ring - Math.floor(ring)), 1 + 0.1 * noise.smooth(x / 40, y));
    };
  },
  fabric: (random, noise) => {
    const [from, to] = [colour(random), colour(random)];
    const pitch = random.between(3, 9);
    return (x, y) => {
      const over = Math.sin((x / pitch) * 6.283) * Math.sin((y / pitch) * 6.283);
      return scale(
        blend(from, to, 0.5 + 0.5 * over),
        1 + 0.15 * noise.fractal(x / 120, y / 120, 3),
      );
    };
  },
  clouds: (random, noise) => {
    const [from, to] = [colour(random), colour(random)];
    const size = random.between(30, 200);
    return (x, y) => blend(from, to, 0.5 + noise.fractal(x / size, y / size, 6));
  },
  "colour clouds": (random, noise) => {
    const size = random.between(20, 150);
    const [reach, base] = [random.between(0.3, 0.9), colour(random)];
    const at = (x: number, y: number, shift: number): number =>
      reach * noise.fractal(x / size + shift, y / size - shift, 6);
    return (x, y) => [base[0] + at(x, y, 0), base[1] + at(x, y, 31.7), base[2] + at(x, y, 77.1)];
  },
  grass: (random, noise) => {
    const [from, to] = [colour(random, 0.25), colour(random, 0.3)];
    return (x, y) => blend(from, to, 0.5 + noise.fractal(x / 6, y / 30, 4));
  },
  pebbles: (random, noise) => {
    const base = colour(random, 0.1);
    const size = random.between(12, 60);
    return (x, y) => {
      const { nearest, second, cell } = noise.cells(x / size, y / size, 0.9);
      return scale(base, (0.8 + 0.4 * cell) * Math.min(1, 0.3 + 3 * (second - nearest)));
    };
  },
  "plain colour": (random) => {
    const base = colour(random);
    const shade = random.between(0, 0.6);
    return (x, y) => {
      const away = Math.hypot(x / WIDTH - 0.5, y / HEIGHT - 0.5);
      return scale(base, 1 - shade * away + random.between(-0.03, 0.03));
    };
  },
};

export const COMPUTED_KINDS: readonly string[] = [...Object.keys(SCENES), ...Object.keys(TEXTURES)];

/** The picture of a kind; the same seed gives the same pixels, 600 x 450. */
export function computePicture(kind: string, seed: number): PixelImage {
  const random = seededRandom(seed, COMPUTED_KINDS.indexOf(kind));
  const scene = SCENES[kind];
  if (scene) return toPixels(rasterise(scene(random)));
  const texture = TEXTURES[kind];
  if (!texture) throw new Error(`There is no kind ${kind}`);
  const colourAt = texture(random, createNoise(seed));
  const rgb = new Float32Array(WIDTH * HEIGHT * 3);
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, at += 3) rgb.set(colourAt(x, y), at);
  }
  return toPixels(rgb);
}

function toPixels(rgb: Float32Array): PixelImage {
  const pixels = Uint8Array.from(rgb, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  return { pixels, width: WIDTH, height: HEIGHT };
}

function colour(random: SeededRandom, hue?: number): Colour {
  return hsl([
    360 * (hue === undefined ? random.next() : hue + random.between(-0.05, 0.05)),
    random.between(5, 90),
    random.between(15, 85),
  ]);
}

/** Red, green and blue, 0 to 1, of a hue in degrees, a saturation and a lightness in percent. */
function hsl([hue, saturation, lightness]: Hsl): Colour {
  const [s, l] = [saturation / 100, lightness / 100];
  const channel = (offset: number): number => {
    const k = (offset + hue / 30 + 12) % 12;
    return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

function grey(lightness: number): Colour {
  return hsl([0, 0, lightness]);
}

function blend(from: Colour, to: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share));
  const mixed = (channel: 0 | 1 | 2): number =>
    from[channel] + (to[channel] - from[channel]) * part;
  return [mixed(0), mixed(1), mixed(2)];
}

function scale([red, green, blue]: Colour, factor: number): Colour {
  return [red * factor, green * factor, blue * factor];
}

function anyColour(random: SeededRandom): Colour {
  return hsl([random.between(0, 360), random.between(5, 90), random.between(15, 88)]);
}

function skinColour(random: SeededRandom): Colour {
  return hsl([random.between(12, 30), random.between(25, 60), random.between(30, 80)]);
}

/** Paints shapes one over the other, the first at the bottom. */
function rasterise(shapes: readonly Shape[]): Float32Array {
  const rgb = new Float32Array(WIDTH * HEIGHT * 3).fill(1);
  for (const { left, top, right, bottom, colourAt, opacity } of shapes) {
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(HEIGHT, bottom); y++) {
      for (let x = Math.max(0, Math.floor(left)); x < Math.min(WIDTH, right); x++) {
        const painted = colourAt(x + 0.5, y + 0.5);
        if (!painted) continue;
        const at = (y * WIDTH + x) * 3;
        painted.forEach((value, channel) => {
          const below = rgb[at + channel] ?? 0;
          rgb[at + channel] = below + (value - below) * opacity;
        });
      }
    }
  }
  return rgb;
}

function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: Colour,
  { opacity = 1, turn = 0 }: { opacity?: number; turn?: number } = {},
): Shape {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const reach = turn === 0 ? 0 : Math.hypot(width, height) / 2;
  return {
    left: Math.min(x, middleX - reach),
    top: Math.min(y, middleY - reach),
    right: Math.max(x + width, middleX + reach),
    bottom: Math.max(y + height, middleY + reach),
    opacity,
    colourAt(px, py) {
      const [dx, dy] = [px - middleX, py - middleY];
      const inside =
        Math.abs(dx * cos + dy * sin) <= width / 2 && Math.abs(dy * cos - dx * sin) <= height / 2;
      return inside ? fill : null;
    },
  };
}

function oval(
  x: number,
  y: number,
  rx: number,
  ry: number,
  fill: Colour,
  { opacity = 1 }: { opacity?: number } = {},
): Shape {
  return {
    left: x - rx,
    top: y - ry,
    right: x + rx,
    bottom: y + ry,
    opacity,
    // A little darker towards the lower right, as round things under a lamp are.
    colourAt(px, py) {
      const [u, v] = [(px - x) / rx, (py - y) / ry];
      return u * u + v * v <= 1 ? scale(fill, 1 - 0.12 * (u + v)) : null;
    },
  };
}

function line(
  points: readonly (readonly [number, number])[],
  width: number,
  stroke: Colour,
  opacity = 1,
): Shape[] {
  return points.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    const length = Math.hypot(x - fromX, y - fromY) + width;
    const [middleX, middleY] = [(x + fromX) / 2, (y + fromY) / 2];
    const turn = Math.atan2(y - fromY, x - fromX);
    return box(middleX - length / 2, middleY - width / 2, length, width, stroke, { opacity, turn });
  });
}

/** Letters as two strokes each: what text is from afar. */
function text(x: number, y: number, size: number, letters: number, ink: Colour): Shape[] {
  return times(letters, (index) => index)
    .filter((index) => index % 7 !== 6)
    .flatMap((index) => {
      const at = x + index * size * 0.58;
      const isTall = index % 3 === 0;
      return [
        box(at, y - size * (isTall ? 0.75 : 0.5), size * 0.1, size * (isTall ? 0.75 : 0.5), ink),
        box(at, y - size * (0.1 + 0.2 * (index % 3)), size * 0.4, size * 0.1, ink),
        box(at + size * 0.32, y - size * 0.5, size * 0.1, size * 0.5, ink),
      ];
    });
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The whole picture, from one colour to another or lit from one side. */
function backdrop(random: SeededRandom): Shape {
  const from = anyColour(random);
  const to = random.chance(0.5) ? scale(from, 0.8) : anyColour(random);
  const slant = random.next();
  const colourAt = (x: number, y: number): Colour =>
    blend(from, to, (slant * x) / WIDTH + ((1 - slant) * y) / HEIGHT);
  return { left: 0, top: 0, right: WIDTH, bottom: HEIGHT, opacity: 1, colourAt };
}

function deadLeaves(random: SeededRandom): Shape[] {
  const hues = [random.between(0, 360), random.between(0, 360)] as const;
  const spread = random.between(10, 180);
  return times(1400, () => {
    const radius = Math.min(160, 5 / Math.sqrt(random.between(0.0008, 1)));
    const fill = hsl([
      (random.pick(hues) + random.between(-spread, spread) + 720) % 360,
      random.between(5, 75),
      random.between(8, 92),
    ]);
    const [x, y] = [random.between(0, WIDTH), random.between(0, HEIGHT)];
    return oval(x, y, radius, radius * random.between(0.5, 1), fill);
  });
}

function barChart(random: SeededRandom): Shape[] {
  const count = random.whole(4, 14);
  const step = 500 / count;
  const fill = anyColour(random);
  const isVaried = random.chance(0.4);
  return [
    box(0, 0, WIDTH, HEIGHT, grey(100)),
    ...times(6, (rule) => box(60, 60 + rule * 64, 510, 1, grey(80))),
    ...times(count, (bar) => {
      const height = random.between(20, 320);
      const tone = isVaried ? anyColour(random) : fill;
      return box(66 + bar * step, 380 - height, step * 0.7, height, tone);
    }),
    ...text(180, 36, 22, 16, grey(13)),
    ...times(count, (bar) => text(70 + bar * step, 405, 13, 2, grey(20))).flat(),
  ];
}

function lineChart(random: SeededRandom): Shape[] {
  const isDark = random.chance(0.3);
  return [
    box(0, 0, WIDTH, HEIGHT, grey(isDark ? 12 : 100)),
    ...times(7, (rule) => box(50, 40 + rule * 56, 530, 1, grey(isDark ? 26 : 86))),
    ...times(random.whole(1, 5), () => {
      let y = random.between(100, 340);
      const points = times(40, (step): [number, number] => {
        y = Math.min(400, Math.max(40, y + random.between(-28, 28)));
        return [50 + step * 13.5, y];
      });
      return line(points, random.between(1.5, 4), anyColour(random));
    }).flat(),
    ...text(60, 30, 18, 26, grey(isDark ? 86 : 13)),
  ];
}

function screen(random: SeededRandom): Shape[] {
  const accent = anyColour(random);
  return [
    box(0, 0, WIDTH, HEIGHT, hsl([210, 15, random.between(88, 98)])),
    box(0, 0, WIDTH, 42, accent),
    ...text(16, 28, 20, 12, grey(100)),
    box(0, 42, 130, HEIGHT, grey(89)),
    ...times(7, (row) => text(14, 80 + row * 34, 14, random.whole(5, 9), grey(30))).flat(),
    ...times(random.whole(3, 8), (row) => [
      box(150, 62 + row * 48, 430, 40, grey(100)),
      box(150, 101 + row * 48, 430, 1, grey(75)),
      oval(172, 82 + row * 48, 12, 12, anyColour(random)),
      ...text(196, 88 + row * 48, 15, random.whole(12, 30), grey(15)),
      box(500, 72 + row * 48, 66, 20, accent),
    ]).flat(),
  ];
}

function darkScreen(random: SeededRandom): Shape[] {
  return [
    box(0, 0, WIDTH, HEIGHT, hsl([random.between(0, 360), 15, random.between(6, 18)])),
    ...times(24, (row) => {
      let x = 16 + 14 * random.whole(0, 4);
      return times(random.whole(1, 7), () => {
        const width = random.between(14, 90);
        const word = text(x, 22 + row * 18, 12, Math.round(width / 7), anyColour(random));
        x += width + 8;
        return word;
      }).flat();
    }).flat(),
  ];
}

function face(random: SeededRandom): Shape[] {
  const skin = skinColour(random);
  const hair = hsl([random.between(15, 45), random.between(10, 70), random.between(8, 65)]);
  const [x, y] = [random.between(240, 360), random.between(210, 260)];
  const size = random.between(100, 180);
  const iris = anyColour(random);
  const eye = (side: number): Shape[] => {
    const [middle, height] = [x + side * 0.36 * size, y - 0.12 * size];
    return [
      oval(middle, height, 0.16 * size, 0.085 * size, grey(95)),
      oval(middle, height, 0.075 * size, 0.075 * size, iris),
      oval(middle, height, 0.035 * size, 0.035 * size, grey(6)),
      box(middle - 0.2 * size, y - 0.34 * size, 0.4 * size, 0.05 * size, hair),
    ];
  };
  const nose: readonly [number, number][] = [
    [x, y - 0.1 * size],
    [x + 0.12 * size, y + 0.28 * size],
    [x - 0.04 * size, y + 0.3 * size],
  ];
  const blush = { opacity: 0.2 };
  return [
    backdrop(random),
    oval(x, y + 1.9 * size, 1.5 * size, 0.85 * size, anyColour(random)),
    box(x - 0.3 * size, y + 0.5 * size, 0.6 * size, 0.7 * size, skin),
    oval(x, y - 0.3 * size, 0.95 * size, 1.05 * size, hair),
    oval(x, y, 0.8 * size, size, skin),
    ...eye(-1),
    ...eye(1),
    ...line(nose, 4, grey(0), 0.3),
    oval(x, y + 0.52 * size, 0.28 * size, random.between(0.03, 0.12) * size, hsl([355, 50, 45])),
    oval(x - 0.45 * size, y + 0.25 * size, 0.2 * size, 0.15 * size, hsl([0, 60, 55]), blush),
    oval(x + 0.45 * size, y + 0.25 * size, 0.2 * size, 0.15 * size, hsl([0, 60, 55]), blush),
  ];
}

function plate(random: SeededRandom): Shape[] {
  return [
    backdrop(random),
    oval(300, 235, 235, 195, grey(95)),
    oval(300, 235, 170, 138, grey(89)),
    ...times(random.whole(20, 90), () => {
      const [angle, away] = [random.between(0, 6.283), Math.sqrt(random.next())];
      const size = random.between(8, 46);
      const fill = hsl([random.between(0, 130), random.between(35, 90), random.between(20, 70)]);
      const [x, y] = [300 + Math.cos(angle) * away * 140, 235 + Math.sin(angle) * away * 108];
      return oval(x, y, size, size * random.between(0.4, 1), fill);
    }),
    box(548, 60, 12, 340, grey(74)),
    box(34, 60, 12, 340, grey(74)),
  ];
}

function street(random: SeededRandom): Shape[] {
  const houses: Shape[] = [];
  for (let x = 0; x < WIDTH;) {
    const [width, height] = [random.between(60, 150), random.between(120, 310)];
    const top = 330 - height;
    houses.push(box(x, top, width, height, anyColour(random)));
    for (let row = top + 16; row < 300; row += 36) {
      for (let at = x + 12; at < x + width - 16; at += 28) {
        houses.push(box(at, row, 14, 20, random.chance(0.3) ? hsl([48, 84, 81]) : grey(26)));
      }
    }
    x += width;
  }
  const cars = times(random.whole(1, 4), () => {
    const at = random.between(0, 500);
    return [
      box(at, 345, 110, 30, anyColour(random)),
      box(at + 22, 322, 62, 26, hsl([204, 25, 69])),
      oval(at + 24, 376, 13, 13, grey(8)),
      oval(at + 86, 376, 13, 13, grey(8)),
    ];
  });
  return [
    box(0, 0, WIDTH, HEIGHT, hsl([205, random.between(15, 70), random.between(65, 88)])),
    ...houses,
    box(0, 330, WIDTH, 120, hsl([220, 5, random.between(25, 50)])),
    ...times(9, (mark) => box(mark * 72, 410, 40, 6, grey(93))),
    ...cars.flat(),
  ];
}

function kitchen(random: SeededRandom): Shape[] {
  const cupboard = anyColour(random);
  const doors = (top: number, height: number): Shape[] =>
    times(5, (door) => [
      box(door * 122, top, 116, height, scale(cupboard, 0.7)),
      box(door * 122 + 3, top + 3, 110, height - 6, cupboard),
    ]).flat();
  return [
    backdrop(random),
    ...doors(0, 130),
    ...doors(300, 150),
    box(0, 280, WIDTH, 22, hsl([random.between(0, 360), 10, random.between(30, 80)])),
    ...times(random.whole(3, 8), () => {
      const [width, height] = [random.between(16, 60), random.between(20, 110)];
      return box(random.between(0, 560), 280 - height, width, height, anyColour(random));
    }),
  ];
}

function flowers(random: SeededRandom): Shape[] {
  const petal = anyColour(random);
  const anywhere = (): [number, number] => [random.between(0, WIDTH), random.between(0, HEIGHT)];
  return [
    box(0, 0, WIDTH, HEIGHT, hsl([random.between(90, 140), 40, random.between(20, 45)])),
    ...times(80, () => {
      const leaf = hsl([random.between(80, 140), 45, random.between(20, 60)]);
      return oval(...anywhere(), random.between(5, 60), random.between(3, 14), leaf);
    }),
    ...times(random.whole(3, 16), () => {
      const [x, y] = anywhere();
      const size = random.between(14, 60);
      const petals = times(7, (index) => {
        const angle = (index / 7) * 6.283;
        const [px, py] = [x + Math.cos(angle) * size, y + Math.sin(angle) * size];
        return oval(px, py, size * 0.6, size * 0.6, petal);
      });
      return [...petals, oval(x, y, size * 0.55, size * 0.55, hsl([48, 85, 50]))];
    }).flat(),
  ];
}

function hand(random: SeededRandom): Shape[] {
  const skin = skinColour(random);
  const [x, y] = [random.between(220, 340), random.between(230, 280)];
  return [
    backdrop(random),
    box(x - 60, y + 60, 130, 300, skin),
    oval(x, y + 40, 95, 100, skin),
    ...times(4, (finger) => {
      const [at, top] = [x - 84 + finger * 46, y - 170 + Math.abs(finger - 1.5) * 24];
      return [
        box(at, top, 38, 200, scale(skin, 0.85)),
        box(at + 2, top, 34, 200, skin),
        oval(at + 19, top + 18, 11, 13, blend(skin, [1, 0.9, 0.85], 0.6)),
      ];
    }).flat(),
    box(x + 60, y - 10, 120, 40, skin, { turn: -0.6 }),
  ];
}

function radiograph(random: SeededRandom): Shape[] {
  return [
    box(0, 0, WIDTH, HEIGHT, grey(random.between(2, 12))),
    oval(300, 240, random.between(180, 270), 220, grey(42), { opacity: 0.8 }),
    oval(200, 220, 75, random.between(120, 170), grey(8), { opacity: 0.75 }),
    oval(400, 220, 75, random.between(120, 170), grey(8), { opacity: 0.75 }),
    box(285, 20, 32, 420, grey(82), { opacity: 0.7 }),
    ...times(9, (rib) => {
      const y = 60 + rib * 38;
      const bent: readonly [number, number][] = [
        [80, y + 50],
        [170, y],
        [300, y + 20],
        [430, y],
        [520, y + 50],
      ];
      return line(bent, random.between(8, 16), grey(75), 0.35);
    }).flat(),
    oval(random.between(310, 350), 300, 70, 85, grey(78), { opacity: 0.6 }),
    ...text(30, 40, 24, 1, grey(86)),
  ];
}

function label(random: SeededRandom): Shape[] {
  const bars: Shape[] = [];
  for (let x = 120; x < 470;) {
    const width = random.whole(2, 9);
    bars.push(box(x, 240, width, 110, grey(6)));
    x += width + random.whole(2, 8);
  }
  return [
    backdrop(random),
    box(80, 60, 440, 330, grey(97), { turn: random.between(-0.2, 0.2) }),
    box(80, 60, 440, 46, anyColour(random)),
    ...text(120, 150, 34, random.whole(8, 16), grey(13)),
    ...text(120, 195, 18, 34, grey(26)),
    ...bars,
  ];
}

function tools(random: SeededRandom): Shape[] {
  return [
    backdrop(random),
    ...times(random.whole(4, 14), () => {
      const [x, y] = [random.between(40, 520), random.between(40, 400)];
      const fill = random.chance(0.5) ? hsl([210, 8, random.between(45, 85)]) : anyColour(random);
      if (random.chance(0.5))
        return oval(x, y, random.between(15, 70), random.between(12, 50), fill);
      return box(x - 120, y - 9, 240, 18, fill, { turn: random.between(0, 3.14) });
    }),
  ];
}
