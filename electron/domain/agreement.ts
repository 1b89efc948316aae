/** How often a model's leading class was what the clinic found, month by month. */
import { calendarDay } from "./calendarDay";
import type { ConfirmedAnswer } from "./confirmedAnswer";
import { wilsonInterval, type Interval } from "./proportion";

export const AGREEMENT_MONTHS = 12;

/** In a month of fewer cases the share says next to nothing. */
export const FEW_CASES = 10;

export interface Agreement {
  readonly cases: number;
  /** Cases in which the leading class was the outcome. */
  readonly agreed: number;
  /** Of the share that agreed; null where there are no cases. */
  readonly interval: Interval | null;
}

export interface MonthOfAgreement extends Agreement {
  /** YYYY-MM, on the clinic's own calendar. */
  readonly month: string;
}

type Answer = Pick<ConfirmedAnswer, "at" | "answer" | "outcome">;

/** The first moment of a month; `back` is how many months before that of `now` it lies. */
export function startOfMonth(now: Date, back: number): Date {
  return new Date(now.getFullYear(), now.getMonth() - back, 1);
}

/** The last `AGREEMENT_MONTHS` months, the earliest first, by when the outcome was recorded. */
export function agreementByMonth(answers: readonly Answer[], now: Date): MonthOfAgreement[] {
  const perMonth = new Map<string, Answer[]>();
  for (const answer of answers) {
    const month = monthOf(new Date(answer.at));
    const sameMonth = perMonth.get(month);
    if (sameMonth) sameMonth.push(answer);
    else perMonth.set(month, [answer]);
  }
  return Array.from({ length: AGREEMENT_MONTHS }, (_, index) => {
    const month = monthOf(startOfMonth(now, AGREEMENT_MONTHS - 1 - index));
    return { month, ...agreementOf(perMonth.get(month) ?? []) };
  });
}

export function agreementOf(answers: readonly Answer[]): Agreement {
  const cases = answers.length;
  const agreed = answers.filter(({ answer, outcome }) => answer === outcome).length;
  return { cases, agreed, interval: cases === 0 ? null : wilsonInterval(agreed, cases) };
}

function monthOf(moment: Date): string {
  return calendarDay(moment).slice(0, "YYYY-MM".length);
}
