import { IconCheck, IconMicroscope } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PhotoOutcome } from "../../../electron/contract/shapes";
import { Term } from "../../ui/Term";
import { outcomeFacts, outcomeName } from "./outcomeText";
import styles from "./outcomes.module.css";

/** The outcome that counts for a photo, or that there is none. */
export function CountingOutcome({ outcome }: { readonly outcome: PhotoOutcome | null }) {
  const { t } = useTranslation();
  if (!outcome) return <p className={styles["none"]}>{t("decision.none")}</p>;
  const Symbol = outcome.kind === "histology" ? IconMicroscope : IconCheck;
  return (
    <div className={styles["counting"]} data-testid="photo-outcome" data-kind={outcome.kind}>
      <Symbol size={20} stroke={1.75} aria-hidden />
      <div className={styles["countingText"]} data-selectable>
        <strong>{outcomeName(outcome)}</strong>
        <span>
          {outcome.kind === "histology" ? (
            <Term name="histology">{outcomeFacts(outcome)}</Term>
          ) : (
            outcomeFacts(outcome)
          )}
        </span>
      </div>
    </div>
  );
}
