import { useTranslation } from "react-i18next";
import type { TrainingPreview } from "../../../electron/contract/training";
import { countText } from "../../words/counts";
import styles from "./training.module.css";

/** What is wrong with rows and files of a folder, one by one. */
export function DatasetProblems({ preview }: { readonly preview: TrainingPreview }) {
  const { t } = useTranslation();
  const { problems, problemCount } = preview;
  const title = t("import.problems", { count: problemCount });
  return (
    <section>
      <h4>
        {title}
        {problems.length < problemCount && (
          <span className={styles["faint"]}>
            {" "}
            {t("import.shownProblems", { shown: countText(problems.length) })}
          </span>
        )}
      </h4>
      {/* Scrolls by keyboard, too. */}
      <div className={styles["problems"]} tabIndex={0} role="region" aria-label={title}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col" data-number>
                {t("import.row")}
              </th>
              <th scope="col">{t("training.problems.file")}</th>
              <th scope="col">{t("import.what")}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ row, name, problem, details }, index) => (
              <tr key={index} data-testid="training-problem">
                <td data-number>{row}</td>
                <td className={styles["fileName"]}>{name}</td>
                <td>{t(`dataset.problems.${problem}`, details)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
