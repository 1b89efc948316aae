import { createHash } from "node:crypto";
import { LentigoError } from "../contract/errors";
import type { Outcome } from "../contract/outcomes";
import type { PhotoId } from "../contract/shapes";
import type { Language } from "../domain/language";
import { byTime, OUTCOME_KINDS, type OutcomeKind } from "../domain/outcome";
import { SOP_CLASSES } from "../exchange/dicom/photoObject";
import { caseBundle, type BundleType } from "../exchange/fhir/caseBundle";
import type { FhirCase, FhirWords } from "../exchange/fhir/fhirCase";
import type { Store } from "../store/open";
import { photoFormat } from "../vision/format";
import { writeWhole } from "./outputFile";
import { toldLesion, uidsOf } from "./photoObjects";
import type { RecordedChange } from "./recordedChange";

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
  const kind = given.outcome?.kind ?? null;
  options.recorded("photo.exported", photoId, () => undefined, { format: "FHIR", kind });
}

function fhirCaseOf(
  photoId: PhotoId,
  { store, now, software, language, words }: FhirExportOptions,
): FhirCase {
  const photo = store.photos.get(photoId);
  if (photo.patient === null) throw new LentigoError("export.no-patient");
  const { kind } = store.descriptions.get(photoId);
  const at = now().toISOString();
  const told = toldDecisions(store, photoId);
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
    outcome: photo.outcome,
    finalSince: told[0]?.at ?? null,
    withdrawn: withdrawnDecision(store.outcomes.ofPhoto(photoId), told, {
      outcome: photo.outcome,
      at,
    }),
  };
}

/** A decision as an earlier export told it. */
interface ToldDecision {
  readonly kind: OutcomeKind;
  /** When it was told. */
  readonly at: string;
}

/**
 * The decisions that a record system may have, the first one first. The log knows them also where
 * histology of a lesion was told that the photo has left since.
 */
function toldDecisions(store: Store, photoId: PhotoId): ToldDecision[] {
  return store.audit.about(photoId, "photo.exported").flatMap(({ at, details }) => {
    const kind = OUTCOME_KINDS.find((one) => one === details["kind"]);
    return details["format"] === "FHIR" && kind ? [{ kind, at }] : [];
  });
}

/**
 * The decision that holds no longer: the one that was taken back last, whichever was entered last;
 * or, where nobody's counts today, one that was told after that and went with the photo's lesion.
 */
function withdrawnDecision(
  outcomes: readonly Outcome[],
  told: readonly ToldDecision[],
  { outcome, at }: Pick<FhirCase, "outcome" | "at">,
): FhirCase["withdrawn"] {
  const withdrawals = outcomes.flatMap(({ kind, withdrawn }) =>
    withdrawn ? [{ kind, at: withdrawn.at }] : [],
  );
  const takenBack = byTime(withdrawals)[0] ?? null;
  const last = told.at(-1);
  if (outcome || !last || (takenBack && takenBack.at >= last.at)) return takenBack;
  return { kind: last.kind, at };
}
