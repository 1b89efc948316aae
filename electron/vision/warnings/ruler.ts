/**
 * A scale on the photo: at least five short, thin, dark strokes side by side at equal distances, as
 * ticks stand on a ruler. Hairs lie like that nowhere.
 */
import type { PixelImage } from "../decode";
import { connectedParts, type Part } from "./connectedParts";
import { linesWithin, thinDark, thinDepths } from "./thinDark";

/** Levels of luminance by which a tick is darker than what surrounds it. */
const DEPTH = 10;

/** Pixels of a straight line that is no tick: the ruler's edge, from which ticks stand off. */
const EDGE_LINE = 41;

/** Length of a tick in pixels, and how often as long as wide it is at least. */
const TICK = { shortest: 4, longest: 40, slenderness: 1.8 } as const;

/** Pixels from one tick to the next. */
const SPACING = { least: 3.5, most: 45 } as const;

/** Ticks in a row that make a ruler. */
const TICKS = 5;

/** Pixels by which a tick's middle may lie off its place: ticks are not all equally long. */
const SLACK = { along: 1.2, across: 5 } as const;

/** Greatest angle between two ticks of one ruler, and between the row and their normal. */
const TURN = (15 * Math.PI) / 180;

interface Tick {
  readonly x: number;
  readonly y: number;
  /** Direction in radians, 0 to pi. */
  readonly angle: number;
}

/** Whether a ruler's ticks can be made out on the network's input. */
export function showsRuler(input: PixelImage, depths = thinDepths(input)): boolean {
  return ticksInRow(input, depths) >= TICKS;
}

/**
 * Greatest number of ticks that stand parallel, side by side, at equal distances.
 *
 * @param depths of the input, where they are known
 */
export function ticksInRow(input: PixelImage, depths = thinDepths(input)): number {
  return longestRow(ticksOf(input, depths));
}

function ticksOf(input: PixelImage, depths: Float64Array): Tick[] {
  const { width, height } = input;
  const mask = thinDark(depths, DEPTH);
  const edges = linesWithin(mask, input, EDGE_LINE);
  edges.forEach((edge, at) => {
    if (edge === 1) mask[at] = 0;
  });
  return connectedParts(mask, width, height).flatMap((part) => tickOf(part, width));
}

/** The part as a tick where it is short, straight and slender, by its second moments. */
function tickOf({ pixels, left, right, top, bottom }: Part, width: number): Tick[] {
  const diagonal = Math.hypot(right - left + 1, bottom - top + 1);
  if (diagonal < TICK.shortest || diagonal > TICK.longest) return [];
  let [sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0];
  for (const at of pixels) {
    const [x, y] = [at % width, Math.floor(at / width)];
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
    sumYY += y * y;
  }
  const count = pixels.length;
  const [x, y] = [sumX / count, sumY / count];
  // A pixel has a spread of its own, a twelfth of its side squared.
  const [xx, yy] = [sumXX / count - x * x + 1 / 12, sumYY / count - y * y + 1 / 12];
  const xy = sumXY / count - x * y;
  const apart = Math.hypot((xx - yy) / 2, xy);
  const [long, broad] = [(xx + yy) / 2 + apart, (xx + yy) / 2 - apart];
  if (Math.sqrt(long / broad) < TICK.slenderness) return [];
  return [{ x, y, angle: 0.5 * Math.atan2(2 * xy, xx - yy) }];
}

function longestRow(ticks: readonly Tick[]): number {
  let longest = 0;
  ticks.forEach((first) => {
    for (const second of ticks) {
      const step = { x: second.x - first.x, y: second.y - first.y };
      const spacing = Math.hypot(step.x, step.y);
      if (spacing < SPACING.least || spacing > SPACING.most) continue;
      if (turnBetween(first.angle, second.angle) > TURN) continue;
      if (turnBetween(first.angle, Math.atan2(step.y, step.x)) < Math.PI / 2 - TURN) continue;
      longest = Math.max(longest, rowLength(ticks, first, step, spacing));
    }
  });
  return longest;
}

function rowLength(
  ticks: readonly Tick[],
  first: Tick,
  step: { readonly x: number; readonly y: number },
  spacing: number,
): number {
  const [ux, uy] = [step.x / spacing, step.y / spacing];
  let [count, measured] = [1, spacing];
  for (let place = 1; ; place++) {
    // The further along, the better the spacing is known.
    const due = place * measured;
    const next = ticks.find((tick) => {
      const along = (tick.x - first.x) * ux + (tick.y - first.y) * uy;
      const across = (tick.y - first.y) * ux - (tick.x - first.x) * uy;
      return (
        Math.abs(along - due) <= SLACK.along &&
        Math.abs(across) <= SLACK.across + 0.1 * due &&
        turnBetween(tick.angle, first.angle) <= TURN
      );
    });
    if (!next) return count;
    count += 1;
    measured = ((next.x - first.x) * ux + (next.y - first.y) * uy) / place;
  }
}

/** Angle between two directions without a sense, 0 to pi / 2. */
function turnBetween(one: number, other: number): number {
  const turn = Math.abs(one - other) % Math.PI;
  return Math.min(turn, Math.PI - turn);
}
