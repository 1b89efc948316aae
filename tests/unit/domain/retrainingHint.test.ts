import { describe, expect, it } from "vitest";
import { retrainingHint } from "../../../electron/domain/retrainingHint";

const none = { cases: 0, malignant: 0 };

describe("the hint that retraining is worthwhile", () => {
  it("comes with a hundred cases at first", () => {
    expect(retrainingHint(none, { cases: 100, malignant: 10 }).worthwhile).toBe(true);
    expect(retrainingHint(none, { cases: 99, malignant: 40 }).worthwhile).toBe(false);
  });

  it("asks for malignant ones among them", () => {
    expect(retrainingHint(none, { cases: 400, malignant: 9 })).toEqual({
      ...{ worthwhile: false, newCases: 400, newMalignant: 9 },
      ...{ neededCases: 100, neededMalignant: 10 },
    });
  });

  it("asks for a quarter more than the active version has learned from", () => {
    const learned = { cases: 2001, malignant: 300 };
    expect(retrainingHint(learned, { cases: 500, malignant: 60 }).worthwhile).toBe(false);
    expect(retrainingHint(learned, { cases: 501, malignant: 60 })).toMatchObject({
      ...{ worthwhile: true, neededCases: 501 },
    });
  });
});
