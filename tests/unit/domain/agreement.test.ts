import { describe, expect, it } from "vitest";
import { agreementByMonth, agreementOf, startOfMonth } from "../../../electron/domain/agreement";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { wilsonInterval } from "../../../electron/domain/proportion";

/** A case of this day, on the clinic's own calendar. */
function found(year: number, month: number, day: number, answer: Diagnosis, outcome: Diagnosis) {
  return { at: new Date(year, month - 1, day).toISOString(), answer, outcome };
}

const now = new Date(2026, 2, 31, 23, 59);

describe("agreement", () => {
  it("is a matter of the class, not only of malignant or benign", () => {
    const answers = [
      found(2026, 3, 1, "mel", "mel"),
      found(2026, 3, 1, "mel", "bcc"),
      found(2026, 3, 1, "nv", "bkl"),
      found(2026, 3, 1, "nv", "nv"),
    ];
    expect(agreementOf(answers)).toEqual({ cases: 4, agreed: 2, interval: wilsonInterval(2, 4) });
    expect(agreementOf([])).toEqual({ cases: 0, agreed: 0, interval: null });
  });

  it("has the last twelve months, the earliest first, those without cases too", () => {
    const months = agreementByMonth([], now);
    expect(months).toHaveLength(12);
    expect(months[0]).toEqual({ month: "2025-04", cases: 0, agreed: 0, interval: null });
    expect(months.at(-2)?.month).toBe("2026-02");
    expect(months.at(-1)?.month).toBe("2026-03");
  });

  it("puts each case into its month on the clinic's calendar, and leaves out older ones", () => {
    const months = agreementByMonth(
      [
        found(2026, 3, 1, "nv", "nv"),
        found(2026, 2, 28, "nv", "mel"),
        found(2026, 2, 1, "nv", "nv"),
        found(2025, 4, 1, "bcc", "bcc"),
        found(2025, 3, 31, "nv", "nv"),
      ],
      now,
    );
    const counted = months.map(({ month, cases, agreed }) => [month, cases, agreed]);
    expect(counted.filter(([, cases]) => cases !== 0)).toEqual([
      ["2025-04", 1, 1],
      ["2026-02", 2, 1],
      ["2026-03", 1, 1],
    ]);
  });

  it("begins months at their first moment, also from the last day of a long one", () => {
    expect(startOfMonth(now, 1)).toEqual(new Date(2026, 1, 1));
    expect(startOfMonth(now, 3)).toEqual(new Date(2025, 11, 1));
    expect(startOfMonth(now, -1)).toEqual(new Date(2026, 3, 1));
  });
});
