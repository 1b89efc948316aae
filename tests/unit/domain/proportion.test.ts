import { describe, expect, it } from "vitest";
import { wilsonInterval } from "../../../electron/domain/proportion";

describe("Wilson's interval", () => {
  // Newcombe: Two-sided confidence intervals for the single proportion. Statistics in Medicine
  // 17:857–872, 1998, table I.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d is the published one", (hits, cases, low, high) => {
    const interval = wilsonInterval(hits, cases);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it("is the same seen from the other side, and never leaves 0 to 1", () => {
    for (const cases of [1, 2, 7, 100]) {
      for (let hits = 0; hits <= cases; hits++) {
        const { low, high } = wilsonInterval(hits, cases);
        const mirrored = wilsonInterval(cases - hits, cases);
        expect(low).toBeCloseTo(1 - mirrored.high, 12);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / cases);
        expect(high).toBeGreaterThanOrEqual(hits / cases);
      }
    }
  });
});
