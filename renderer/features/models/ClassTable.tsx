import { useTranslation } from "react-i18next";
import type { PartMeasures } from "../../../electron/contract/models";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import { measureIntervalText, measureText } from "../../words/measures";
import { NOTHING } from "../../words/shareText";
import styles from "./models.module.css";

const MEASURES = ["recall", "precision", "f1"] as const;

/** What a version finds of each class, and how far its word can be taken. */
export function ClassTable({ classes }: Pick<PartMeasures, "classes">) {
  const { t } = useTranslation();
  return (
    <table className={styles["table"]} data-classes aria-label={t("models.measures.classes")}>
      <thead>
        <tr>
          <th scope="col">{t("models.measures.class")}</th>
          <th scope="col" data-number>
            {t("models.measures.photos")}
          </th>
          {MEASURES.map((measure) => (
            <th key={measure} scope="col" data-number>
              <Term name={measure}>{t(`models.measures.${measure}`)}</Term>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classes.map((each) => (
          <tr key={each.diagnosis}>
            <th scope="row">
              <Term name={each.diagnosis}>{t(`diagnoses.${each.diagnosis}.short`)}</Term>
            </th>
            <td data-number>{countText(each.photos)}</td>
            {MEASURES.map((measure) => {
              const measured = each[measure];
              return (
                <td key={measure} data-number>
                  {measured ? measureText(measured.value) : NOTHING}
                  {measured?.interval && (
                    <span className={styles["interval"]}>
                      {measureIntervalText(measured.interval)}
                    </span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
