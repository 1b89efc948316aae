import { useTranslation } from "react-i18next";
import type { Comparison } from "../../../electron/contract/comparison";
import styles from "./models.module.css";
import { differenceText } from "./differenceText";

type GateReason = Comparison["gate"]["reasons"][number];

/** Why the gate does not let a version pass. */
export function GateReasons({ comparison }: { readonly comparison: Comparison }) {
  return (
    <ul className={styles["reasons"]} data-testid="gate-reasons">
      {comparison.gate.reasons.map((reason) => (
        <li key={Object.values(reason).filter((value) => typeof value === "string").join(" ")}>
          <ReasonText reason={reason} />
        </li>
      ))}
    </ul>
  );
}

function ReasonText({ reason }: { readonly reason: GateReason }) {
  const { t } = useTranslation();
  switch (reason.code) {
    case "worse":
    case "much-worse":
      return t(`models.gate.reasons.${reason.code}`, {
        measure: t(`models.gate.measures.${reason.measure}`),
        set: t(`models.gate.sets.${reason.set}`),
        difference: differenceText(reason.difference),
        allowed: reason.code === "much-worse" ? Math.round(reason.allowed * 100) : 0,
      });
    case "too-few-groups":
    case "too-few-melanomas":
      return t(`models.gate.reasons.${reason.code}`, { found: reason.found, needed: reason.needed });
    case "one-class":
      return t("models.gate.reasons.one-class");
  }
}
