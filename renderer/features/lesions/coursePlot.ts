/** Room for the axes around the plot, in pixels. */
export const MARGIN = { top: 20, right: 28, bottom: 24, left: 48 };

/** The first and last marks stay clear of the axes. */
const INSET = 16;

/** Where things of a chart over time lie, in pixels. */
export interface CoursePlot {
  /** @param x 0 for the earliest to 1 for the latest */
  readonly left: (x: number) => number;
  /** @param share 0 at the bottom to 1 at the top */
  readonly top: (share: number) => number;
  readonly right: number;
  readonly bottom: number;
  /** Line of the words below the plot. */
  readonly foot: number;
}

export function coursePlot(width: number, height: number): CoursePlot {
  const wide = Math.max(0, width - MARGIN.left - MARGIN.right);
  const high = Math.max(0, height - MARGIN.top - MARGIN.bottom);
  return {
    left: (x) => MARGIN.left + INSET + x * Math.max(0, wide - 2 * INSET),
    top: (share) => MARGIN.top + (1 - share) * high,
    right: width - MARGIN.right,
    bottom: MARGIN.top + high,
    foot: height - 4,
  };
}
