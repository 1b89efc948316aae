import { LentigoError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcomes";
import type { LesionId, PatientId, PhotoSummary } from "../../contract/shapes";
import { momentsOfDay } from "../../domain/calendarDay";
import type { ReportGap } from "../../domain/report";
import type { Store } from "../../store/open";
import type { CourseBody, DayBody, Gathered, PatientBody } from "./body";
import { standingOutcomes } from "./outcomes";
import { earliestFirst, latestFirst, photoLine, reportPatient, versionsOf } from "./photoLine";

/**
 * A lesion over time.
 *
 * @throws LentigoError `lesion.missing`, or `report.empty` where no photo shows it
 */
export function gatherCourse(store: Store, lesionId: LesionId): Gathered<CourseBody> {
  const { patientId, number, label, site } = store.lesions.get(lesionId);
  const patient = store.patients.get(patientId);
  const photos = store.photos
    .ofPatient(patientId)
    .filter(({ lesion }) => lesion?.id === lesionId)
    .sort(earliestFirst);
  if (photos.length === 0) throw new LentigoError("report.empty");
  return {
    body: {
      kind: "course",
      patient: reportPatient(patient),
      lesion: { number, label, site },
      photos: photos.map((photo) => photoLine(store, photo)),
      outcomes: standingOutcomes(outcomesOf(store, photos)),
    },
    gaps: birthGap(patient),
    modelVersions: versionsOf(photos),
    patientId,
    lesionId,
    signable: { kind: "course", lesionId },
  };
}

/** A patient with all lesions and visits. @throws LentigoError `patient.missing` */
export function gatherPatient(store: Store, patientId: PatientId): Gathered<PatientBody> {
  const patient = store.patients.get(patientId);
  const photos = store.photos.ofPatient(patientId).sort(latestFirst);
  const ofLesion = (id: LesionId): PhotoSummary[] =>
    photos.filter(({ lesion }) => lesion?.id === id);
  return {
    body: {
      kind: "patient",
      patient: reportPatient(patient),
      notes: patient.notes,
      consents: store.consents
        .ofPatient(patientId)
        .filter(({ current }) => current)
        .map(({ purpose, given, date }) => ({ purpose, given, date })),
      lesions: store.lesions.ofPatient(patientId).map(({ id, number, label, site, archivedAt }) => {
        const [latest, ...before] = ofLesion(id);
        return {
          ...{ number, label, site },
          archived: archivedAt !== null,
          photoCount: latest ? 1 + before.length : 0,
          latest: latest ? photoLine(store, latest) : null,
        };
      }),
      otherPhotos: photos
        .filter(({ lesion }) => lesion === null)
        .map((photo) => photoLine(store, photo)),
      visits: store.visits
        .ofPatient(patientId)
        .map(({ date, note, photoIds }) => ({ date, note, photoCount: photoIds.length })),
    },
    gaps: birthGap(patient),
    modelVersions: versionsOf(photos),
    patientId,
    lesionId: null,
    signable: { kind: "patient", patientId },
  };
}

/**
 * What came in on a day of the clinic's time zone, in the order of the worklist.
 *
 * @param day calendar date, YYYY-MM-DD
 * @throws LentigoError `report.empty` where nothing did
 */
export function gatherDay(store: Store, day: string): Gathered<DayBody> {
  const { from, until } = momentsOfDay(day);
  const photos = store.photos.addedBetween(from, until);
  if (photos.length === 0) throw new LentigoError("report.empty");
  return {
    body: {
      kind: "day",
      day,
      photos: photos.map((photo) => ({
        ...photoLine(store, photo),
        patient: photo.patient && reportPatient(store.patients.get(photo.patient.id)),
        lesion: photo.lesion,
      })),
    },
    gaps: [],
    modelVersions: versionsOf(photos),
    patientId: null,
    lesionId: null,
    signable: null,
  };
}

/** Of all the photos, each entry once. */
function outcomesOf({ outcomes }: Store, photos: readonly PhotoSummary[]): Outcome[] {
  const found = photos.flatMap(({ id }) => outcomes.ofPhoto(id));
  // Histology of one photo is told with each photo of the lesion.
  return [...new Map(found.map((outcome) => [outcome.id, outcome])).values()];
}

function birthGap({ dateOfBirth }: { readonly dateOfBirth: string | null }): ReportGap[] {
  return dateOfBirth === null ? ["no-date-of-birth"] : [];
}
