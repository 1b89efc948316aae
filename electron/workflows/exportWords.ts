import type en from "../../resources/locales/en.json";
import { DIAGNOSES, type Diagnosis } from "../domain/diagnosis";
import type { ListWords } from "../exchange/csv/listColumns";
import type { FhirWords } from "../exchange/fhir/fhirCase";

/** The words of one language that files for others are written in. */
export interface ExportWords {
  readonly lists: ListWords;
  readonly fhir: FhirWords;
  /** What files are called, without ending. */
  readonly files: (typeof en)["lists"]["files"];
}

/** @param words a locale file */
export function exportWordsOf(words: typeof en): ExportWords {
  const { columns, warnings, disagreements, files } = words.lists;
  const { kinds, cannotSay } = words.course;
  const names = (length: "name" | "short"): Record<Diagnosis, string> =>
    Object.fromEntries(
      DIAGNOSES.map((diagnosis) => [diagnosis, words.diagnoses[diagnosis][length]]),
    ) as Record<Diagnosis, string>;
  const common = { levels: words.triage, sites: words.sites, outcomeKinds: kinds, cannotSay };
  return {
    files,
    lists: {
      ...common,
      ...{ columns, warnings, disagreements },
      diagnoses: names("short"),
      sexes: words.sex,
      reasons: words.reasons,
      confidences: words.decision.confidences,
      nextSteps: words.decision.nextSteps,
    },
    fhir: {
      ...common,
      ...words.fhir,
      diagnoses: names("name"),
      decisionSupport: words.app.decisionSupport,
    },
  };
}
