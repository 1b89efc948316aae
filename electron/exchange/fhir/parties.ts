/** Who and what has a part in a case: patient, clinic, clinician, program. */
import { localConcept } from "./codes";
import type { FhirCase } from "./fhirCase";
import { reference, type CaseIds, type Resource } from "./resources";

export function patientOf({ patient }: FhirCase, ids: CaseIds): Resource {
  const { number, familyName, givenName, sex, dateOfBirth } = patient;
  const numbered = {
    coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "MR" }],
  };
  return {
    resourceType: "Patient",
    id: ids.patient,
    ...(number === "" ? {} : { identifier: [{ type: numbered, value: number }] }),
    name: [{ family: familyName, ...(givenName === "" ? {} : { given: [givenName] }) }],
    gender: sex,
    ...(dateOfBirth === null ? {} : { birthDate: dateOfBirth }),
    managingOrganization: reference(ids.clinic),
  };
}

export function organizationOf({ clinic }: FhirCase, ids: CaseIds): Resource {
  return { resourceType: "Organization", id: ids.clinic, name: clinic };
}

/** Who decided; empty where nobody has, or no name is known. */
export function practitionerOf({ outcome }: FhirCase, { practitioner }: CaseIds): Resource[] {
  if (practitioner === null) return [];
  return [{ resourceType: "Practitioner", id: practitioner, name: [{ text: outcome?.by }] }];
}

/** This program with the version of its model; empty where no model has answered. */
export function deviceOf({ analysis, software, words }: FhirCase, { device }: CaseIds): Resource[] {
  if (device === null) return [];
  return [
    {
      resourceType: "Device",
      id: device,
      status: "active",
      manufacturer: "Lentigo",
      deviceName: [{ name: "Lentigo", type: "user-friendly-name" }],
      version: [
        { type: localConcept("software-version", "software"), value: software },
        { type: localConcept("model-version", "model"), value: analysis?.modelVersion },
      ],
      note: [{ text: words.decisionSupport }],
    },
  ];
}
