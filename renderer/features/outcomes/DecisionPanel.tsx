import { Button, Kbd } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../../electron/contract/outcomes";
import type { Analysis, PhotoDetail } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { failureFrom } from "../../api/failure";
import { useRole } from "../../api/useRole";
import { FailureNotice } from "../../ui/FailureNotice";
import { Panel } from "../../ui/Panel";
import { showNotice } from "../../ui/showNotice";
import { failureLine } from "../../words/failureWords";
import { CountingOutcome } from "./CountingOutcome";
import { DecisionDetails } from "./DecisionDetails";
import { DiagnosisKeys } from "./DiagnosisKeys";
import { HistologyDialog } from "./HistologyDialog";
import { useOutcomeDrafts, type DecisionDraft } from "./outcomeDrafts";
import styles from "./outcomes.module.css";
import { useDecisionKeys } from "./useDecisionKeys";
import { useDecision, useOutcomes } from "./useOutcomes";

interface DecisionPanelProps {
  readonly photo: PhotoDetail;
  /** The analysis that is shown; null where the photo waits for one. */
  readonly analysis: Analysis | null;
  readonly onDecided: (outcome: Outcome, photoName: string) => void;
}

const NO_DETAILS: DecisionDraft = { confidence: null, nextStep: null, note: "" };

/** What a clinician finds: confirms the model's leading class, corrects it, or cannot say. */
export function DecisionPanel({ photo, analysis, onDecided }: DecisionPanelProps) {
  const { t } = useTranslation();
  const mayDecide = useRole() !== "staff";
  const outcomes = useOutcomes(photo.id);
  const { drafts, change, forget } = useOutcomeDrafts();
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const { record, isPending, error } = useDecision(photo.id, {
    onRecorded: (outcome) => {
      forget(photo.id, "decision");
      onDecided(outcome, photo.name);
    },
    onRefused: (failure) => {
      // The panel says so itself, for as long as it is there.
      if (isShown.current) return;
      const refused = t("decision.refused", { name: photo.name });
      showNotice(`${refused} ${failureLine(failureFrom(failure))}`);
    },
  });
  const [asksHistology, setAsksHistology] = useState(false);

  const standing = outcomes.data?.find(
    ({ kind, photoId, withdrawn }) =>
      kind === "clinical" && photoId === photo.id && withdrawn === null,
  );
  const draft = drafts.get(photo.id)?.decision ?? standing ?? NO_DETAILS;
  const isLatest = analysis !== null && analysis.id === photo.analysis?.id;
  const leading = isLatest && analysis.level !== "cannot-assess" ? analysis.diagnosis : null;

  const decide = (diagnosis: Diagnosis | null): void => {
    const { confidence, nextStep, note } = draft;
    record({ diagnosis, confidence, nextStep, note: note.trim() });
  };
  useDecisionKeys(mayDecide ? decide : null, leading);

  return (
    <Panel
      title={t("decision.title")}
      aside={
        mayDecide && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setAsksHistology(true);
            }}
            data-testid="histology-open"
          >
            {t("histology.add")}
          </Button>
        )
      }
      data-testid="decision-panel"
    >
      {(photo.outcome !== null || !mayDecide) && <CountingOutcome outcome={photo.outcome} />}
      {mayDecide && (
        <>
          <DecisionDetails
            draft={draft}
            disabled={isPending}
            onChange={(changed) => {
              change(photo.id, { decision: { ...draftOf(draft), ...changed } });
            }}
            onConfirm={() => {
              if (leading !== null) decide(leading);
            }}
          />
          {leading !== null && (
            <div className={styles["confirmBar"]}>
              <Button
                className={styles["confirm"]}
                fullWidth
                loading={isPending}
                rightSection={<Kbd size="xs">{t("decision.enter")}</Kbd>}
                onClick={() => {
                  decide(leading);
                }}
                data-testid="decision-confirm"
              >
                {t("decision.confirm", { diagnosis: t(`diagnoses.${leading}.short`) })}
              </Button>
            </div>
          )}
          <DiagnosisKeys
            leading={leading}
            decided={standing ? standing.diagnosis : undefined}
            disabled={isPending}
            onDecide={decide}
          />
        </>
      )}
      {error && <FailureNotice error={error} />}
      {outcomes.isLoadingError && (
        <FailureNotice error={outcomes.error} onRetry={() => void outcomes.refetch()} />
      )}
      {asksHistology && (
        <HistologyDialog
          photo={photo}
          onClose={() => {
            setAsksHistology(false);
          }}
        />
      )}
    </Panel>
  );
}

function draftOf({ confidence, nextStep, note }: DecisionDraft): DecisionDraft {
  return { confidence, nextStep, note };
}
