import { fillWords } from "../../contract/errorText";
import type { Analysis } from "../../contract/shapes";
import { rankedDiagnoses } from "../../domain/diagnosis";
import type { OutcomeKind } from "../../domain/outcome";
import { derivedId, diagnosisConcept, localConcept, UCUM, type Concept } from "./codes";
import type { FhirCase } from "./fhirCase";
import { bodySiteOf } from "./pictures";
import { reference, type CaseIds, type Resource } from "./resources";

/** Of what a record system may have from an earlier export, and nobody says any more. */
const RETRACTED: readonly unknown[] = ["entered-in-error", "cancelled"];

/** Whether an observation is part of what is found today. */
export function stands({ status }: Resource): boolean {
  return !RETRACTED.includes(status);
}

/** Whether a record system may have as final what was said before then. */
function wasFinalBefore(moment: string, { finalSince }: FhirCase): boolean {
  return finalSince !== null && finalSince < moment;
}

/**
 * A machine's answer stands for itself only once a person has looked at it. Amended, and so it stays,
 * is one that takes the place of a final one, or was final of another patient.
 */
function answerStatus(
  given: FhirCase,
  { createdAt }: Pick<Analysis, "createdAt">,
): "preliminary" | "final" | "amended" {
  if (!given.outcome) return "preliminary";
  if (given.movedAt !== null) return "amended";
  return given.earlier.length > 0 && wasFinalBefore(createdAt, given) ? "amended" : "final";
}

/** When the model answered, or the answer was first told of this patient. */
export function answeredAt({ movedAt }: FhirCase, { createdAt }: Analysis): string {
  return movedAt !== null && movedAt > createdAt ? movedAt : createdAt;
}

/**
 * What was found: by whoever decided, and by the model. Each has its id by the photo, so that what
 * is decided or analysed anew takes the place of what was before.
 */
export function observationsOf(given: FhirCase, ids: CaseIds): Resource[] {
  const { analysis, outcome, withdrawn, lesion, words } = given;
  const about = {
    subject: reference(ids.patient),
    derivedFrom: [reference(ids.media)],
    ...(lesion ? { bodySite: bodySiteOf(lesion, words) } : {}),
  };
  const answers = analysis ? answersOf(given, analysis, ids, about) : [];
  const decision = (kind: OutcomeKind, status: string, more: object): Resource => ({
    resourceType: "Observation",
    id: derivedId(`decision ${given.photo.id}`),
    status,
    category: IMAGING,
    code: localConcept(`decision-${kind}`, words.decision),
    ...about,
    ...more,
  });
  if (outcome) {
    const decided = decision(outcome.kind, outcome.amended ? "amended" : "final", {
      issued: outcome.issued,
      ...(outcome.date === null ? {} : { effectiveDateTime: outcome.date }),
      ...(ids.practitioner === null ? {} : { performer: [reference(ids.practitioner)] }),
      valueCodeableConcept:
        outcome.diagnosis === null
          ? localConcept("cannot-say", words.cannotSay)
          : diagnosisConcept(outcome.diagnosis, words.diagnoses[outcome.diagnosis]),
      method: { text: words.outcomeKinds[outcome.kind] },
    });
    return [decided, ...answers];
  }
  if (!withdrawn) return answers;
  const retracted = decision(withdrawn.kind, "entered-in-error", { issued: withdrawn.at });
  return [retracted, ...answers];
}

const IMAGING = [
  {
    coding: [
      { system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "imaging" },
    ],
  },
];

/**
 * What the model said; what it cannot assess has an urgency and nothing else. Numbers that an
 * earlier analysis had are taken back where they were final, and called off where they were not.
 */
function answersOf(
  given: FhirCase,
  analysis: Analysis,
  { device }: CaseIds,
  about: object,
): Resource[] {
  const { words } = given;
  const answer = (name: string, code: Concept, more: object): Resource => ({
    resourceType: "Observation",
    id: derivedId(`${name} ${given.photo.id}`),
    status: answerStatus(given, analysis),
    category: IMAGING,
    code,
    ...about,
    issued: answeredAt(given, analysis),
    ...(device === null ? {} : { device: reference(device) }),
    ...more,
  });
  const quantity = (value: number): object => ({
    valueQuantity: { value, system: UCUM, code: "1" },
  });
  const triage = answer("triage", localConcept("triage-level", words.triage), {
    valueCodeableConcept: localConcept(`triage-${analysis.level}`, words.levels[analysis.level]),
  });
  const numbers = [
    {
      name: "malignancy",
      code: localConcept("malignancy-score", words.malignancy),
      said: quantity(analysis.malignancy),
    },
    ...rankedDiagnoses(analysis.probabilities).map((diagnosis) => {
      const diagnosisName = words.diagnoses[diagnosis];
      return {
        name: `probability ${diagnosis}`,
        code: localConcept(
          `probability-${diagnosis}`,
          fillWords(words.probability, { diagnosis: diagnosisName }),
        ),
        said: {
          ...quantity(analysis.probabilities[diagnosis]),
          component: [
            {
              code: localConcept("diagnosis-class", words.diagnosisClass),
              valueCodeableConcept: diagnosisConcept(diagnosis, diagnosisName),
            },
          ],
        },
      };
    }),
  ];
  if (analysis.level !== "cannot-assess") {
    return [triage, ...numbers.map(({ name, code, said }) => answer(name, code, said))];
  }
  const lastNumbers = given.earlier.findIndex(({ level }) => level !== "cannot-assess");
  // The analysis after that one: the first of those that had no numbers any more.
  const calledOffBy = [analysis, ...given.earlier][lastNumbers];
  if (!calledOffBy) return [triage];
  const wasFinal = wasFinalBefore(calledOffBy.createdAt, given);
  const status = wasFinal ? "entered-in-error" : "cancelled";
  return [triage, ...numbers.map(({ name, code }) => answer(name, code, { status }))];
}
