import { useElementSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { PhotoDetail, PhotoId } from "../../../electron/contract/shapes";
import { dayText } from "../../words/dates";
import { growthText, millimetreText } from "../../words/lengths";
import { CourseAxes } from "./CourseAxes";
import { coursePlot } from "./coursePlot";
import { photoTime } from "./lesionPhotos";
import { sizesOf, topOfAxis, type SizePoint } from "./sizes";
import styles from "./trend.module.css";

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
  const plot = coursePlot(width, height);
  const left = ({ x }: SizePoint): number => plot.left(x);
  const top = ({ millimetres }: SizePoint): number => plot.top(millimetres / axis);
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
        <CourseAxes
          plot={plot}
          lines={[0, 0.5, 1].map((at) => ({ at, label: `${String(at * axis)}\u202fmm` }))}
          from={earliest ? photoTime(earliest) : null}
          to={latest ? photoTime(latest) : null}
        />
        {points.length > 1 && (
          <polyline
            className={styles["sizeLine"]}
            points={points.map((point) => `${String(left(point))},${String(top(point))}`).join(" ")}
          />
        )}
        {points.map((point) => (
          <g
            key={point.photoId}
            className={styles["point"]}
            data-shown={shown.includes(point.photoId) || undefined}
            data-testid="size-point"
            transform={`translate(${String(left(point))} ${String(top(point))})`}
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
          <text className={styles["axis"]} x={plot.right} y={12} data-end>
            {t("course.growth", {
              change: growthText(last.millimetres - first.millimetres),
              date: dayText(first.time),
            })}
          </text>
        )}
      </svg>
    </div>
  );
}
