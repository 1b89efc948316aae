import type { Consent } from "../../../electron/contract/consents";
import type { ConsentPurpose } from "../../../electron/domain/consent";

/** The consent of a purpose that counts; null where the patient was never asked. */
export function currentConsent(
  consents: readonly Consent[],
  purpose: ConsentPurpose,
): Consent | null {
  return consents.find((consent) => consent.current && consent.purpose === purpose) ?? null;
}
