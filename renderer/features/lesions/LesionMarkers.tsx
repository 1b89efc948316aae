import type { Lesion, LesionId, PhotoSummary } from "../../../electron/contract/shapes";
import type { BodyView } from "../../../electron/domain/bodyMap/views";
import { TRIAGE_LEVELS } from "../../../electron/domain/triage";
import type { Size } from "../photo/zoom";
import { LesionMarker } from "./LesionMarker";
import { photosOf } from "./lesionPhotos";
import { MarkerGroup, type MarkedLesion } from "./MarkerGroup";
import { groupMarkers } from "./markerGroups";

interface LesionMarkersProps {
  readonly view: BodyView;
  /** Of the view's drawing, in pixels of the screen. */
  readonly size: Size;
  readonly lesions: readonly Lesion[];
  readonly photos: readonly PhotoSummary[];
  readonly chosen: LesionId | null;
  readonly onChoose: (lesionId: LesionId) => void;
}

/** The lesions of one view as markers; where they lie too close, one marker lists them. */
export function LesionMarkers(props: LesionMarkersProps) {
  const { view, size, lesions, photos, chosen, onChoose } = props;
  // Before the drawing is measured, nobody knows which markers cover one another.
  if (size.width === 0) return null;
  const markers = lesions
    .flatMap((lesion) => {
      const { position } = lesion;
      if (position?.view !== view) return [];
      const subject: MarkedLesion = { lesion, latest: photosOf(photos, lesion.id).at(-1) ?? null };
      return [{ subject, x: position.x * size.width, y: position.y * size.height }];
    })
    .sort((a, b) => urgencyOf(a.subject) - urgencyOf(b.subject));

  return groupMarkers(markers).map((group) => {
    const [{ subject }, ...others] = group;
    const { lesion, latest } = subject;
    if (others.length > 0) {
      return (
        <MarkerGroup
          key={lesion.id}
          lesions={[subject, ...others.map((other) => other.subject)]}
          chosen={chosen}
          onChoose={onChoose}
        />
      );
    }
    return lesion.position ? (
      <LesionMarker
        key={lesion.id}
        lesion={lesion}
        position={lesion.position}
        latest={latest}
        chosen={lesion.id === chosen}
        onChoose={() => {
          onChoose(lesion.id);
        }}
      />
    ) : null;
  });
}

/** 0: the most urgent; lesions without an analysis come last. */
function urgencyOf({ latest }: MarkedLesion): number {
  const level = latest?.analysis?.level;
  return level === undefined ? TRIAGE_LEVELS.length : TRIAGE_LEVELS.indexOf(level);
}
