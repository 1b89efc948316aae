import type { PhotoSummary } from "../../contract/shapes";
import { millimetresOf } from "../../domain/measure";
import type { PhotoDescription } from "../../contract/photoDescription";
import type { PhotoLine, ReportPatient, ReportPicture } from "../../reports/reportContent";
import type { PatientRecord } from "../../store/patients";
import type { Store } from "../../store/open";

/** When the photo was taken, else added. */
export function momentOf({ takenAt, addedAt }: PhotoSummary): string {
  return takenAt ?? addedAt;
}

export function earliestFirst(one: PhotoSummary, other: PhotoSummary): number {
  return momentOf(one) < momentOf(other) ? -1 : 1;
}

export function latestFirst(one: PhotoSummary, other: PhotoSummary): number {
  return earliestFirst(other, one);
}

/** A photo as a line of a table, with its thumbnail. */
export function photoLine(store: Store, photo: PhotoSummary): PhotoLine {
  const { analysis, outcome } = photo;
  return {
    name: photo.name,
    at: momentOf(photo),
    picture: thumbnailOf(store, photo),
    analysis: analysis && {
      modelVersion: analysis.modelVersion,
      level: analysis.level,
      reasons: analysis.reasons,
      malignancy: analysis.malignancy,
      diagnosis: analysis.diagnosis,
    },
    diameter: diameterOf(store.descriptions.get(photo.id)),
    outcome,
  };
}

export function thumbnailOf(store: Store, { id }: PhotoSummary): ReportPicture {
  return { bytes: store.blobs.get(store.photos.files(id).thumbnail), format: "jpeg" };
}

/** Millimetres; null where it was not measured. */
export function diameterOf({ diameter, pixelsPerMm }: PhotoDescription): number | null {
  return diameter && millimetresOf(diameter, pixelsPerMm);
}

export function reportPatient(patient: PatientRecord): ReportPatient {
  const { number, familyName, givenName, dateOfBirth, sex } = patient;
  return { number, familyName, givenName, dateOfBirth, sex };
}

/** The versions whose analyses the photos show, each once. */
export function versionsOf(photos: readonly PhotoSummary[]): string[] {
  const versions = photos.flatMap(({ analysis }) => (analysis ? [analysis.modelVersion] : []));
  return [...new Set(versions)].sort();
}
