interface Named {
  readonly familyName: string;
  readonly givenName: string;
}

/** Family name first, as lists in a clinic are sorted. */
export function patientName({ familyName, givenName }: Named): string {
  return givenName === "" ? familyName : `${familyName}, ${givenName}`;
}
