import { useShortcuts } from "../../ui/useShortcuts";
import type { Zoom } from "./useZoom";

const PAN_STEP = 80;

/** The keys that zoom and move a photo. */
export function useZoomKeys({ zoomIn, zoomOut, fit, move }: Zoom): void {
  useShortcuts({
    "+": zoomIn,
    "=": zoomIn,
    "-": zoomOut,
    f: fit,
    "shift+arrowleft": () => {
      move(PAN_STEP, 0);
    },
    "shift+arrowright": () => {
      move(-PAN_STEP, 0);
    },
    "shift+arrowup": () => {
      move(0, PAN_STEP);
    },
    "shift+arrowdown": () => {
      move(0, -PAN_STEP);
    },
  });
}
