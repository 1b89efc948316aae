import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Point } from "../photo/zoom";
import { centred } from "./centred";
import styles from "./measure.module.css";

/** Pixels of the screen per press of an arrow key, and with Shift, as on the body map. */
const STEP = 8;
const FINE_STEP = 1;

const ARROWS: Partial<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface EndPointProps {
  readonly name: string;
  /** Offset from the pane's centre. */
  readonly at: Point;
  /** The one that the keys move at once. */
  readonly isFirst: boolean;
  readonly onMove: (at: Point) => void;
}

/** One end of a line, to drag or to move by the arrow keys; what lies under it stays visible. */
export function EndPoint({ name, at, isFirst, onMove }: EndPointProps) {
  const button = useRef<HTMLButtonElement>(null);
  /** Where the pointer and the end were when it was taken. */
  const taken = useRef<{ readonly pointer: Point; readonly end: Point } | null>(null);

  useEffect(() => {
    if (isFirst) button.current?.focus({ preventScroll: true });
  }, [isFirst]);

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>): void => {
    event.stopPropagation();
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    taken.current = { pointer: { x: event.clientX, y: event.clientY }, end: at };
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>): void => {
    if (!taken.current) return;
    event.stopPropagation();
    const { pointer, end } = taken.current;
    onMove({ x: end.x + event.clientX - pointer.x, y: end.y + event.clientY - pointer.y });
  };
  const onPointerEnd = (): void => {
    taken.current = null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = event.shiftKey ? FINE_STEP : STEP;
    onMove({ x: at.x + arrow.x * step, y: at.y + arrow.y * step });
  };

  return (
    <button
      ref={button}
      type="button"
      className={styles["end"]}
      style={centred(at)}
      aria-label={name}
      data-testid="measure-end"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
    />
  );
}
