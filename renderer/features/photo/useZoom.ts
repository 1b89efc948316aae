import { useElementSize, useMergedRef } from "@mantine/hooks";
import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type Dispatch,
  type PointerEvent,
  type SetStateAction,
} from "react";
import {
  FITTED,
  fittedSize,
  heldInPane,
  largestScale,
  zoomAt,
  type Point,
  type Size,
  type View,
} from "./zoom";

const STEP = 1.4;
const CENTRE: Point = { x: 0, y: 0 };

/** What is seen of a photo; panes that share one move together. */
export type ZoomState = readonly [View, Dispatch<SetStateAction<View>>];

/** Zoom and pan of a photo by wheel, pinch, drag, double click and keys. */
export function useZoom(photo: Size, [shared, setView]: ZoomState) {
  const { ref: measure, width, height } = useElementSize<HTMLDivElement>();
  const [pane, setPane] = useState<HTMLDivElement | null>(null);
  const paneRef = useMergedRef(measure, setPane);
  const pointers = useRef(new Map<number, Point>());

  const size = { width, height };
  const fitted = fittedSize(photo, size);
  const largest = largestScale(photo, fitted);
  // A photo of another shape may have set it.
  const view = heldInPane(shared, fitted, size);

  // From the view as it will be: several events may come before the next picture.
  const change = (next: (before: View) => View): void => {
    setView((before) => heldInPane(next(before), fitted, size));
  };
  const zoom = (factor: number, at: Point = CENTRE): void => {
    change((before) => zoomAt(before, factor, at, largest));
  };
  const move = (x: number, y: number): void => {
    change((before) => ({ ...before, x: before.x + x, y: before.y + y }));
  };
  const fit = (): void => {
    setView(FITTED);
  };
  const toggle = (at: Point): void => {
    if (view.scale > 1.01) fit();
    else zoom(Math.max(2.5, photo.width / Math.max(1, fitted.width)), at);
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    if (!pane) return;
    // A pinch on a touchpad arrives as a wheel with Ctrl held and small steps.
    const speed = event.ctrlKey ? 0.01 : 0.0018;
    zoom(Math.exp(-event.deltaY * speed), offsetIn(pane, event));
  });
  useEffect(() => {
    if (!pane) return undefined;
    const listen = (event: WheelEvent): void => {
      onWheel(event);
    };
    // React's own wheel listener is passive and cannot keep the page from zooming.
    pane.addEventListener("wheel", listen, { passive: false });
    return () => {
      pane.removeEventListener("wheel", listen);
    };
  }, [pane]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, offsetIn(event.currentTarget, event));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = offsetIn(event.currentTarget, event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other) {
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      zoom(distance(now, other) / Math.max(1, distance(before, other)), middle);
    } else {
      move(now.x - before.x, now.y - before.y);
    }
  };
  const onPointerEnd = (event: PointerEvent<HTMLDivElement>): void => {
    pointers.current.delete(event.pointerId);
  };

  return {
    view,
    fitted,
    /** Free space beside the photo, in pixels. */
    margin: {
      x: Math.max(0, (width - fitted.width * view.scale) / 2),
      y: Math.max(0, (height - fitted.height * view.scale) / 2),
    },
    isFitted: view.scale <= 1.01,
    zoomIn: () => {
      zoom(STEP);
    },
    zoomOut: () => {
      zoom(1 / STEP);
    },
    move,
    fit,
    paneRef,
    paneEvents: {
      onPointerDown,
      onPointerMove,
      onPointerUp: onPointerEnd,
      onPointerCancel: onPointerEnd,
      onDoubleClick: (event: React.MouseEvent<HTMLDivElement>) => {
        toggle(offsetIn(event.currentTarget, event));
      },
    },
  };
}

/** Offset from an element's centre. */
export function offsetIn(
  element: HTMLElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  const box = element.getBoundingClientRect();
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export type Zoom = ReturnType<typeof useZoom>;
