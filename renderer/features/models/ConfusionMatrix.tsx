import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";
import { countText } from "../../words/counts";
import styles from "./confusion.module.css";

interface ConfusionMatrixProps {
  /** Photos by true class (rows) and answer (columns), in the order of `DIAGNOSES`. */
  readonly confusion: readonly (readonly number[])[];
  /** Shows the photos of a cell; null where they are not of this clinic, or not for this role. */
  readonly onOpen: ((label: Diagnosis, answer: Diagnosis) => void) | null;
}

/** What each class was taken for; cells are shaded by their share of the true class. */
export function ConfusionMatrix({ confusion, onOpen }: ConfusionMatrixProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["box"]}>
      <table className={styles["matrix"]} data-testid="confusion-matrix">
        <caption>{t("charts.confusion.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("charts.confusion.truth")}</th>
            {DIAGNOSES.map((answer) => (
              <th key={answer} scope="col" title={t(`diagnoses.${answer}.name`)}>
                {answer.toUpperCase()}
              </th>
            ))}
            <th scope="col">{t("models.measures.photos")}</th>
          </tr>
        </thead>
        <tbody>
          {DIAGNOSES.map((label, row) => {
            const counts = confusion[row] ?? [];
            const total = counts.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={label}>
                <th scope="row">
                  {t(`diagnoses.${label}.short`)} <span>{label.toUpperCase()}</span>
                </th>
                {DIAGNOSES.map((answer, column) => (
                  <Cell
                    key={answer}
                    label={label}
                    answer={answer}
                    count={counts[column] ?? 0}
                    share={total === 0 ? 0 : (counts[column] ?? 0) / total}
                    onOpen={onOpen}
                  />
                ))}
                <td className={styles["total"]}>{countText(total)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles["hint"]}>
        {t(onOpen ? "models.confusion.openHint" : "models.confusion.hint")}
      </p>
    </div>
  );
}

interface CellProps extends Pick<ConfusionMatrixProps, "onOpen"> {
  readonly label: Diagnosis;
  readonly answer: Diagnosis;
  readonly count: number;
  readonly share: number;
}

function Cell({ label, answer, count, share, onOpen }: CellProps) {
  const { t } = useTranslation();
  return (
    <td
      className={styles["cell"]}
      data-right={label === answer || undefined}
      data-none={count === 0 || undefined}
    >
      <span className={styles["shade"]} style={{ opacity: share }} aria-hidden />
      {onOpen && count > 0 ? (
        <UnstyledButton
          className={styles["open"]}
          aria-label={t("models.confusion.cell", {
            label: t(`diagnoses.${label}.short`),
            answer: t(`diagnoses.${answer}.short`),
            count,
          })}
          data-testid="confusion-cell"
          data-cell={`${label} ${answer}`}
          onClick={() => {
            onOpen(label, answer);
          }}
        >
          {countText(count)}
        </UnstyledButton>
      ) : (
        <span className={styles["count"]}>{countText(count)}</span>
      )}
    </td>
  );
}
