import { searchForm } from "./patient";

interface NamedPatient {
  readonly familyName: string;
  readonly givenName: string;
  readonly number: string;
}

/** The form in which patients are sorted and recognised by name. */
export function sortNameOf({ familyName, givenName }: Omit<NamedPatient, "number">): string {
  return searchForm(`${familyName}, ${givenName}`);
}

/**
 * Whether somebody typed this patient's name (in either order, with or without the comma) or
 * number: asked for before a patient is deleted, so that nobody deletes the wrong one in haste.
 */
export function namesPatient(typed: string, patient: NamedPatient): boolean {
  const { familyName, givenName, number } = patient;
  const names = [`${familyName} ${givenName}`, `${givenName} ${familyName}`, number];
  const plain = plainForm(typed);
  return plain !== "" && names.some((name) => plainForm(name) === plain);
}

function plainForm(text: string): string {
  return searchForm(text.replaceAll(",", " "));
}
