/** What lies on the skin or on the dermatoscope's glass and not in the lesion. */
import { photoFraming, unitSize, type Framing } from "./framing";
import { dab, emptyLayer, stroke, type StrokePoint } from "./layer";
import { createNoise, ramp } from "./noise";
import { dim, mix, tint, type Picture, type Rgb } from "./picture";
import { seededRandom, type SeededRandom } from "./seededRandom";
import type { SkinType } from "./skin";

/** Hairs across the photo; `amount` 0 (none) to 1 (about 40). */
export function layHairs(picture: Picture, seed: number, amount: number, type: SkinType): void {
  const random = seededRandom(seed, 0x68616972);
  const framing = photoFraming(picture.width, picture.height);
  const hairs = emptyLayer(picture);
  const shadows = emptyLayer(picture);
  const lie = random.between(0, Math.PI);
  const colour: Rgb = type <= 2 && random.chance(0.3) ? [0.3, 0.19, 0.11] : [0.09, 0.065, 0.06];
  const count = Math.ceil(Math.min(1, Math.max(0, amount)) * 40);
  const span = { x: picture.width / framing.zoom, y: picture.height / framing.zoom };
  for (let hair = 0; hair < count; hair++) {
    const isShort = random.chance(0.35);
    const points = hairPath(random, span, lie, isShort);
    stroke(hairs, framing, points, random.between(0.8, 0.96), 0.5);
    const cast = points.map(({ x, y, radius }) => ({ x: x + 2, y: y + 2.5, radius: radius * 1.9 }));
    stroke(shadows, framing, cast, 0.16, 1);
  }
  shadows.values.forEach((value, index) => {
    if (value > 0) dim(picture, index, 1 - value);
  });
  tint(picture, hairs, colour);
}

function hairPath(
  random: SeededRandom,
  span: { x: number; y: number },
  lie: number,
  isShort: boolean,
): StrokePoint[] {
  const heading = lie + random.between(-0.55, 0.55);
  const length = isShort ? random.between(18, 50) : random.between(130, 430);
  const curl = random.between(-0.9, 0.9) * (isShort ? 0.3 : 1);
  const start = { x: random.between(0, span.x), y: random.between(0, span.y) };
  const width = random.between(0.75, 1.25);
  const steps = isShort ? 5 : 22;
  let { x, y } = start;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = heading + curl * (step / steps);
    x += (Math.cos(angle) * length) / steps;
    y += (Math.sin(angle) * length) / steps;
    return { x, y, radius: width * (1 - 0.55 * (step / steps)) };
  });
}

/** A millimetre scale engraved along the lower edge. One millimetre is 27 units. */
export function layRuler(picture: Picture): void {
  const framing = photoFraming(picture.width, picture.height);
  const layer = emptyLayer(picture);
  const bottom = picture.height / framing.zoom;
  const right = picture.width / framing.zoom;
  for (let tick = 0, x = 18; x < right; tick++, x += 13.5) {
    const length = tick % 10 === 0 ? 30 : tick % 2 === 0 ? 20 : 11;
    const ends = [
      { x, y: bottom - length, radius: 0.8 },
      { x, y: bottom + 4, radius: 0.8 },
    ];
    stroke(layer, framing, ends, 0.9, 0.4);
  }
  tint(picture, layer, [0.06, 0.06, 0.07], 0.85);
}

/** A surgical marker's strokes around the lesion at (x, y) units of the photo. */
export function layInk(
  picture: Picture,
  seed: number,
  lesion: { x: number; y: number; radius: number },
): void {
  const random = seededRandom(seed, 0x696e6b);
  const noise = createNoise(seed ^ 0x1234);
  const framing = photoFraming(picture.width, picture.height);
  const layer = emptyLayer(picture);
  const start = random.between(0, 2 * Math.PI);
  const sweep = random.between(1.1, 2);
  const away = lesion.radius * 1.45 + 14;
  const width = random.between(4.5, 6.5);
  const points = Array.from({ length: 26 }, (_, step) => {
    const angle = start + (sweep * step) / 25;
    const reach = away + 4 * noise.smooth(step / 5, 0.5);
    return {
      x: lesion.x + Math.cos(angle) * reach,
      y: lesion.y + Math.sin(angle) * reach,
      radius: width * (1 + 0.15 * noise.smooth(step / 3, 7.5)),
    };
  });
  stroke(layer, framing, points, 0.85, 0.5);
  const dotAngle = start + sweep + 0.7;
  const dot = { x: lesion.x + Math.cos(dotAngle) * away, y: lesion.y + Math.sin(dotAngle) * away };
  dab(layer, framing, { ...dot, radius: width * 1.5 }, 0.5);
  // Ink runs into the furrows and leaves the ridges between them bare.
  const unit = unitSize(picture.width, picture.height);
  layer.values.forEach((value, index) => {
    if (value === 0) return;
    const x = (index % picture.width) / unit;
    const y = Math.floor(index / picture.width) / unit;
    const { nearest, second } = noise.cells(x / 9, y / 7, 0.9);
    const held = 0.5 + 0.5 * ramp(0.5, 0.05, second - nearest) + 0.2 * noise.smooth(x / 3, y / 3);
    layer.values[index] = Math.min(1, value * held);
  });
  tint(
    picture,
    layer,
    random.pick([
      [0.22, 0.08, 0.5],
      [0.08, 0.16, 0.55],
    ]),
    0.85,
  );
}

/** Air bubbles in the contact gel: a dark rim, a bright crescent towards the lamp. */
export function layBubbles(picture: Picture, seed: number): void {
  const random = seededRandom(seed, 0x67656c);
  const framing = photoFraming(picture.width, picture.height);
  const span = { x: picture.width / framing.zoom, y: picture.height / framing.zoom };
  const count = random.whole(5, 9);
  for (let bubble = 0; bubble < count; bubble++) {
    const x = random.between(0, span.x);
    const y = random.between(0, span.y);
    layBubble(picture, framing, x, y, random.between(4, 17) * random.between(0.5, 1));
  }
}

function layBubble(picture: Picture, framing: Framing, x: number, y: number, radius: number): void {
  const reach = Math.ceil((radius + 2) * framing.zoom);
  const middleX = Math.round(x * framing.zoom);
  const middleY = Math.round(y * framing.zoom);
  for (let py = Math.max(0, middleY - reach); py < middleY + reach; py++) {
    if (py >= picture.height) break;
    for (let px = Math.max(0, middleX - reach); px < middleX + reach; px++) {
      if (px >= picture.width) break;
      const dx = px / framing.zoom - x;
      const dy = py / framing.zoom - y;
      const distance = Math.sqrt(dx * dx + dy * dy);
      const index = py * picture.width + px;
      const rim = ramp(2, 0.3, Math.abs(distance - radius));
      dim(picture, index, 1 - 0.3 * rim);
      if (distance < radius) dim(picture, index, 1.05);
      const facing = ramp(0.55, 0.95, (-dx - dy) / (1.4142 * Math.max(0.1, distance)));
      const crescent = facing * ramp(1.8, 0.2, Math.abs(distance - radius * 0.78));
      mix(picture, index, [1, 1, 1], 0.85 * crescent);
    }
  }
}
