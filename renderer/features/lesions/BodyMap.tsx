import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Lesion, LesionId, PhotoSummary } from "../../../electron/contract/shapes";
import { siteAt, type BodyPosition } from "../../../electron/domain/bodyMap/position";
import type { BodyView } from "../../../electron/domain/bodyMap/views";
import { BodyFigure } from "./BodyFigure";
import styles from "./bodyMap.module.css";
import type { LesionDraft } from "./lesionDraft";
import { DraftMarker } from "./LesionMarker";
import { LesionMarkers } from "./LesionMarkers";

interface BodyMapProps {
  readonly lesions: readonly Lesion[];
  readonly photos: readonly PhotoSummary[];
  readonly chosen: LesionId | null;
  readonly onChoose: (lesionId: LesionId) => void;
  /** The lesion in the form; its own marker gives way to the one that moves. */
  readonly draft: LesionDraft | null;
  readonly onPlace: (position: BodyPosition) => void;
}

const FIGURES: readonly BodyView[] = ["front", "back"];
const INSETS: readonly BodyView[] = ["palms", "scalp", "soles"];

/** Front, back and insets, with the lesions as numbered markers; a click on skin places one. */
export function BodyMap({ lesions, photos, chosen, onChoose, draft, onPlace }: BodyMapProps) {
  const { t } = useTranslation();
  const [pointed, setPointed] = useState<BodyPosition | null>(null);
  const site = pointed && siteAt(pointed);

  const figure = (view: BodyView) => (
    <BodyFigure
      key={view}
      view={view}
      pointed={pointed}
      onPoint={setPointed}
      onPlace={(position) => {
        if (siteAt(position) !== null) onPlace(position);
      }}
    >
      {(size) => (
        <>
          <LesionMarkers
            view={view}
            size={size}
            lesions={lesions.filter(({ id }) => id !== draft?.lesion?.id)}
            photos={photos}
            chosen={chosen}
            onChoose={onChoose}
          />
          {draft?.position?.view === view && <DraftMarker position={draft.position} />}
        </>
      )}
    </BodyFigure>
  );

  return (
    <div className={styles["map"]} data-testid="body-map">
      <div className={styles["figures"]}>{FIGURES.map(figure)}</div>
      <div className={styles["insets"]}>{INSETS.map(figure)}</div>
      <p className={styles["pointed"]} aria-live="polite" data-testid="pointed-site">
        {site ? t(`sites.${site}`) : t(draft ? "bodyMap.hintMove" : "bodyMap.hint")}
      </p>
    </div>
  );
}
