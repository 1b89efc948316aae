import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import { dayText } from "../../words/dates";
import { growthText, millimetreText } from "../../words/lengths";
import { CourseFrame } from "./CourseFrame";
import { CoursePoint, type CourseChartProps } from "./CoursePoint";
import { photoTime } from "./lesionPhotos";
import { sizesOf, topOfAxis, type SizePoint } from "./sizes";
import styles from "./trend.module.css";

/** The largest diameter over time, from zero, so that growth looks neither more nor less. */
export function SizeChart({ photos, shown, onChoose }: CourseChartProps<PhotoDetail>) {
  const { t } = useTranslation();
  const points = sizesOf(photos);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return <p className={styles["noSizes"]}>{t("course.noSizes")}</p>;

  const axis = topOfAxis(Math.max(...points.map(({ millimetres }) => millimetres)));
  const sentence = ({ time, millimetres }: SizePoint): string =>
    t("course.size", { date: dayText(time), length: millimetreText(millimetres) });
  const [earliest] = photos;
  const latest = photos.at(-1);

  return (
    <CourseFrame
      label={t("course.sizesLabel", { sizes: points.map(sentence).join("; ") })}
      testId="sizes"
      lines={[0, 0.5, 1].map((at) => ({ at, label: millimetreText(at * axis) }))}
      from={earliest ? photoTime(earliest) : null}
      to={latest ? photoTime(latest) : null}
    >
      {(plot) => {
        const placed = points.map((point) => ({
          point,
          left: plot.left(point.x),
          top: plot.top(point.millimetres / axis),
        }));
        return (
          <>
            {points.length > 1 && (
              <polyline
                className={styles["sizeLine"]}
                points={placed.map(({ left, top }) => `${String(left)},${String(top)}`).join(" ")}
              />
            )}
            {placed.map(({ point, left, top }) => (
              <CoursePoint
                key={point.photoId}
                left={left}
                top={top}
                sentence={sentence(point)}
                isShown={shown.includes(point.photoId)}
                testId="size-point"
                onChoose={() => {
                  onChoose(point.photoId);
                }}
              >
                <circle className={styles["sizeMark"]} r={5} />
              </CoursePoint>
            ))}
            {last !== first && (
              <text className={styles["axis"]} x={plot.right} y={12} data-end>
                {t("course.growth", {
                  change: growthText(last.millimetres - first.millimetres),
                  date: dayText(first.time),
                })}
              </text>
            )}
          </>
        );
      }}
    </CourseFrame>
  );
}
