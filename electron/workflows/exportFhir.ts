import { createHash } from "node:crypto";
import * as z from "zod";
import { LentigoError } from "../contract/errors";
import type { Outcome } from "../contract/outcomes";
import type { PhotoId } from "../contract/shapes";
import type { Language } from "../domain/language";
import { byTime, countingOutcome, OUTCOME_KINDS } from "../domain/outcome";
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
  const told = toldBefore(store, photoId);
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
    finalSince: told[0]?.at ?? null,
    ...decisionOf(photoId, told, { outcomes: store.outcomes.ofPhoto(photoId), at }),
  };
}

/** What an entry of the log keeps of the decision that an export told; ids and codes alone. */
const ToldDecision = z.object({
  kind: z.enum(OUTCOME_KINDS),
  /** The outcome's id; null: the one told before holds no longer. */
  outcome: z.string().nullable(),
  issued: z.iso.datetime(),
});
type ToldDecision = z.output<typeof ToldDecision>;

type EarlierDecision = ToldDecision & {
  /** When it was told. */
  readonly at: string;
};

function toldIn({ outcome, withdrawn }: FhirCase): ToldDecision | null {
  if (outcome) return { kind: outcome.kind, outcome: outcome.id, issued: outcome.issued };
  return withdrawn && { kind: withdrawn.kind, outcome: null, issued: withdrawn.at };
}

/**
 * What a record system may have, from the first export that told a decision on. The log knows it
 * also where histology of a lesion was told that the photo has left since.
 */
function toldBefore(store: Store, photoId: PhotoId): EarlierDecision[] {
  const told = store.audit.about(photoId, "photo.exported").flatMap(({ at, details }) => {
    const { data } = ToldDecision.safeParse(details);
    return data ? [{ ...data, at }] : [];
  });
  const first = told.findIndex(({ outcome }) => outcome !== null);
  return first === -1 ? [] : told.slice(first);
}

/** What there is to know of a photo's outcomes at the moment of an export. */
interface KnownOutcomes {
  readonly outcomes: readonly Outcome[];
  readonly at: string;
}

/**
 * The decision that counts, amended where a record system was told anything else before; or, where
 * none does, the one that it has to take back: the last one told, else the last one taken back.
 */
function decisionOf(
  photoId: PhotoId,
  told: readonly EarlierDecision[],
  known: KnownOutcomes,
): Pick<FhirCase, "outcome" | "withdrawn"> {
  const counting = countingOutcome(known.outcomes, photoId);
  const last = told.at(-1);
  if (counting) {
    const issued = last ? issuedAfter(last, counting, known) : counting.at;
    const amended = told.some(({ outcome }) => outcome !== counting.id);
    return { outcome: { ...counting, issued, amended }, withdrawn: null };
  }
  if (last) {
    const at = issuedAfter(last, null, known);
    return { outcome: null, withdrawn: { kind: last.kind, at } };
  }
  const withdrawals = known.outcomes.flatMap(({ kind, withdrawn }) =>
    withdrawn ? [{ kind, at: withdrawn.at }] : [],
  );
  return { outcome: null, withdrawn: byTime(withdrawals)[0] ?? null };
}

/**
 * As it was told, if it is still the same; else after that: when it was recorded, or what was told
 * taken back; or now, since nobody keeps when a lesion came to have other photos.
 */
function issuedAfter(
  last: EarlierDecision,
  counting: Outcome | null,
  { outcomes, at }: KnownOutcomes,
): string {
  if (last.outcome === (counting?.id ?? null)) return last.issued;
  const takenBack = outcomes.find(({ id }) => id === last.outcome)?.withdrawn;
  const changes = [counting?.at ?? "", takenBack?.at ?? ""].filter((moment) => moment > last.at);
  return changes.sort().at(-1) ?? at;
}
