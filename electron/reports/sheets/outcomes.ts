/** What people found, in words. */
import type { Phrases } from "../phrases";
import type { ReportOutcome } from "../reportContent";

export interface OutcomeSheet {
  /** Diagnosis, or that nobody can say. */
  readonly finding: string;
  /** How it is known, how sure, what follows, when and by whom it was recorded. */
  readonly facts: string;
  /** Its paragraphs. */
  readonly note: readonly string[];
}

export interface OutcomesSheet {
  readonly title: string;
  /** Said where there is none. */
  readonly empty: string;
  readonly entries: readonly OutcomeSheet[];
}

export function outcomesSheet(outcomes: readonly ReportOutcome[], phrases: Phrases): OutcomesSheet {
  const { report } = phrases.words;
  return {
    title: report.findings,
    empty: report.noFindings,
    entries: outcomes.map((outcome) => ({
      finding: findingText(outcome, phrases),
      facts: outcomeFacts(outcome, phrases),
      note: paragraphsOf(outcome.note),
    })),
  };
}

export function findingText({ diagnosis }: Pick<ReportOutcome, "diagnosis">, phrases: Phrases) {
  const { diagnoses, decision } = phrases.words;
  return diagnosis === null ? decision.cannotSay : diagnoses[diagnosis].name;
}

/** How it is known, with the day that stands on a report. */
export function kindText({ kind, date }: Pick<ReportOutcome, "kind" | "date">, phrases: Phrases) {
  const { words, fill } = phrases;
  if (kind === "clinical") return words.report.clinical;
  return date === null
    ? words.histology.one
    : fill(words.histology.of, { date: phrases.date(date) });
}

function outcomeFacts(outcome: ReportOutcome, phrases: Phrases): string {
  const { words, fill, day } = phrases;
  const { confidence, nextStep, at, by } = outcome;
  const recorded = by === null ? words.histology.recordedOn : words.report.recordedBy;
  return [
    kindText(outcome, phrases),
    confidence && words.decision.confidenceOf[confidence],
    nextStep && words.decision.nextStepOf[nextStep],
    fill(recorded, { date: day(at), name: by ?? "" }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A text as its paragraphs, without empty ones. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
