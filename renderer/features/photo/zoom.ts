/** How a photo lies in its pane. */
export interface View {
  /** 1: the photo fits the pane. */
  readonly scale: number;
  /** Offset of the photo's centre from the pane's centre, in pixels of the screen. */
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const FITTED: View = { scale: 1, x: 0, y: 0 };

/** The largest size of the photo that the pane shows whole; small photos are enlarged. */
export function fittedSize(photo: Size, pane: Size): Size {
  const scale = Math.min(pane.width / photo.width, pane.height / photo.height);
  return { width: photo.width * scale, height: photo.height * scale };
}

/** At the most, one pixel of the photo covers eight of the screen; at least eight times fitted. */
export function largestScale(photo: Size, fitted: Size): number {
  return Math.max(8, (8 * photo.width) / Math.max(1, fitted.width));
}

/**
 * Zooms so that what lies under `at` stays there.
 *
 * @param at offset from the pane's centre
 */
export function zoomAt(view: View, factor: number, at: Point, largest: number): View {
  const scale = Math.min(largest, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** Where a place on the photo lies, as offset from the pane's centre. */
export function toPane(place: Point, photo: Size, fitted: Size, view: View): Point {
  return {
    x: view.x + (place.x / photo.width - 0.5) * fitted.width * view.scale,
    y: view.y + (place.y / photo.height - 0.5) * fitted.height * view.scale,
  };
}

/** Which place on the photo lies at an offset from the pane's centre; it may be beside it. */
export function toPhoto(at: Point, photo: Size, fitted: Size, view: View): Point {
  return {
    x: ((at.x - view.x) / (fitted.width * view.scale) + 0.5) * photo.width,
    y: ((at.y - view.y) / (fitted.height * view.scale) + 0.5) * photo.height,
  };
}

/** Moves the photo back where it would leave the pane; where it is smaller it stays centred. */
export function heldInPane(view: View, fitted: Size, pane: Size): View {
  const hold = (offset: number, length: number, paneLength: number): number => {
    const room = Math.max(0, (length * view.scale - paneLength) / 2);
    return Math.min(room, Math.max(-room, offset));
  };
  return {
    scale: view.scale,
    x: hold(view.x, fitted.width, pane.width),
    y: hold(view.y, fitted.height, pane.height),
  };
}
