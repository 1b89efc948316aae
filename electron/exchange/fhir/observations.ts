import { fillWords } from "../../contract/errorText";
import { rankedDiagnoses } from "../../domain/diagnosis";
import { derivedId, diagnosisConcept, localConcept, UCUM, type Concept } from "./codes";
import type { FhirCase } from "./fhirCase";
import { bodySiteOf } from "./pictures";
import { reference, type CaseIds, type Resource } from "./resources";

/** What was found: by whoever decided, and by the model. */
export function observationsOf(given: FhirCase, ids: CaseIds): Resource[] {
  const { analysis, outcome, lesion, words } = given;
  const about = {
    subject: reference(ids.patient),
    derivedFrom: [reference(ids.media)],
    ...(lesion ? { bodySite: bodySiteOf(lesion, words) } : {}),
  };
  const answers = analysis ? answersOf(given, analysis, ids, about) : [];
  if (!outcome) return answers;
  const decision: Resource = {
    resourceType: "Observation",
    id: derivedId(`decision ${given.photo.id}`),
    status: "final",
    category: IMAGING,
    code: localConcept(`decision-${outcome.kind}`, words.decision),
    ...about,
    ...(outcome.date === null ? {} : { effectiveDateTime: outcome.date }),
    issued: outcome.at,
    ...(ids.practitioner === null ? {} : { performer: [reference(ids.practitioner)] }),
    valueCodeableConcept:
      outcome.diagnosis === null
        ? localConcept("cannot-say", words.cannotSay)
        : diagnosisConcept(outcome.diagnosis, words.diagnoses[outcome.diagnosis]),
    method: { text: words.outcomeKinds[outcome.kind] },
  };
  return [decision, ...answers];
}

const IMAGING = [
  {
    coding: [
      { system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "imaging" },
    ],
  },
];

/** What the model said; what it cannot assess has an urgency and nothing else. */
function answersOf(
  given: FhirCase,
  analysis: NonNullable<FhirCase["analysis"]>,
  { device }: CaseIds,
  about: object,
): Resource[] {
  const { words } = given;
  const answer = (name: string, code: Concept, more: object): Resource => ({
    resourceType: "Observation",
    id: derivedId(`${name} ${analysis.id}`),
    // A machine's numbers stand for themselves only once a person has looked at them.
    status: given.outcome ? "final" : "preliminary",
    category: IMAGING,
    code,
    ...about,
    issued: analysis.createdAt,
    ...(device === null ? {} : { device: reference(device) }),
    ...more,
  });
  const quantity = (value: number): object => ({
    valueQuantity: { value, system: UCUM, code: "1" },
  });
  const triage = answer("triage", localConcept("triage-level", words.triage), {
    valueCodeableConcept: localConcept(`triage-${analysis.level}`, words.levels[analysis.level]),
  });
  if (analysis.level === "cannot-assess") return [triage];
  return [
    triage,
    answer(
      "malignancy",
      localConcept("malignancy-score", words.malignancy),
      quantity(analysis.malignancy),
    ),
    ...rankedDiagnoses(analysis.probabilities).map((diagnosis) => {
      const name = words.diagnoses[diagnosis];
      const code = localConcept(
        `probability-${diagnosis}`,
        fillWords(words.probability, { diagnosis: name }),
      );
      return answer(`probability ${diagnosis}`, code, {
        ...quantity(analysis.probabilities[diagnosis]),
        component: [
          {
            code: localConcept("diagnosis-class", words.diagnosisClass),
            valueCodeableConcept: diagnosisConcept(diagnosis, name),
          },
        ],
      });
    }),
  ];
}
