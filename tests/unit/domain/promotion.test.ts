import { describe, expect, it } from "vitest";
import { wayOfPromotion } from "../../../electron/domain/promotion";

const candidate = { wasActive: false, isShipped: false, comparison: null };
const compared = (active: string, passes: boolean) => ({
  ...candidate,
  comparison: { active, passes },
});

describe("the way to the active place", () => {
  it("is open to one that the gate lets pass beside the active one", () => {
    expect(wayOfPromotion(compared("base-2", true), "base-2")).toEqual({
      kind: "promotion",
      because: null,
    });
  });

  it.each([
    ["refused", compared("base-2", false)],
    ["not-compared", candidate],
    ["compared-with-other", compared("base-1", true)],
  ] as const)("takes an override where it was %s", (because, version) => {
    expect(wayOfPromotion(version, "base-2")).toEqual({ kind: "override", because });
  });

  it("is always open back to one that was active, and to one that came with Lentigo", () => {
    const refused = compared("base-2", false);
    expect(wayOfPromotion({ ...refused, wasActive: true }, "base-2").kind).toBe("roll-back");
    expect(wayOfPromotion({ ...candidate, isShipped: true }, "base-2").kind).toBe("promotion");
  });
});
