import { IconCircleCheck, IconHandStop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Comparison } from "../../../electron/contract/comparison";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import { differenceText } from "./differenceText";
import { GateReasons } from "./GateReasons";
import styles from "./models.module.css";

/** In a sentence: whether the candidate may take over, and what speaks for or against it. */
export function GateVerdict({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const { candidate, gate, holdout } = comparison;
  const isReason = gate.reasons.some(
    (reason) => "measure" in reason && reason.measure === "balancedAccuracy",
  );
  const difference = isReason ? null : holdout.differences.balancedAccuracy;
  const Symbol = gate.passes ? IconCircleCheck : IconHandStop;
  return (
    <div className={styles["gate"]} data-passes={gate.passes} data-testid="gate">
      <Symbol size={24} stroke={1.6} aria-hidden />
      <div className={styles["gateText"]}>
        <p>
          <strong>
            <Term name="gate">
              {t(gate.passes ? "models.gate.passes" : "models.gate.refuses", { candidate })}
            </Term>
          </strong>{" "}
          {difference &&
            t("models.gate.difference", {
              difference: differenceText(difference),
              photos: countText(holdout.photos),
              patients: countText(holdout.groups),
            })}
        </p>
        {!gate.passes && <GateReasons comparison={comparison} />}
      </div>
    </div>
  );
}
