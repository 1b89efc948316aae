/** A photo's case as FHIR R4 (4.0.1), for the record system of a clinic. */
import { derivedId } from "./codes";
import type { FhirCase } from "./fhirCase";
import { observationsOf } from "./observations";
import { deviceOf, organizationOf, patientOf, practitionerOf } from "./parties";
import { mediaOf, studyOf } from "./pictures";
import { reportOf } from "./report";
import { urn, type CaseIds, type Resource } from "./resources";

/** To be read as a whole, or to be sent to a server that does all of it or nothing. */
export type BundleType = "collection" | "transaction";

export interface Bundle {
  readonly resourceType: "Bundle";
  readonly type: BundleType;
  readonly timestamp: string;
  readonly entry: readonly object[];
}

/**
 * The report with all that it refers to: patient, clinic, who decided, this program with the
 * version of its model, the photo and an observation for each number. It is final once somebody
 * has decided; until then it is a machine's opinion and says so. What an earlier export of the
 * same case told and nobody says any more comes as retracted, and the report is without it.
 */
export function caseBundle(given: FhirCase, type: BundleType): Bundle {
  const ids = idsOf(given);
  const observations = observationsOf(given, ids);
  const resources = [
    reportOf(given, ids, observations),
    patientOf(given, ids),
    organizationOf(given, ids),
    ...practitionerOf(given, ids),
    ...deviceOf(given, ids),
    studyOf(given, ids),
    mediaOf(given, ids),
    ...observations,
  ];
  return {
    resourceType: "Bundle",
    type,
    timestamp: given.at,
    entry: resources.map((resource) => ({
      fullUrl: urn(resource.id),
      resource,
      ...(type === "transaction" ? { request: requestOf(resource, given) } : {}),
    })),
  };
}

function idsOf({ patient, photo, clinic, analysis, outcome, software }: FhirCase): CaseIds {
  return {
    report: derivedId(`report ${photo.id}`),
    patient: patient.id,
    clinic: derivedId(`clinic ${clinic}`),
    media: photo.id,
    study: derivedId(`study ${photo.uids.study} ${photo.id}`),
    practitioner: outcome?.by ? derivedId(`practitioner ${clinic} ${outcome.by}`) : null,
    device: analysis ? derivedId(`device ${clinic} ${software} ${analysis.modelVersion}`) : null,
  };
}

/**
 * Numbers of other systems may be the same, so that the day of birth must fit where it is known. In a
 * search a comma would mean "or", a bar would part the system from the number: FHIR R4, 3.1.1.5.
 */
function searchFor({ number, dateOfBirth }: FhirCase["patient"]): string {
  const identifier = encodeURIComponent(number.replace(/[\\,$|]/g, "\\$&"));
  return `identifier=${identifier}${dateOfBirth === null ? "" : `&birthdate=${dateOfBirth}`}`;
}

/**
 * A patient who has a number is known to the record system already, which keeps what it has; all
 * else is put where an earlier export of the same case lies.
 */
function requestOf({ resourceType, id }: Resource, { patient }: FhirCase): object {
  return resourceType === "Patient" && patient.number !== ""
    ? {
        method: "POST",
        url: "Patient",
        ifNoneExist: searchFor(patient),
      }
    : { method: "PUT", url: `${resourceType}/${id}` };
}
