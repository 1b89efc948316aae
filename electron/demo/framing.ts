/** A point in units of the thing drawn: 1 unit is 1 pixel of a photo of 600 x 450. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a plane of units lies in the photo: turned, zoomed, moved. */
export interface Framing {
  /** Pixel on which the plane's origin lies. */
  readonly originX: number;
  readonly originY: number;
  /** Pixels per unit. */
  readonly zoom: number;
  /** Cosine and sine of the turn. */
  readonly cos: number;
  readonly sin: number;
}

/** The photo itself in units, its origin in the top left corner. */
export function photoFraming(width: number, height: number): Framing {
  return { originX: 0, originY: 0, zoom: unitSize(width, height), cos: 1, sin: 0 };
}

/** Pixels per unit in a photo of this size. */
export function unitSize(width: number, height: number): number {
  return Math.min(width / 600, height / 450);
}

export function toPixel(framing: Framing, { x, y }: Point): Point {
  return {
    x: framing.originX + framing.zoom * (framing.cos * x - framing.sin * y),
    y: framing.originY + framing.zoom * (framing.sin * x + framing.cos * y),
  };
}

export function toUnitX(framing: Framing, pixelX: number, pixelY: number): number {
  const dx = pixelX - framing.originX;
  const dy = pixelY - framing.originY;
  return (framing.cos * dx + framing.sin * dy) / framing.zoom;
}

export function toUnitY(framing: Framing, pixelX: number, pixelY: number): number {
  const dx = pixelX - framing.originX;
  const dy = pixelY - framing.originY;
  return (framing.cos * dy - framing.sin * dx) / framing.zoom;
}
