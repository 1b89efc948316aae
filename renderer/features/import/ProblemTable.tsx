import { useTranslation } from "react-i18next";
import type { ImportPreview, ImportProblem } from "../../../electron/contract/imports";
import styles from "./import.module.css";

/** What is wrong, row by row, and what happens to it. */
export function ProblemTable({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation();
  const { problems, problemCount, columns, mapping } = preview;
  if (problemCount === 0) return <p className={styles["faint"]}>{t("import.noProblems")}</p>;
  const columnOf = ({ field }: ImportProblem): string => {
    const column = field === null ? null : mapping[field];
    return column === null ? t("import.wholeRow") : (columns[column] ?? "");
  };
  return (
    <>
      <p className={styles["problemCount"]}>
        {t("import.problems", { count: problemCount })}
        {problems.length < problemCount && (
          <span className={styles["faint"]}>
            {" "}
            {t("import.shownProblems", { shown: problems.length })}
          </span>
        )}
      </p>
      {/* Scrolls by keyboard, too. */}
      <div
        className={styles["problems"]}
        tabIndex={0}
        role="region"
        aria-label={t("import.problems", { count: problemCount })}
      >
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col" data-number>
                {t("import.row")}
              </th>
              <th scope="col">{t("import.column")}</th>
              <th scope="col">{t("import.what")}</th>
              <th scope="col">{t("import.effect")}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem) => (
              <tr
                key={`${String(problem.row)} ${problem.problem} ${problem.field ?? ""}`}
                data-testid="import-problem"
              >
                <td data-number>{problem.row}</td>
                <td>{columnOf(problem)}</td>
                <td>{t(`import.kinds.${problem.problem}`, { value: problem.value })}</td>
                <td>{t(`import.effects.${problem.effect}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
