import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Analysis, PhotoDetail } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { millimetresOf } from "../../../electron/domain/measure";
import { patientName } from "../../../electron/domain/patientName";
import { useShortcuts } from "../../ui/useShortcuts";
import { momentText } from "../../words/dates";
import { millimetreText } from "../../words/lengths";
import { lineLabel } from "../measure/lineLabel";
import { MeasureBar } from "../measure/MeasureBar";
import { MeasureButton } from "../measure/MeasureButton";
import { MeasureLine } from "../measure/MeasureLine";
import { startMeasuring, type Measuring } from "../measure/measuring";
import { birthText } from "../patients/birthText";
import { PhotoPane } from "../photo/PhotoPane";
import { useZoom } from "../photo/useZoom";
import { useZoomKeys } from "../photo/useZoomKeys";
import { FITTED } from "../photo/zoom";
import { ZoomButtons } from "../photo/ZoomButtons";
import { ReportButton } from "../reports/ReportButton";
import { useReportDesk } from "../reports/reportDesk";
import { HeatControls } from "./HeatControls";
import styles from "./stage.module.css";
import { useTriageView } from "./triageView";
import { useHeatKey } from "./useHeatKey";

interface PhotoStageProps {
  readonly photo: PhotoDetail;
  /** The analysis whose heatmap is shown; null where the photo waits for one. */
  readonly analysis: Analysis | null;
}

/** The photo as large as fits, to zoom and move, with the heatmap laid over it. */
export function PhotoStage({ photo, analysis }: PhotoStageProps) {
  const { t } = useTranslation();
  const { patient } = photo;
  const { heat } = useTriageView();
  const [chosenClass, setChosenClass] = useState<Diagnosis | null>(null);
  const assessed = analysis !== null && analysis.level !== "cannot-assess" ? analysis : null;
  const shownClass = chosenClass ?? assessed?.diagnosis ?? null;
  const shownHeat =
    assessed && shownClass && heat.shown
      ? { analysisId: assessed.id, diagnosis: shownClass, opacity: heat.opacity }
      : null;

  const [measuring, setMeasuring] = useState<Measuring | null>(null);
  const { pixelsPerMm, diameter } = photo.description;
  const kept = diameter && millimetresOf(diameter, pixelsPerMm);
  const toggleMeasuring = (): void => {
    setMeasuring(measuring ? null : startMeasuring(photo));
  };

  const zoom = useZoom(photo, useState(FITTED));
  const { report } = useReportDesk();
  const subject = { kind: "case", photoId: photo.id } as const;
  useShortcuts({
    m: toggleMeasuring,
    r: () => {
      report(subject);
    },
  });
  useHeatKey();
  useZoomKeys(zoom);

  const facts = [
    birthText(patient?.dateOfBirth ?? null),
    photo.takenAt === null
      ? t("photo.added", { when: momentText(photo.addedAt) })
      : t("photo.taken", { when: momentText(photo.takenAt) }),
    photo.name,
    t("photo.pixels", { width: photo.width, height: photo.height }),
  ].filter((fact) => fact !== "");

  return (
    <section className={styles["stage"]} aria-label={t("photo.alt", { name: photo.name })}>
      <header className={styles["head"]}>
        <div className={styles["title"]}>
          {/* Whose photo it is stays in sight while one looks at it. */}
          <h2
            className={styles["name"]}
            data-none={patient === null || undefined}
            data-testid="stage-patient"
            data-selectable
          >
            {patient ? patientName(patient) : t("queue.noPatient")}
          </h2>
          <span className={styles["facts"]} title={facts.join("\n")} data-selectable>
            {facts.map((fact) => (
              <span key={fact} className={styles["fact"]}>
                {fact}
              </span>
            ))}
            {kept !== null && (
              <span className={styles["fact"]} data-testid="photo-diameter">
                {t("measure.diameter", { length: millimetreText(kept) })}
              </span>
            )}
          </span>
        </div>
        <ReportButton subject={subject} compact hint="R" />
        <MeasureButton pressed={measuring !== null} hint="M" onClick={toggleMeasuring} />
        <ZoomButtons zoom={zoom} />
      </header>
      <div className={styles["pane"]}>
        {/* Under the heatmap no ruler could be made out. */}
        <PhotoPane photo={photo} zoom={zoom} heat={measuring ? null : shownHeat}>
          {measuring && (
            <MeasureLine
              photo={photo}
              zoom={zoom}
              line={measuring.line}
              label={lineLabel(measuring, pixelsPerMm)}
              onChange={(line) => {
                setMeasuring({ ...measuring, line });
              }}
            />
          )}
        </PhotoPane>
      </div>
      <footer className={styles["tools"]}>
        {measuring ? (
          <MeasureBar
            photo={photo}
            measuring={measuring}
            onChange={setMeasuring}
            onClose={toggleMeasuring}
          />
        ) : (
          <HeatControls
            analysis={assessed}
            shownClass={shownClass}
            onChooseClass={setChosenClass}
          />
        )}
      </footer>
    </section>
  );
}
