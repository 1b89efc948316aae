import type { Point } from "../photo/zoom";

/** Style that puts an element at an offset from the pane's centre. */
export function centred({ x, y }: Point) {
  return { left: `calc(50% + ${String(x)}px)`, top: `calc(50% + ${String(y)}px)` };
}
