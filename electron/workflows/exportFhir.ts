import { createHash } from "node:crypto";
import { LentigoError } from "../contract/errors";
import type { PhotoId } from "../contract/shapes";
import type { Language } from "../domain/language";
import { SOP_CLASSES } from "../exchange/dicom/photoObject";
import { caseBundle, type BundleType } from "../exchange/fhir/caseBundle";
import type { FhirCase, FhirWords } from "../exchange/fhir/fhirCase";
import type { Store } from "../store/open";
import { photoFormat } from "../vision/format";
import { writeWhole } from "./outputFile";
import { toldLesion, uidsOf } from "./photoObjects";
import type { RecordedChange } from "./recordedChange";
import { decisionToTell, toldIn } from "./toldDecision";

export interface FhirExportOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly now: () => Date;
  /** This program's version. */
  readonly software: string;
  readonly language: Language;
  readonly words: FhirWords;
}

/**
 * Writes a photo's case as a FHIR R4 bundle in JSON.
 *
 * @param file where to; what lies there is replaced
 * @throws LentigoError `photo.missing`, `export.no-patient`, `output.unwritable` or `store.full`
 */
export async function exportFhir(
  photoId: PhotoId,
  type: BundleType,
  file: string,
  options: FhirExportOptions,
): Promise<void> {
  const given = fhirCaseOf(photoId, options);
  await writeWhole(file, `${JSON.stringify(caseBundle(given, type), null, 2)}\n`);
  options.recorded("photo.exported", photoId, () => undefined, {
    format: "FHIR",
    ...toldIn(given),
  });
}

function fhirCaseOf(
  photoId: PhotoId,
  { store, now, software, language, words }: FhirExportOptions,
): FhirCase {
  const photo = store.photos.get(photoId);
  if (photo.patient === null) throw new LentigoError("export.no-patient");
  const { kind } = store.descriptions.get(photoId);
  const at = now().toISOString();
  const bytes = store.blobs.get(store.photos.files(photoId).blob);
  return {
    language,
    words,
    software,
    clinic: store.settings.clinic().name,
    at,
    patient: store.patients.get(photo.patient.id),
    photo: {
      ...photo,
      kind,
      contentType: `image/${photoFormat(bytes)}`,
      size: bytes.length,
      hash: createHash("sha1").update(bytes).digest("base64"),
      uids: uidsOf(store, photo, kind),
      sopClass: SOP_CLASSES[kind],
    },
    lesion: photo.lesion && toldLesion(store, photo.lesion),
    analysis: photo.analysis,
    earlier: store.analyses.ofPhoto(photoId).filter(({ id }) => id !== photo.analysis?.id),
    ...decisionToTell(store, photoId, photo.patient.id, at),
  };
}
