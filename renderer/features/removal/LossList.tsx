import { useTranslation } from "react-i18next";
import type { PatientLoss } from "../../../electron/contract/removals";
import styles from "./removal.module.css";

const COUNTED = ["lesions", "visits", "photos", "analyses", "outcomes", "reports"] as const;

/** What deleting takes away, and what it cannot: what models have learned, and backups. */
export function LossList({ loss }: { readonly loss: PatientLoss }) {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <p className={styles["lead"]}>{t("removal.lost")}</p>
        <ul className={styles["loss"]} data-testid="patient-loss">
          <li>{t("removal.record")}</li>
          {COUNTED.filter((noun) => loss[noun] > 0).map((noun) => (
            <li key={noun}>{t(`removal.${noun}`, { count: loss[noun] })}</li>
          ))}
        </ul>
      </div>
      {loss.photos > 0 && (
        <p data-testid="patient-loss-models">
          {loss.modelVersions.length === 0
            ? t("removal.untrained")
            : t("removal.trained", { versions: loss.modelVersions.join(", ") })}
        </p>
      )}
      <p>{t("removal.backups")}</p>
    </>
  );
}
