import { useTranslation } from "react-i18next";
import type { CurvePoint } from "../../../electron/contract/training";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { LineChart, type LinePoint } from "../../ui/charts/LineChart";
import { Term } from "../../ui/Term";
import { lossText, measureText } from "../../words/measures";
import styles from "./training.module.css";

/** Loss, balanced accuracy and recall of each class as training goes on. */
export function LiveCurves({ curve }: { readonly curve: readonly CurvePoint[] }) {
  const { t } = useTranslation();
  const loss = pointsOf(curve, ({ loss: value }) => value);
  const accuracy = pointsOf(curve, ({ balancedAccuracy }) => balancedAccuracy);
  const recalls = DIAGNOSES.map((diagnosis, index) => ({
    diagnosis,
    points: pointsOf(curve, (point) => point.recalls?.[index] ?? null),
  })).filter(({ points }) => points.length > 0);
  return (
    <div className={styles["curves"]} data-testid="live-curves">
      <LineChart
        title={t("training.curves.loss")}
        term="loss"
        points={loss}
        range={null}
        textOf={lossText}
        testId="curve-loss"
      />
      <LineChart
        title={t("training.curves.balancedAccuracy")}
        term="balancedAccuracy"
        points={accuracy}
        range={[0, 1]}
        textOf={measureText}
        testId="curve-accuracy"
      />
      {recalls.length > 0 && (
        <section className={styles["recalls"]}>
          <h4>
            <Term name="recall">{t("training.curves.recalls")}</Term>
          </h4>
          <dl>
            {recalls.map(({ diagnosis, points }) => (
              <div key={diagnosis}>
                <dt>{t(`diagnoses.${diagnosis}.short`)}</dt>
                <dd>
                  <Spark points={points} />
                  {measureText(points.at(-1)?.value ?? 0)}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

const SPARK = { width: 72, height: 20 };

/** A course in small, from none to all. */
function Spark({ points }: { readonly points: readonly LinePoint[] }) {
  const last = points.at(-1)?.at ?? 0;
  const path = points.map(({ at, value }) => {
    const x = last === 0 ? 0 : (at / last) * SPARK.width;
    return `${String(x)} ${String(1 + (1 - value) * (SPARK.height - 2))}`;
  });
  return (
    <svg className={styles["spark"]} {...SPARK} aria-hidden>
      <path d={`M${path.join("L")}`} />
    </svg>
  );
}

function pointsOf(
  curve: readonly CurvePoint[],
  valueOf: (point: CurvePoint) => number | null,
): LinePoint[] {
  return curve.flatMap((point) => {
    const value = valueOf(point);
    return value === null ? [] : [{ at: point.at, value }];
  });
}
