import { useElementSize } from "@mantine/hooks";
import { useId, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { closedPath } from "../../../electron/domain/bodyMap/curve";
import { siteAt, type BodyPosition } from "../../../electron/domain/bodyMap/position";
import { REGIONS } from "../../../electron/domain/bodyMap/regions";
import { VIEW_DRAWINGS, type BodyView } from "../../../electron/domain/bodyMap/views";
import type { Size } from "../photo/zoom";
import { BODY_DETAILS, BODY_SURROUNDINGS } from "./bodyDetails";
import styles from "./bodyMap.module.css";

/** Steps of the cursor per side of a view: far enough to travel, with Shift near enough to aim. */
const STEPS = 50;
const FINE_STEPS = 200;

const ARROWS: Partial<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface BodyFigureProps {
  readonly view: BodyView;
  /** Where somebody points, on any view. */
  readonly pointed: BodyPosition | null;
  readonly onPoint: (position: BodyPosition | null) => void;
  readonly onPlace: (position: BodyPosition) => void;
  /** What is marked on this view, by the size of its drawing in pixels of the screen. */
  readonly children: (size: Size) => ReactNode;
}

/** One view of the body: shows the site under the pointer or cursor, and takes places. */
export function BodyFigure({ view, pointed, onPoint, onPlace, children }: BodyFigureProps) {
  const { t } = useTranslation();
  const clip = useId();
  const { ref: drawing, width: drawnWidth, height: drawnHeight } = useElementSize();
  const [cursor, setCursor] = useState<BodyPosition | null>(null);
  const { width, height, outlines } = VIEW_DRAWINGS[view];
  const outline = outlines.map(closedPath).join("");
  const site = pointed?.view === view ? siteAt(pointed) : null;
  const surroundings = BODY_SURROUNDINGS[view];

  const point = (position: BodyPosition | null): void => {
    setCursor(position);
    onPoint(position);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cursor ?? { view, x: 0.5, y: 0.3 };
    const arrow = ARROWS[event.key];
    if (arrow) {
      const steps = event.shiftKey ? FINE_STEPS : STEPS;
      const within = (value: number): number => Math.min(1, Math.max(0, value));
      point({
        view,
        x: within(at.x + arrow[0] / steps),
        // Steps of equal length on the screen, whatever the view's shape.
        y: within(at.y + ((arrow[1] / steps) * width) / height),
      });
    } else if (event.key === "Enter" || event.key === " ") onPlace(at);
    else return;
    event.preventDefault();
  };

  return (
    <figure className={styles["figure"]} style={{ flexGrow: width / height }}>
      <div className={styles["room"]}>
        <div
          ref={drawing}
          className={styles["drawing"]}
          // Markers and clicks are shares of this box, so it must have the very shape of the view.
          style={{
            width: `min(100cqw, ${(100 * width) / height}cqh)`,
            aspectRatio: `${width} / ${height}`,
          }}
        >
          <svg
            viewBox={`0 0 ${width} ${height}`}
            className={styles["body"]}
            tabIndex={0}
            role="application"
            aria-label={t("bodyMap.viewKeys", { view: t(`bodyMap.views.${view}`) })}
            data-testid={`body-${view}`}
            onFocus={() => {
              point({ view, x: 0.5, y: 0.3 });
            }}
            onBlur={() => {
              point(null);
            }}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => {
              onPoint(placeOf(view, event));
            }}
            onPointerLeave={() => {
              onPoint(null);
            }}
            onClick={(event) => {
              onPlace(placeOf(view, event));
            }}
          >
            <clipPath id={clip}>
              <path d={outline} />
            </clipPath>
            {surroundings && <path d={surroundings} className={styles["detail"]} />}
            <path d={outline} className={styles["skin"]} />
            <g clipPath={`url(#${clip})`}>
              {REGIONS[view]
                .filter((region) => region.site === site)
                .map((region) => (
                  <polygon
                    key={region.site}
                    className={styles["region"]}
                    points={region.polygon.map(({ x, y }) => `${x},${y}`).join(" ")}
                  />
                ))}
            </g>
            <path d={BODY_DETAILS[view].join("")} className={styles["detail"]} />
            <path d={outline} className={styles["outline"]} />
            {cursor && (
              <g
                className={styles["cursor"]}
                transform={`translate(${cursor.x * width} ${cursor.y * height})`}
              >
                <path d="M-9 0H-3M3 0H9M0 -9V-3M0 3V9" />
              </g>
            )}
          </svg>
          {children({ width: drawnWidth, height: drawnHeight })}
        </div>
      </div>
      <figcaption className={styles["caption"]}>
        <Side side={view === "back" ? "left" : "right"} />
        {t(`bodyMap.views.${view}`)}
        <Side side={view === "back" ? "right" : "left"} />
      </figcaption>
    </figure>
  );
}

/** Which side of the patient is at this edge of the view. */
function Side({ side }: { readonly side: "left" | "right" }) {
  const { t } = useTranslation();
  return <abbr title={t(`bodyMap.${side}`)}>{t(`bodyMap.${side}Short`)}</abbr>;
}

function placeOf(view: BodyView, event: MouseEvent): BodyPosition {
  const box = event.currentTarget.getBoundingClientRect();
  const share = (offset: number, length: number): number =>
    Math.min(1, Math.max(0, offset / Math.max(1, length)));
  return {
    view,
    x: share(event.clientX - box.left, box.width),
    y: share(event.clientY - box.top, box.height),
  };
}
