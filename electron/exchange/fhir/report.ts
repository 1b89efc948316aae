import { fillWords } from "../../contract/errorText";
import type { Diagnosis } from "../../domain/diagnosis";
import { diagnosisConcept, localConcept, RFC_3986 } from "./codes";
import type { FhirCase } from "./fhirCase";
import { answeredAt, stands } from "./observations";
import { reference, urn, type CaseIds, type Resource } from "./resources";

/** The report, which refers to all else. */
export function reportOf(
  given: FhirCase,
  ids: CaseIds,
  observations: readonly Resource[],
): Resource {
  const { photo, outcome, analysis, withdrawn, words, language } = given;
  const results = observations.filter(stands);
  const changes = [
    ...[outcome?.issued, withdrawn?.at],
    analysis ? answeredAt(given, analysis) : undefined,
  ].filter((moment) => moment !== undefined);
  return {
    resourceType: "DiagnosticReport",
    id: ids.report,
    language,
    identifier: [{ system: RFC_3986, value: urn(ids.report) }],
    status: statusOf(given, results),
    category: [
      { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0074", code: "IMG" }] },
    ],
    code: localConcept("lesion-assessment", words.report),
    subject: reference(ids.patient),
    effectiveDateTime: photo.takenAt ?? photo.addedAt,
    issued: changes.sort().at(-1) ?? given.at,
    performer: [reference(ids.clinic)],
    ...(ids.practitioner === null ? {} : { resultsInterpreter: [reference(ids.practitioner)] }),
    ...(results.length === 0 ? {} : { result: results.map(({ id }) => reference(id)) }),
    imagingStudy: [reference(ids.study)],
    media: [{ link: reference(ids.media) }],
    conclusion: conclusionOf(given),
    ...(outcome?.diagnosis
      ? {
          conclusionCode: [diagnosisConcept(outcome.diagnosis, words.diagnoses[outcome.diagnosis])],
        }
      : {}),
  };
}

/** Registered: there is a photo, and nothing is said of it yet. */
function statusOf(
  { analysis, outcome }: FhirCase,
  results: readonly Resource[],
): "registered" | "preliminary" | "final" | "amended" {
  if (!outcome) return analysis ? "preliminary" : "registered";
  return results.some(({ status }) => status === "amended") ? "amended" : "final";
}

function conclusionOf({ analysis, outcome, words }: FhirCase): string {
  const nameOf = (diagnosis: Diagnosis | null): string =>
    diagnosis === null ? words.cannotSay : words.diagnoses[diagnosis];
  const answer = !analysis
    ? words.notAnalysed
    : analysis.level === "cannot-assess"
      ? fillWords(words.notAssessed, { model: analysis.modelVersion })
      : fillWords(words.resembles, {
          model: analysis.modelVersion,
          diagnosis: nameOf(analysis.diagnosis),
          percent: Math.round(100 * analysis.probabilities[analysis.diagnosis]),
          score: Math.round(100 * analysis.malignancy),
          level: words.levels[analysis.level],
        });
  const decision = outcome
    ? fillWords(words.decided, {
        kind: words.outcomeKinds[outcome.kind],
        diagnosis: nameOf(outcome.diagnosis),
      })
    : words.undecided;
  return [decision, answer, words.decisionSupport].join("\n");
}
