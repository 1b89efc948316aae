/** What FHIR's resources have in common. */

export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Ids of the resources of a case. */
export interface CaseIds {
  readonly report: string;
  readonly patient: string;
  readonly clinic: string;
  readonly media: string;
  readonly study: string;
  /** Null where nobody has decided, or no name is known. */
  readonly practitioner: string | null;
  /** Null where there is no analysis. */
  readonly device: string | null;
}

/** How resources of a bundle name one another. */
export function urn(id: string): string {
  return `urn:uuid:${id}`;
}

export function reference(id: string): object {
  return { reference: urn(id) };
}
