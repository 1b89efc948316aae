/**
 * Hair over the lesion, as DullRazor finds it (Lee et al., Computers in Biology and Medicine 27:533,
 * 1997): of what is thin and dark, what holds a long line in some direction.
 */
import type { PixelImage } from "../decode";
import { connectedParts } from "./connectedParts";
import { linesWithin, thinDark, thinDepths } from "./thinDark";

/** Levels of luminance by which a hair is darker than what surrounds it. */
const DEPTH = 18;

/** Pixels of the line that must fit into a hair. */
const LINE = 19;

/** Diagonal of a hair's bounding box, in pixels, below which it is not counted. */
const SHORTEST = 30;

/** Pixels of the hairs together from which a photo is hairy: docs/CANNOT_ASSESS.md. */
const HAIRY = 350;

/** Whether so much hair lies over a photo that a person had better know. */
export function isHairy(input: PixelImage, depths = thinDepths(input)): boolean {
  return hairLength(input, depths) > HAIRY;
}

/**
 * Length of all hairs together on the network's input, in pixels, about: the diagonals of the
 * bounding boxes, short ones left out.
 *
 * @param depths of the input, where they are known
 */
export function hairLength(input: PixelImage, depths = thinDepths(input)): number {
  const { width, height } = input;
  const lines = linesWithin(thinDark(depths, DEPTH), input, LINE);
  return connectedParts(lines, width, height)
    .map(({ left, right, top, bottom }) => Math.hypot(right - left + 1, bottom - top + 1))
    .filter((diagonal) => diagonal >= SHORTEST)
    .reduce((sum, diagonal) => sum + diagonal, 0);
}
