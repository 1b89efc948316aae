/** Pixels of a mask that touch one another, diagonally as well. */
export interface Part {
  /** Places in the mask, row-major. */
  readonly pixels: readonly number[];
  /** Bounding box in pixels, the last column and row included. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The connected parts of a mask (0 or 1 a pixel, row-major), in the order of their first pixels. */
export function connectedParts(mask: Uint8Array, width: number, height: number): Part[] {
  const unseen = Uint8Array.from(mask);
  const parts: Part[] = [];
  for (let start = 0; start < unseen.length; start++) {
    if (unseen[start] !== 1) continue;
    unseen[start] = 0;
    const pixels = [start];
    let [left, right, top, bottom] = [width, 0, height, 0];
    // The list grows while it is walked.
    for (let next = 0; next < pixels.length; next++) {
      const at = pixels[next] ?? 0;
      const [x, y] = [at % width, Math.floor(at / width)];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const neighbour = ny * width + nx;
          if (unseen[neighbour] !== 1) continue;
          unseen[neighbour] = 0;
          pixels.push(neighbour);
        }
      }
    }
    parts.push({ pixels, left, right, top, bottom });
  }
  return parts;
}
