import type { Analysis, Heatmap, PhotoId, PhotoSummary } from "../../contract/shapes";
import { calendarDay } from "../../domain/calendarDay";
import type { ReportGap } from "../../domain/report";
import type { OperatingPoints } from "../../domain/triage";
import type { Store } from "../../store/open";
import type { CaseBody, GatherOptions, Gathered } from "./body";
import { standingOutcomes } from "./outcomes";
import {
  diameterOf,
  earliestFirst,
  momentOf,
  photoLine,
  reportPatient,
  thumbnailOf,
  versionsOf,
} from "./photoLine";

/**
 * Everything that is known of one photo.
 *
 * @param withSimilar with the clinic's similar confirmed cases
 * @throws LentigoError `photo.missing`, or of the vision process, which makes the pictures
 */
export async function gatherCase(
  options: GatherOptions,
  photoId: PhotoId,
  withSimilar: boolean,
): Promise<Gathered<CaseBody>> {
  const { store } = options;
  const photo = store.photos.get(photoId);
  const { patient, lesion, analysis } = photo;
  const pictures = await picturesOf(options, photo);
  const similar = withSimilar ? await similarTo(options, photoId) : null;
  const record = patient && store.patients.get(patient.id);
  const description = store.descriptions.get(photoId);
  const earlier = earlierPhotos(store, photo);
  const points = analysis && options.operatingPointsOf(analysis.modelVersion);
  const outcomes = standingOutcomes(store.outcomes.ofPhoto(photoId));
  const body: CaseBody = {
    kind: "case",
    patient: record && reportPatient(record),
    lesion: lesion && { number: lesion.number, label: lesion.label, site: lesion.site },
    visit: visitOf(store, photo),
    photo: {
      name: photo.name,
      takenAt: photo.takenAt,
      addedAt: photo.addedAt,
      picture: { bytes: pictures.photo, format: "jpeg" },
      notes: description.notes,
      diameter: diameterOf(description),
      abcd: description.abcd,
    },
    analysis: analysis && reportAnalysis(analysis, points),
    heatmap:
      analysis && pictures.painted
        ? { diagnosis: analysis.diagnosis, picture: { bytes: pictures.painted, format: "jpeg" } }
        : null,
    outcomes,
    earlier: earlier.map((one) => photoLine(store, one)),
    similar,
  };
  return {
    body,
    gaps: gapsOf(body),
    modelVersions: versionsOf([photo, ...earlier]),
    patientId: patient?.id ?? null,
    lesionId: lesion?.id ?? null,
    signable: { kind: "case", photoId },
  };
}

function reportAnalysis(analysis: Analysis, operatingPoints: OperatingPoints | null) {
  const { modelVersion, createdAt, level, reasons, warnings, malignancy, probabilities } = analysis;
  return {
    ...{ modelVersion, createdAt, level, reasons, warnings, malignancy, probabilities },
    operatingPoints,
  };
}

/** The photo, and with it the heat of the leading class where there is an answer to explain. */
async function picturesOf(
  { store, vision }: GatherOptions,
  { id, analysis }: PhotoSummary,
): Promise<{ readonly photo: Uint8Array; readonly painted: Uint8Array | null }> {
  const bytes = store.blobs.get(store.photos.files(id).blob);
  const isExplained = analysis !== null && analysis.level !== "cannot-assess";
  const heat = isExplained ? leadingHeat(store.analyses.heatmap(analysis.id), analysis) : null;
  return vision.ask("print", { bytes, heat });
}

function leadingHeat(
  { width, height, frame, maps }: Heatmap,
  { diagnosis }: Pick<Analysis, "diagnosis">,
) {
  return { map: { width, height, values: maps[diagnosis] }, frame };
}

function visitOf({ visits }: Store, { id, patient }: PhotoSummary): CaseBody["visit"] {
  const visit =
    patient && visits.ofPatient(patient.id).find(({ photoIds }) => photoIds.includes(id));
  return visit ? { date: visit.date, note: visit.note } : null;
}

/** The lesion's photos of days before, the earliest first. */
function earlierPhotos({ photos }: Store, photo: PhotoSummary): PhotoSummary[] {
  const { patient, lesion } = photo;
  if (!patient || !lesion) return [];
  const dayOf = (one: PhotoSummary): string => calendarDay(new Date(momentOf(one)));
  return photos
    .ofPatient(patient.id)
    .filter((other) => other.lesion?.id === lesion.id && dayOf(other) < dayOf(photo))
    .sort(earliestFirst);
}

async function similarTo(
  { store, similarCases }: GatherOptions,
  photoId: PhotoId,
): Promise<NonNullable<CaseBody["similar"]>> {
  const { cases } = await similarCases.of(photoId);
  return cases.flatMap(({ photo, similarity }) => {
    const { kind, diagnosis } = photo.outcome ?? {};
    if (!kind || !diagnosis) return [];
    return [{ picture: thumbnailOf(store, photo), diagnosis, confirmedBy: kind, similarity }];
  });
}

function gapsOf({ patient, analysis, outcomes, similar }: CaseBody): ReportGap[] {
  const gaps: (ReportGap | false)[] = [
    patient === null && "no-patient",
    patient?.dateOfBirth === null && "no-date-of-birth",
    analysis === null && "not-analysed",
    analysis?.level === "cannot-assess" && "cannot-assess",
    analysis?.operatingPoints === null && "no-operating-point",
    outcomes.length === 0 && "no-decision",
    similar?.length === 0 && "too-few-similar",
  ];
  return gaps.filter((gap) => gap !== false);
}
