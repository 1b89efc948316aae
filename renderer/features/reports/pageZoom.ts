/** How large the pages of a report are shown. */
import type { Paper } from "../../../electron/domain/report";

/** As wide as the pane, all of a page in sight, or a multiple of its true size. */
export type PageZoom = "width" | "page" | number;

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** True sizes, at 96 pixels an inch. */
const PAGE_SIZES: Readonly<Record<Paper, Size>> = {
  a4: { width: 794, height: 1123 },
  letter: { width: 816, height: 1056 },
};

/** Between two pages, in pixels. */
export const PAGE_GAP = 16;

const STEPS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** However wide the window: lines that are longer still are read less well. */
const WIDEST_FIT = 1.5;

/** The multiple of its true size at which a page is shown in a pane with so much room. */
export function pageScale(zoom: PageZoom, paper: Paper, room: Size): number {
  if (typeof zoom === "number") return zoom;
  const { width, height } = PAGE_SIZES[paper];
  const fit = Math.min(WIDEST_FIT, room.width / width);
  return zoom === "width" ? fit : Math.min(fit, room.height / height);
}

/** A page at a scale, in whole pixels. */
export function pageSize(paper: Paper, scale: number): Size {
  const { width, height } = PAGE_SIZES[paper];
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The next larger (1) or smaller (-1) step; the same scale where there is none. */
export function steppedScale(scale: number, by: 1 | -1): number {
  const next =
    by > 0
      ? STEPS.find((step) => step > scale + 0.01)
      : STEPS.filter((step) => step < scale - 0.01).at(-1);
  return next ?? scale;
}

/**
 * The page that fills most of the pane, from 1.
 *
 * @param top how far the pane is scrolled, in pixels
 * @param pageHeight in pixels
 * @param room height of the pane, in pixels
 */
export function pageAt(top: number, pageHeight: number, room: number, pages: number): number {
  const page = Math.floor((top + room / 2) / (pageHeight + PAGE_GAP)) + 1;
  return Math.max(1, Math.min(pages, page));
}
