import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { heldOnPhoto, type PhotoLine, type PhotoPoint } from "../../../electron/domain/measure";
import { offsetIn, type Zoom } from "../photo/useZoom";
import { toPane, toPhoto, type Point, type Size } from "../photo/zoom";
import { centred } from "./centred";
import { EndPoint } from "./EndPoint";
import styles from "./measure.module.css";

/** Pixels of the screen that the pointer travels before a new line begins: a click is none. */
const DRAWN_FROM = 6;
/** Half the mark across either end, and how far the length stands from the line. */
const TICK = 8;
const LABEL_GAP = 22;

interface MeasureLineProps {
  readonly photo: Size;
  readonly zoom: Zoom;
  readonly line: PhotoLine;
  /** Its length, beside it. */
  readonly label: string;
  readonly onChange: (line: PhotoLine) => void;
}

/** A line over a photo: either end can be dragged or moved by keys, a drag elsewhere draws anew. */
export function MeasureLine({ photo, zoom, line, label, onChange }: MeasureLineProps) {
  const { t } = useTranslation();
  const { fitted, view } = zoom;
  const drawn = useRef<{ readonly pointer: number; readonly from: Point } | null>(null);
  const place = (at: Point): PhotoPoint => heldOnPhoto(toPhoto(at, photo, fitted, view), photo);
  const from = toPane(line.from, photo, fitted, view);
  const to = toPane(line.to, photo, fitted, view);
  const across = normalOf(from, to);
  const tick = (at: Point): string =>
    `M${at.x - across.x * TICK} ${at.y - across.y * TICK}L${at.x + across.x * TICK} ${at.y + across.y * TICK}`;
  const path = `M${from.x} ${from.y}L${to.x} ${to.y}${tick(from)}${tick(to)}`;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    // The photo below would move.
    event.stopPropagation();
    if (event.button !== 0 || drawn.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawn.current = { pointer: event.pointerId, from: offsetIn(event.currentTarget, event) };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (drawn.current?.pointer !== event.pointerId) return;
    const start = drawn.current.from;
    const end = offsetIn(event.currentTarget, event);
    if (Math.hypot(end.x - start.x, end.y - start.y) < DRAWN_FROM) return;
    onChange({ from: place(start), to: place(end) });
  };
  const onPointerEnd = (event: PointerEvent<HTMLDivElement>): void => {
    if (drawn.current?.pointer === event.pointerId) drawn.current = null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Elsewhere in the window these keys decide something.
    if (event.key === "Enter" || event.key === " ") event.preventDefault();
  };

  const end = (name: "from" | "to", at: Point) => (
    <EndPoint
      name={t(`measure.${name}`)}
      at={at}
      isFirst={name === "from"}
      onMove={(moved) => {
        onChange({ ...line, [name]: place(moved) });
      }}
    />
  );

  return (
    <div
      className={styles["over"]}
      data-testid="measure-line"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
      onDoubleClick={(event) => {
        event.stopPropagation();
      }}
    >
      <svg className={styles["line"]} aria-hidden>
        <path d={path} className={styles["casing"]} />
        <path d={path} className={styles["core"]} />
      </svg>
      <span
        className={styles["length"]}
        style={centred({
          x: (from.x + to.x) / 2 + across.x * LABEL_GAP,
          y: (from.y + to.y) / 2 + across.y * LABEL_GAP,
        })}
        aria-hidden
      >
        {label}
      </span>
      {end("from", from)}
      {end("to", to)}
    </div>
  );
}

/** The direction across a line, of length one, that points upwards. */
function normalOf(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return { x: 0, y: -1 };
  const up = to.x > from.x ? 1 : -1;
  return { x: (up * (to.y - from.y)) / length, y: (-up * (to.x - from.x)) / length };
}
