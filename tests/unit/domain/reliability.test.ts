import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../electron/demo/seededRandom";
import { wilsonInterval } from "../../../electron/domain/proportion";
import { reliabilityOf } from "../../../electron/domain/reliability";

function cases(count: number, malignancy: number, malignant: number) {
  return Array.from({ length: count }, (_, index) => {
    return { malignancy, outcome: index < malignant ? ("mel" as const) : ("nv" as const) };
  });
}

describe("reliability", () => {
  it("says nothing below 100 cases or 20 malignant ones", () => {
    expect(reliabilityOf(cases(99, 0.5, 50))).toBeNull();
    expect(reliabilityOf(cases(100, 0.5, 19))).toBeNull();
    expect(reliabilityOf(cases(100, 0.5, 20))).not.toBeNull();
    expect(reliabilityOf([])).toBeNull();
  });

  it("sets the mean score of each bin beside the share found malignant", () => {
    const answers = [...cases(50, 0.1, 10), ...cases(50, 0.8, 30)];
    const reliability = reliabilityOf(answers);
    expect(reliability?.bins).toEqual([
      {
        cases: 50,
        malignant: 10,
        score: expect.closeTo(0.1) as number,
        interval: wilsonInterval(10, 50),
      },
      {
        cases: 50,
        malignant: 30,
        score: expect.closeTo(0.8) as number,
        interval: wilsonInterval(30, 50),
      },
    ]);
    // Half of the cases are off by 0.1, half by 0.2.
    expect(reliability?.calibrationError).toBeCloseTo(0.15, 12);
  });

  it("has ten bins of equal counts from 200 cases on, fewer below, at least 20 in each", () => {
    const spread = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        return {
          malignancy: index / count,
          outcome: index % 2 ? ("bcc" as const) : ("df" as const),
        };
      });
    const counts = (count: number) => reliabilityOf(spread(count))?.bins.map((bin) => bin.cases);
    expect(counts(100)).toEqual([20, 20, 20, 20, 20]);
    expect(counts(200)).toEqual(Array<number>(10).fill(20));
    expect(counts(1005)?.length).toBe(10);
    for (const count of counts(1005) ?? []) expect([100, 101]).toContain(count);
  });

  it("keeps equal scores together, so that the order of the cases does not matter", () => {
    const answers = [...cases(130, 0.02, 3), ...cases(70, 0.6, 40), ...cases(15, 0.9, 14)];
    const reliability = reliabilityOf(answers);
    expect(reliability?.bins.map((bin) => bin.cases)).toEqual([130, 70, 15]);
    expect(reliabilityOf([...answers].reverse())).toEqual(reliability);
  });

  it("loses no case and counts none twice", () => {
    const random = seededRandom(3);
    const answers = Array.from({ length: 437 }, () => {
      const malignancy = Math.round(random.next() * 40) / 40;
      return {
        malignancy,
        outcome: random.chance(malignancy) ? ("akiec" as const) : ("nv" as const),
      };
    });
    const bins = reliabilityOf(answers)?.bins ?? [];
    expect(bins.reduce((sum, bin) => sum + bin.cases, 0)).toBe(437);
    expect(bins.reduce((sum, bin) => sum + bin.malignant, 0)).toBe(
      answers.filter(({ outcome }) => outcome === "akiec").length,
    );
    const scores = bins.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  });

  it("tells the error that a perfect score has by chance", () => {
    const random = seededRandom(11);
    const runs = 60;
    let [measured, foretold] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const answers = Array.from({ length: 300 }, () => {
        const malignancy = 0.1 + 0.8 * random.next();
        return {
          malignancy,
          outcome: random.chance(malignancy) ? ("mel" as const) : ("nv" as const),
        };
      });
      const reliability = reliabilityOf(answers);
      measured += (reliability?.calibrationError ?? NaN) / runs;
      foretold += (reliability?.errorByChance ?? NaN) / runs;
    }
    expect(foretold / measured).toBeGreaterThan(0.93);
    expect(foretold / measured).toBeLessThan(1.07);
  });
});
