/** What record systems have been told of a photo's decision, and what they have to be told next. */
import * as z from "zod";
import type { Outcome } from "../contract/outcomes";
import { PatientId, type PhotoId } from "../contract/shapes";
import { byTime, countingOutcome, OUTCOME_KINDS } from "../domain/outcome";
import type { FhirCase } from "../exchange/fhir/fhirCase";
import type { Store } from "../store/open";

/** What an entry of the log keeps of the decision that an export told; ids and codes alone. */
const ToldDecision = z.object({
  kind: z.enum(OUTCOME_KINDS),
  /** The outcome's id; null: the one told before holds no longer. */
  outcome: z.string().nullable(),
  patient: PatientId,
  issued: z.iso.datetime(),
});
type ToldDecision = z.output<typeof ToldDecision>;

type EarlierDecision = ToldDecision & {
  /** When it was told. */
  readonly at: string;
};

type Decision = Pick<FhirCase, "outcome" | "withdrawn">;

/** For the log, once the case has been exported; null where nobody has decided. */
export function toldIn({
  patient: { id: patient },
  outcome,
  withdrawn,
}: FhirCase): ToldDecision | null {
  if (outcome) return { kind: outcome.kind, outcome: outcome.id, patient, issued: outcome.issued };
  return withdrawn && { kind: withdrawn.kind, outcome: null, patient, issued: withdrawn.at };
}

/**
 * What a case tells of decisions, after all that exports have told before.
 *
 * @param patient whose the photo is
 * @param at when it is written, ISO 8601
 */
export function decisionToTell(
  store: Store,
  photoId: PhotoId,
  patient: PatientId,
  at: string,
): Decision & Pick<FhirCase, "finalSince" | "movedAt"> {
  const told = toldBefore(store, photoId);
  const known = { outcomes: store.outcomes.ofPhoto(photoId), patient, at };
  return {
    finalSince: told.final[0]?.at ?? null,
    movedAt: movedAt(told.final, known),
    ...decisionOf(photoId, told, known),
  };
}

interface ToldBefore {
  /** The last of all, which may have taken back what was never told. */
  readonly last: EarlierDecision | undefined;
  /** From the first that told a decision as final on. */
  readonly final: readonly EarlierDecision[];
}

/**
 * What a record system may have. The log knows it also where histology of a lesion was told that the
 * photo has left since.
 */
function toldBefore(store: Store, photoId: PhotoId): ToldBefore {
  const told = store.audit.about(photoId, "photo.exported").flatMap(({ at, details }) => {
    const { data } = ToldDecision.safeParse(details);
    return data ? [{ ...data, at }] : [];
  });
  const first = told.findIndex(({ outcome }) => outcome !== null);
  return { last: told.at(-1), final: first === -1 ? [] : told.slice(first) };
}

/** What there is to know of a photo's outcomes at the moment of an export. */
interface KnownOutcomes {
  readonly outcomes: readonly Outcome[];
  readonly patient: PatientId;
  readonly at: string;
}

/**
 * The decision that counts, amended where a record system was told anything else before, or that it
 * is another patient's; or, where none does, the one that it has to take back: the last one told,
 * else the last one taken back.
 */
function decisionOf(photoId: PhotoId, { last, final }: ToldBefore, known: KnownOutcomes): Decision {
  const counting = countingOutcome(known.outcomes, photoId);
  if (counting) {
    const issued = last ? issuedAfter(last, counting, known) : counting.at;
    const amended = final.some(
      ({ outcome, patient }) => outcome !== counting.id || patient !== known.patient,
    );
    return { outcome: { ...counting, issued, amended }, withdrawn: null };
  }
  if (last && final.length > 0) {
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
 * taken back; or now, since nobody keeps when a lesion came to have other photos, or a photo another
 * patient.
 */
function issuedAfter(
  last: EarlierDecision,
  counting: Outcome | null,
  { outcomes, patient, at }: KnownOutcomes,
): string {
  if (patient !== last.patient) return at;
  if (last.outcome === (counting?.id ?? null)) return last.issued;
  const takenBack = outcomes.find(({ id }) => id === last.outcome)?.withdrawn;
  const changes = [counting?.at ?? "", takenBack?.at ?? ""].filter((moment) => moment > last.at);
  return changes.sort().at(-1) ?? at;
}

/** When what was told as final was first told as this patient's; null where it always was. */
function movedAt(final: readonly EarlierDecision[], { patient, at }: KnownOutcomes): string | null {
  const latest = [...final].reverse();
  const ofOther = latest.findIndex((told) => told.patient !== patient);
  if (ofOther === -1) return null;
  return latest[ofOther - 1]?.issued ?? at;
}
