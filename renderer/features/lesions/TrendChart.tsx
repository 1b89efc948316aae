import { useElementSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { useStatus } from "../../api/useStatus";
import { LevelIcon } from "../../ui/LevelIcon";
import { dayText } from "../../words/dates";
import { percent } from "../../words/percent";
import { CourseAxes } from "./CourseAxes";
import { coursePlot, MARGIN } from "./coursePlot";
import { linesOf, trendOf, type TrendPoint } from "./trend";
import styles from "./trend.module.css";

const MARK = 14;
const THRESHOLD_MARK = 12;
const SHARES = [0, 0.5, 1];

interface TrendChartProps {
  /** The earliest first. */
  readonly photos: readonly PhotoSummary[];
  /** The photos that stand side by side. */
  readonly shown: readonly PhotoId[];
  readonly onChoose: (photoId: PhotoId) => void;
}

/** The malignancy score over time, with marks where another model version took over. */
export function TrendChart({ photos, shown, onChoose }: TrendChartProps) {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const { ref, width, height } = useElementSize<HTMLDivElement>();
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

  const plot = coursePlot(width, height);
  const left = ({ x }: TrendPoint): number => plot.left(x);
  const { top } = plot;
  const first = points[0];
  const last = points.at(-1);

  return (
    <div ref={ref} className={styles["trend"]}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={t("trend.label", { scores: points.map(sentenceOf).join("; ") })}
        data-testid="trend"
      >
        <CourseAxes
          plot={plot}
          lines={SHARES.map((at) => ({ at, label: `${String(at * 100)}\u202f%` }))}
          from={first?.time ?? null}
          to={last?.time ?? null}
        />
        {thresholds.map(({ level, share }) => (
          <g key={level}>
            <title>
              {t("verdict.thresholdAt", { level: t(`triage.${level}`), percent: percent(share) })}
            </title>
            <line
              className={styles["threshold"]}
              data-level={level}
              x1={MARGIN.left}
              x2={plot.right}
              y1={top(share)}
              y2={top(share)}
            />
            <g
              transform={`translate(${width - THRESHOLD_MARK - 6} ${top(share) - THRESHOLD_MARK / 2})`}
            >
              <LevelIcon level={level} size={THRESHOLD_MARK} />
            </g>
          </g>
        ))}
        {points
          .filter(({ isOtherModel }) => isOtherModel)
          .map((point) => (
            <g key={point.photoId} data-testid="model-change">
              <line
                className={styles["change"]}
                x1={left(point)}
                x2={left(point)}
                y1={MARGIN.top - 6}
                y2={plot.bottom}
              />
              <text
                className={styles["axis"]}
                x={left(point) + (point.x > 0.6 ? 4 : -4)}
                y={MARGIN.top - 10}
                data-end={point.x > 0.6 || undefined}
              >
                {t("trend.model", { version: point.modelVersion })}
              </text>
            </g>
          ))}
        {linesOf(points).map(({ from, to, comparable }) => (
          <line
            key={to.photoId}
            className={styles["line"]}
            data-comparable={comparable}
            x1={left(from)}
            y1={top(from.score)}
            x2={left(to)}
            y2={top(to.score)}
          />
        ))}
        {points.map((point) => (
          <g
            key={point.photoId}
            className={styles["point"]}
            data-shown={shown.includes(point.photoId) || undefined}
            data-testid="trend-point"
            transform={`translate(${left(point)} ${top(point.score ?? 0)})`}
            onClick={() => {
              onChoose(point.photoId);
            }}
          >
            <title>{sentenceOf(point)}</title>
            <circle r={10} />
            <g transform={`translate(${-MARK / 2} ${-MARK / 2})`}>
              <LevelIcon level={point.level} size={MARK} />
            </g>
          </g>
        ))}
      </svg>
    </div>
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
