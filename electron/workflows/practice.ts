import { setImmediate as breathe } from "node:timers/promises";
import type { Practice } from "../contract/dashboard";
import { AGREEMENT_MONTHS, agreementByMonth, agreementOf, startOfMonth } from "../domain/agreement";
import type { ConfirmedAnswer } from "../domain/confirmedAnswer";
import { isMalignant } from "../domain/diagnosis";
import { reliabilityOf } from "../domain/reliability";
import type { Store } from "../store/open";

/** So many, the latest, say how the score is calibrated; older ones tell of older days. */
const ENOUGH_CASES = 5000;

export interface PracticeOptions {
  readonly store: Store;
  readonly now: () => Date;
}

/**
 * Compares what the model said with what the clinic found. It reads month by month, and main
 * sees to something else in between: calibration goes back as far as it takes to have enough
 * cases, agreement over its own months.
 */
export function createPractice({ store, now }: PracticeOptions): () => Promise<Practice> {
  return async () => {
    const today = now();
    const earliest = store.confirmedAnswers.earliest();
    const recent: ConfirmedAnswer[] = [];
    const all: ConfirmedAnswer[] = [];
    for (let back = 0; back < AGREEMENT_MONTHS || all.length < ENOUGH_CASES; back++) {
      const before = startOfMonth(today, back - 1);
      if (earliest === null || before <= earliest) break;
      const answers = store.confirmedAnswers.between(startOfMonth(today, back), before);
      all.push(...answers);
      if (back < AGREEMENT_MONTHS) recent.push(...answers);
      await breathe();
    }
    return {
      agreement: { total: agreementOf(recent), months: agreementByMonth(recent, today) },
      calibration: calibrationOf(all),
    };
  };
}

/** @param answers the latest first */
function calibrationOf(answers: readonly ConfirmedAnswer[]): Practice["calibration"] {
  const versions = new Map<string, number>();
  for (const { modelVersion } of answers) {
    versions.set(modelVersion, (versions.get(modelVersion) ?? 0) + 1);
  }
  return {
    cases: answers.length,
    malignant: answers.filter(({ outcome }) => isMalignant(outcome)).length,
    histology: answers.filter(({ kind }) => kind === "histology").length,
    since: answers.at(-1)?.at ?? null,
    versions: [...versions]
      .map(([version, cases]) => ({ version, cases }))
      .sort((a, b) => b.cases - a.cases),
    reliability: reliabilityOf(answers),
  };
}
