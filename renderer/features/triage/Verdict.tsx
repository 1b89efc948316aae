import { Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../../electron/contract/outcomes";
import type { Analysis, AnalysisId, PhotoDetail, PhotoId } from "../../../electron/contract/shapes";
import { PhotoExport } from "../archive/PhotoExport";
import { AbcdPanel } from "../description/AbcdPanel";
import { PhotoNotes } from "../description/PhotoNotes";
import { FhirButton } from "../exports/FhirButton";
import { DecisionPanel } from "../outcomes/DecisionPanel";
import { OutcomeHistory } from "../outcomes/OutcomeHistory";
import { PhotoReports } from "../reports/PhotoReports";
import { SimilarCases } from "../similar/SimilarCases";
import { Analyses } from "./Analyses";
import { EarlierAnalysis } from "./EarlierAnalysis";
import { PatientPanel } from "./PatientPanel";
import { ProbabilityBars } from "./ProbabilityBars";
import { TriageBlock } from "./TriageBlock";
import styles from "./verdict.module.css";
import { Waiting } from "./Waiting";

interface VerdictProps {
  readonly photo: PhotoDetail;
  /** The analysis that is shown; null where the photo waits for one. */
  readonly analysis: Analysis | null;
  /** Shows another analysis; null: the latest. */
  readonly onShowAnalysis: (analysisId: AnalysisId | null) => void;
  readonly onShowPhoto: (photoId: PhotoId) => void;
  readonly onDecided: (outcome: Outcome, photoName: string) => void;
  readonly onAskDelete: () => void;
}

/** The right pane: how urgent, what it resembles, whose it is, and who analysed it. */
export function Verdict(props: VerdictProps) {
  const { photo, analysis, onShowAnalysis, onShowPhoto, onDecided, onAskDelete } = props;
  const { t } = useTranslation();
  const isAssessed = analysis !== null && analysis.level !== "cannot-assess";
  return (
    <aside
      className={styles["verdict"]}
      aria-label={t("verdict.title")}
      data-testid="photo-detail"
      data-photo-id={photo.id}
    >
      {analysis && analysis.id !== photo.analysis?.id && (
        <EarlierAnalysis
          analysis={analysis}
          onBack={() => {
            onShowAnalysis(null);
          }}
        />
      )}
      {analysis ? <TriageBlock analysis={analysis} /> : <Waiting photo={photo} />}
      {isAssessed && <ProbabilityBars analysis={analysis} />}
      {isAssessed && <SimilarCases photoId={photo.id} onShow={onShowPhoto} />}
      <DecisionPanel photo={photo} analysis={analysis} onDecided={onDecided} />
      <PatientPanel photo={photo} />
      <PhotoNotes photo={photo} />
      <AbcdPanel photo={photo} />
      <OutcomeHistory photoId={photo.id} />
      <PhotoReports photoId={photo.id} />
      {analysis && <Analyses photo={photo} shown={analysis} onShow={onShowAnalysis} />}
      <div className={styles["end"]}>
        <PhotoExport photo={photo} />
        <FhirButton photo={photo} />
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconTrash size={16} stroke={1.6} />}
          onClick={onAskDelete}
          data-testid="photo-delete"
        >
          {t("delete.open")}
        </Button>
      </div>
    </aside>
  );
}
