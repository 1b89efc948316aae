import { setImmediate as breathe } from "node:timers/promises";
import type { Practice } from "../contract/dashboard";
import { AGREEMENT_MONTHS, agreementByMonth, agreementOf, startOfMonth } from "../domain/agreement";
import type { ConfirmedAnswer } from "../domain/confirmedAnswer";
import { isMalignant } from "../domain/diagnosis";
import { reliabilityOf } from "../domain/reliability";
import type { Store } from "../store/open";

/** So many, the latest, say how the score is calibrated; older ones tell of older days. */
const ENOUGH_CASES = 5000;

/** Read before main sees to something else: in the largest clinics some 200 cases. */
const AT_ONCE_MS = 2 * 24 * 60 * 60 * 1000;

export interface PracticeOptions {
  readonly store: Store;
  readonly now: () => Date;
}

/**
 * Compares what the model said with what the clinic found. Agreement covers its own months;
 * calibration goes back as far as it takes to have enough cases.
 */
export function createPractice({ store, now }: PracticeOptions): () => Promise<Practice> {
  return async () => {
    const today = now();
    const earliest = store.confirmedAnswers.earliest();
    const since = startOfMonth(today, AGREEMENT_MONTHS - 1);
    const answers: ConfirmedAnswer[] = [];
    let before = startOfMonth(today, -1);
    while (earliest !== null && before > earliest) {
      if (before <= since && answers.length >= ENOUGH_CASES) break;
      const from = new Date(before.getTime() - AT_ONCE_MS);
      answers.push(...store.confirmedAnswers.between(from, before));
      before = from;
      await breathe();
    }
    const recent = answers.filter(({ at }) => at >= since.toISOString());
    return {
      agreement: { total: agreementOf(recent), months: agreementByMonth(recent, today) },
      calibration: calibrationOf(answers),
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
