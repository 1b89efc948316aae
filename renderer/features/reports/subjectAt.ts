import type { ReportSubject } from "../../../electron/contract/reports";
import type { PhotoId } from "../../../electron/contract/shapes";
import type { Place } from "../frame/navigation";

/**
 * What a report would be on from where somebody is; null where nothing is at hand.
 *
 * @param photoId shown in triage; null: none
 */
export function subjectAt(place: Place, photoId: PhotoId | null): ReportSubject | null {
  switch (place.room) {
    case "triage":
      return photoId && { kind: "case", photoId };
    case "lesion":
      return { kind: "course", lesionId: place.lesionId };
    case "patient":
      return { kind: "patient", patientId: place.patientId };
    case "patients":
    case "dashboard":
    case "models":
    case "training":
    case "settings":
      return null;
  }
}
