import { useTranslation } from "react-i18next";
import type { Measured, SetComparison } from "../../../electron/contract/comparison";
import { GATE_MEASURES, type GateMeasure } from "../../../electron/domain/promotionGate";
import { Term, type TermName } from "../../ui/Term";
import { pointsIntervalText } from "../../words/measures";
import { NOTHING } from "../../words/shareText";
import { formOf, type MeasureForm } from "./measureForm";
import styles from "./models.module.css";

const MEASURES = [
  "balancedAccuracy",
  "melanomaRecall",
  "malignantSensitivity",
  "benignSpecificity",
  "accuracy",
  "macroAuc",
  "malignantAuc",
  "calibrationError",
] as const satisfies readonly (keyof SetComparison["active"])[];

/** What explains a measure; the areas under a curve are explained once. */
const TERMS: Partial<Record<(typeof MEASURES)[number], TermName>> = {
  balancedAccuracy: "balancedAccuracy",
  melanomaRecall: "recall",
  malignantSensitivity: "sensitivity",
  benignSpecificity: "specificity",
  accuracy: "accuracy",
  macroAuc: "auc",
  calibrationError: "calibrationError",
};

function hasInterval(name: (typeof MEASURES)[number]): name is GateMeasure {
  return (GATE_MEASURES as readonly string[]).includes(name);
}

interface ComparisonTableProps {
  readonly set: SetComparison;
  readonly active: string;
  readonly candidate: string;
}

/** Both versions on the same photos, measure by measure and class by class. */
export function ComparisonTable({ set, active, candidate }: ComparisonTableProps) {
  const { t } = useTranslation();
  const intervals = {
    balancedAccuracy: set.differences.balancedAccuracy?.interval,
    melanomaRecall: set.differences.melanomaRecall?.interval,
    malignantSensitivity: set.differences.malignantSensitivity?.interval,
    benignSpecificity: set.differences.benignSpecificity?.interval,
  };
  return (
    <table className={styles["table"]} aria-label={t("models.tabs.comparison")}>
      <thead>
        <tr>
          <th scope="col">{t("models.measures.measure")}</th>
          <th scope="col" data-number>
            {t("models.comparison.active")}
            <span className={styles["columnVersion"]} title={active}>
              {active}
            </span>
          </th>
          <th scope="col" data-number>
            <Term name="candidate">{t("models.comparison.candidate")}</Term>
            <span className={styles["columnVersion"]} title={candidate}>
              {candidate}
            </span>
          </th>
          <th scope="col" data-number>
            {t("models.comparison.difference")}
            <span className={styles["columnVersion"]}>{t("models.comparison.inPoints")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {MEASURES.map((name) => (
          <ComparisonRow
            key={name}
            name={t(`models.comparison.measures.${name}`)}
            term={TERMS[name]}
            form={formOf(name)}
            active={set.active[name]}
            candidate={set.candidate[name]}
            interval={hasInterval(name) ? intervals[name] : null}
          />
        ))}
      </tbody>
      <tbody>
        <tr>
          <th scope="colgroup" colSpan={4} className={styles["subhead"]}>
            {t("models.comparison.recalls")}
          </th>
        </tr>
        {set.active.recalls.map(({ diagnosis, photos, recall }, index) => (
          <ComparisonRow
            key={diagnosis}
            name={t(`diagnoses.${diagnosis}.short`)}
            term={diagnosis}
            form={formOf("recall")}
            photos={photos}
            active={recall}
            candidate={set.candidate.recalls[index]?.recall ?? null}
            interval={null}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ComparisonRowProps {
  readonly name: string;
  readonly term: TermName | undefined;
  readonly form: MeasureForm;
  readonly photos?: number;
  readonly active: Measured;
  readonly candidate: Measured;
  /** Of the difference, from a paired bootstrap; null or undefined where none was drawn. */
  readonly interval: { readonly low: number; readonly high: number } | null | undefined;
}

function ComparisonRow(props: ComparisonRowProps) {
  const { t } = useTranslation();
  const { name, term, form, photos, active, candidate, interval } = props;
  const difference = active && candidate ? candidate.value - active.value : null;
  return (
    <tr>
      <th scope="row">
        {term ? <Term name={term}>{name}</Term> : name}
        {photos !== undefined && (
          <span className={styles["photos"]}> {t("models.photoCount", { count: photos })}</span>
        )}
      </th>
      <MeasuredCell measured={active} form={form} />
      <MeasuredCell measured={candidate} form={form} />
      <td data-number>
        {difference === null ? NOTHING : form.differenceOf(difference)}
        {interval && <span className={styles["interval"]}>{pointsIntervalText(interval)}</span>}
      </td>
    </tr>
  );
}

interface MeasuredCellProps {
  readonly measured: Measured;
  readonly form: MeasureForm;
}

function MeasuredCell({ measured, form }: MeasuredCellProps) {
  return (
    <td data-number>
      {measured ? form.textOf(measured.value) : NOTHING}
      {measured?.interval && (
        <span className={styles["interval"]}>{form.intervalOf(measured.interval)}</span>
      )}
    </td>
  );
}
