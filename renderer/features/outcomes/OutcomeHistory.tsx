import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../../electron/contract/outcomes";
import type { PhotoId } from "../../../electron/contract/shapes";
import { byTime, countingOutcome } from "../../../electron/domain/outcome";
import { useRole } from "../../api/useRole";
import { FailureNotice } from "../../ui/FailureNotice";
import { Panel } from "../../ui/Panel";
import { hideUndo } from "../../ui/showUndo";
import { momentText } from "../../words/dates";
import { outcomeFacts, outcomeName } from "./outcomeText";
import styles from "./outcomes.module.css";
import { useOutcomeActions, useOutcomes } from "./useOutcomes";

/** Everything that was recorded of a photo, entries taken back among it; the latest first. */
export function OutcomeHistory({ photoId }: { readonly photoId: PhotoId }) {
  const { t } = useTranslation();
  const mayWithdraw = useRole() !== "staff";
  const { data: outcomes = [] } = useOutcomes(photoId);
  const { withdraw } = useOutcomeActions(photoId);
  if (outcomes.length === 0) return null;
  const counting = countingOutcome(outcomes, photoId);
  return (
    <Panel title={t("decision.history")}>
      <ul className={styles["history"]} data-testid="outcome-history">
        {byTime(outcomes).map((outcome) => (
          <li key={outcome.id} data-withdrawn={outcome.withdrawn !== null || undefined}>
            <Entry outcome={outcome} isOther={outcome.photoId !== photoId} />
            {outcome === counting && (
              <span className={styles["counts"]}>{t("decision.counts")}</span>
            )}
            {mayWithdraw && outcome.withdrawn === null && (
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                disabled={withdraw.isPending}
                onClick={() => {
                  hideUndo();
                  withdraw.mutate(outcome.id);
                }}
                data-testid="outcome-withdraw"
              >
                {t("decision.withdraw")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {withdraw.error && <FailureNotice error={withdraw.error} />}
    </Panel>
  );
}

interface EntryProps {
  readonly outcome: Outcome;
  /** Recorded with another photo of the lesion. */
  readonly isOther: boolean;
}

function Entry({ outcome, isOther }: EntryProps) {
  const { t } = useTranslation();
  const { withdrawn, note } = outcome;
  return (
    <div className={styles["entry"]} data-selectable>
      <strong>{outcomeName(outcome)}</strong>
      <span className={styles["facts"]}>{outcomeFacts(outcome)}</span>
      {isOther && <span className={styles["facts"]}>{t("histology.ofOther")}</span>}
      {note !== "" && <p className={styles["note"]}>{note}</p>}
      {withdrawn && (
        <span className={styles["facts"]}>
          {t("decision.withdrawn", { when: momentText(withdrawn.at) })}
          {withdrawn.by !== null && `, ${withdrawn.by}`}
        </span>
      )}
    </div>
  );
}
