import { useTranslation } from "react-i18next";
import { abcdVerdict, type AbcdChecklist } from "../../../electron/domain/abcdRule";
import { scoreText } from "../../words/lengths";
import styles from "./description.module.css";

interface AbcdScoreProps {
  readonly checklist: AbcdChecklist;
  /** Null until all four are filled in. */
  readonly score: number | null;
}

/** The score with what the published thresholds say of it, and whose reckoning it is. */
export function AbcdScore({ checklist, score }: AbcdScoreProps) {
  const { t } = useTranslation();
  const { asymmetry, border, colours, structures } = checklist;
  return (
    <div className={styles["score"]}>
      <p className={styles["sum"]} data-testid="abcd-sum">
        {t("abcd.sum", {
          a: asymmetry ?? "–",
          b: border ?? "–",
          c: colours.length || "–",
          d: structures.length || "–",
        })}
      </p>
      {score === null ? (
        <p className={styles["none"]}>{t("abcd.incomplete")}</p>
      ) : (
        <p data-testid="abcd-score" data-verdict={abcdVerdict(score)} aria-live="polite">
          <strong>{t("abcd.score", { score: scoreText(score) })}</strong>{" "}
          {t(`abcd.verdicts.${abcdVerdict(score)}`)}
        </p>
      )}
      <p className={styles["source"]}>{t("abcd.source")}</p>
    </div>
  );
}
