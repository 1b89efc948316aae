import type { Outcome } from "../../contract/outcomes";
import { byTime } from "../../domain/outcome";
import type { ReportOutcome } from "../../reports/reportContent";

/** What reports tell of outcomes: those that were not taken back, the latest first. */
export function standingOutcomes(outcomes: readonly Outcome[]): ReportOutcome[] {
  return byTime(outcomes)
    .filter(({ withdrawn }) => withdrawn === null)
    .map(({ kind, diagnosis, confidence, nextStep, note, date, at, by }) => {
      return { kind, diagnosis, confidence, nextStep, note, date, at, by };
    });
}
