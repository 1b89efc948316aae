import { useElementSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { PhotoDetail, PhotoId } from "../../../electron/contract/shapes";
import { dayText } from "../../words/dates";
import { growthText, millimetreText } from "../../words/lengths";
import { photoTime } from "./lesionPhotos";
import { sizesOf, topOfAxis, type SizePoint } from "./sizes";
import styles from "./trend.module.css";

/** Room for the axes around the plot, in pixels; as in the chart of the scores. */
const MARGIN = { top: 20, right: 28, bottom: 24, left: 48 };
const INSET = 16;

interface SizeChartProps {
  /** The earliest first. */
  readonly photos: readonly PhotoDetail[];
  /** The photos that stand side by side. */
  readonly shown: readonly PhotoId[];
  readonly onChoose: (photoId: PhotoId) => void;
}

/** The largest diameter over time, from zero, so that growth looks neither more nor less. */
export function SizeChart({ photos, shown, onChoose }: SizeChartProps) {
  const { t } = useTranslation();
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const points = sizesOf(photos);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return <p className={styles["noSizes"]}>{t("course.noSizes")}</p>;

  const axis = topOfAxis(Math.max(...points.map(({ millimetres }) => millimetres)));
  const plot = {
    width: Math.max(0, width - MARGIN.left - MARGIN.right),
    height: Math.max(0, height - MARGIN.top - MARGIN.bottom),
  };
  const left = ({ x }: SizePoint): number =>
    MARGIN.left + INSET + x * Math.max(0, plot.width - 2 * INSET);
  const top = (millimetres: number): number => MARGIN.top + (1 - millimetres / axis) * plot.height;
  const sentence = ({ time, millimetres }: SizePoint): string =>
    t("course.size", { date: dayText(time), length: millimetreText(millimetres) });
  const [earliest] = photos;
  const latest = photos.at(-1);

  return (
    <div ref={ref} className={styles["trend"]}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={t("course.sizesLabel", { sizes: points.map(sentence).join("; ") })}
        data-testid="sizes"
      >
        {[0, axis / 2, axis].map((millimetres) => (
          <g key={millimetres}>
            <line
              className={styles["grid"]}
              x1={MARGIN.left}
              x2={width - MARGIN.right}
              y1={top(millimetres)}
              y2={top(millimetres)}
            />
            <text className={styles["axis"]} x={MARGIN.left - 8} y={top(millimetres) + 4} data-end>
              {`${String(millimetres)}\u202fmm`}
            </text>
          </g>
        ))}
        {points.length > 1 && (
          <polyline
            className={styles["sizeLine"]}
            points={points
              .map((point) => `${String(left(point))},${String(top(point.millimetres))}`)
              .join(" ")}
          />
        )}
        {points.map((point) => (
          <g
            key={point.photoId}
            className={styles["point"]}
            data-shown={shown.includes(point.photoId) || undefined}
            data-testid="size-point"
            transform={`translate(${String(left(point))} ${String(top(point.millimetres))})`}
            onClick={() => {
              onChoose(point.photoId);
            }}
          >
            <title>{sentence(point)}</title>
            <circle r={10} />
            <circle className={styles["sizeMark"]} r={5} />
          </g>
        ))}
        {last !== first && (
          <text className={styles["axis"]} x={width - MARGIN.right} y={12} data-end>
            {t("course.growth", {
              change: growthText(last.millimetres - first.millimetres),
              date: dayText(first.time),
            })}
          </text>
        )}
        {earliest && (
          <text className={styles["axis"]} x={MARGIN.left} y={height - 4}>
            {dayText(photoTime(earliest))}
          </text>
        )}
        {latest && latest !== earliest && (
          <text className={styles["axis"]} x={width - MARGIN.right} y={height - 4} data-end>
            {dayText(photoTime(latest))}
          </text>
        )}
      </svg>
    </div>
  );
}
