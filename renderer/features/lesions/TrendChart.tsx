import { useTranslation } from "react-i18next";
import type { PhotoSummary } from "../../../electron/contract/shapes";
import { useStatus } from "../../api/useStatus";
import { LevelIcon } from "../../ui/LevelIcon";
import { dayText } from "../../words/dates";
import { percent } from "../../../electron/domain/percent";
import { CourseFrame } from "./CourseFrame";
import { MARGIN } from "./coursePlot";
import { CoursePoint, type CourseChartProps } from "./CoursePoint";
import { linesOf, trendOf, type TrendPoint } from "./trend";
import styles from "./trend.module.css";

const MARK = 14;
const THRESHOLD_MARK = 12;
const SHARES = [0, 0.5, 1];

/** The malignancy score over time, with marks where another model version took over. */
export function TrendChart({ photos, shown, onChoose }: CourseChartProps<PhotoSummary>) {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const points = trendOf(photos);
  const model = status?.vision.state === "ready" ? status.vision.model : null;
  // Thresholds say something only about the scores of the model they were chosen for.
  const thresholds =
    model && points.every(({ modelVersion }) => modelVersion === model.version)
      ? (["soon", "urgent"] as const).map((level) => ({
          level,
          share: model.operatingPoints[level].threshold,
        }))
      : [];

  const [first] = points;
  const last = points.at(-1);

  return (
    <CourseFrame
      label={t("trend.label", { scores: points.map(sentenceOf).join("; ") })}
      testId="trend"
      lines={SHARES.map((at) => ({ at, label: `${String(at * 100)}\u202f%` }))}
      from={first?.time ?? null}
      to={last?.time ?? null}
    >
      {({ left, top, right, bottom }) => (
        <>
          {thresholds.map(({ level, share }) => (
            <g key={level}>
              <title>
                {t("verdict.thresholdAt", { level: t(`triage.${level}`), percent: percent(share) })}
              </title>
              <line
                className={styles["threshold"]}
                data-level={level}
                x1={MARGIN.left}
                x2={right}
                y1={top(share)}
                y2={top(share)}
              />
              <g
                transform={`translate(${right + MARGIN.right - THRESHOLD_MARK - 6} ${top(share) - THRESHOLD_MARK / 2})`}
              >
                <LevelIcon level={level} size={THRESHOLD_MARK} />
              </g>
            </g>
          ))}
          {points
            .filter(({ isOtherModel }) => isOtherModel)
            .map(({ photoId, x, modelVersion }) => (
              <g key={photoId} data-testid="model-change">
                <line
                  className={styles["change"]}
                  x1={left(x)}
                  x2={left(x)}
                  y1={MARGIN.top - 6}
                  y2={bottom}
                />
                <text
                  className={styles["axis"]}
                  x={left(x) + (x > 0.6 ? 4 : -4)}
                  y={MARGIN.top - 10}
                  data-end={x > 0.6 || undefined}
                >
                  {t("trend.model", { version: modelVersion })}
                </text>
              </g>
            ))}
          {linesOf(points).map(({ from, to, comparable }) => (
            <line
              key={to.photoId}
              className={styles["line"]}
              data-comparable={comparable}
              x1={left(from.x)}
              y1={top(from.score)}
              x2={left(to.x)}
              y2={top(to.score)}
            />
          ))}
          {points.map((point) => (
            <CoursePoint
              key={point.photoId}
              left={left(point.x)}
              top={top(point.score ?? 0)}
              sentence={sentenceOf(point)}
              isShown={shown.includes(point.photoId)}
              testId="trend-point"
              onChoose={() => {
                onChoose(point.photoId);
              }}
            >
              <g transform={`translate(${-MARK / 2} ${-MARK / 2})`}>
                <LevelIcon level={point.level} size={MARK} />
              </g>
            </CoursePoint>
          ))}
        </>
      )}
    </CourseFrame>
  );

  function sentenceOf({ time, score, level, modelVersion }: TrendPoint): string {
    return t("trend.point", {
      date: dayText(time),
      score: score === null ? t("triage.cannot-assess") : percent(score),
      level: t(`triage.${level}`),
      version: modelVersion,
    });
  }
}
