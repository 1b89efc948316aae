/** What a patient is asked for, each by itself. */
export const CONSENT_PURPOSES = ["triage", "training"] as const;

export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

interface DatedConsent {
  readonly given: boolean;
  /** Calendar date (YYYY-MM-DD) on which the patient said so. */
  readonly date: string;
}

/**
 * Which of two records' latest consents counts where both are of the same person: the one of
 * the later day; on the same day a withdrawal, so that nothing is done against a person's will.
 */
export function decisiveConsent<C extends DatedConsent>(one: C, other: C): C {
  if (one.date !== other.date) return one.date > other.date ? one : other;
  return one.given ? other : one;
}
