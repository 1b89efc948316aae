import type { Outcome } from "../../contract/outcomes";
import type { ReportOutcome } from "../../reports/reportContent";

/** What reports tell of outcomes: those that were not taken back, in the order given. */
export function standingOutcomes(outcomes: readonly Outcome[]): ReportOutcome[] {
  return outcomes
    .filter(({ withdrawn }) => withdrawn === null)
    .map(({ kind, diagnosis, confidence, nextStep, note, date, at, by }) => {
      return { kind, diagnosis, confidence, nextStep, note, date, at, by };
    });
}
