import { useTranslation } from "react-i18next";
import type { ModelDetail } from "../../../electron/contract/models";
import { momentText } from "../../words/dates";
import styles from "./models.module.css";

/** When the version became the active one or gave way, by whom and why. */
export function ModelHistory({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation();
  const { promotions } = model;
  if (promotions.length === 0) {
    return <p className={styles["soft"]}>{t("models.history.neverActive")}</p>;
  }
  const hasReasons = promotions.some(({ overrideReason }) => overrideReason !== null);
  return (
    <table className={styles["table"]} aria-label={t("models.tabs.history")}>
      <thead>
        <tr>
          <th scope="col">{t("models.history.when")}</th>
          <th scope="col">{t("models.history.what")}</th>
          <th scope="col">{t("models.history.who")}</th>
          {hasReasons && <th scope="col">{t("models.history.why")}</th>}
        </tr>
      </thead>
      <tbody>
        {promotions.map(({ at, by, from, to, kind, overrideReason }) => (
          <tr key={at} data-testid="model-promotion">
            <td>{momentText(at)}</td>
            <td>
              {from === null
                ? t("models.history.first", { to })
                : t(`models.history.${kind}`, { from, to })}
            </td>
            <td>{by ?? t("app.name")}</td>
            {hasReasons && (
              <td className={styles["reason"]}>
                {overrideReason !== null &&
                  t("models.history.override", { reason: overrideReason })}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
