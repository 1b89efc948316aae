import { describe, expect, it } from "vitest";
import {
  PAGE_GAP,
  pageAt,
  pageScale,
  pageSize,
  steppedScale,
} from "../../../renderer/features/reports/pageZoom";

describe("the size of a report's pages", () => {
  it("fills the width of the pane, up to where lines become too long", () => {
    expect(pageSize("a4", pageScale("width", "a4", { width: 700, height: 300 })).width).toBe(700);
    expect(pageScale("width", "a4", { width: 5000, height: 300 })).toBe(1.5);
  });

  it("shows all of a page where that is wished, whichever side is the tighter one", () => {
    const low = { width: 900, height: 500 };
    expect(pageSize("letter", pageScale("page", "letter", low)).height).toBe(500);
    const narrow = { width: 300, height: 900 };
    expect(pageSize("letter", pageScale("page", "letter", narrow)).width).toBe(300);
  });

  it("keeps the proportions of the paper", () => {
    const a4 = pageSize("a4", 2);
    expect(a4.height / a4.width).toBeCloseTo(297 / 210, 2);
    const letter = pageSize("letter", 2);
    expect(letter.height / letter.width).toBeCloseTo(11 / 8.5, 2);
  });

  it("goes from a fitted size to the next step, and stops at the last", () => {
    expect(steppedScale(0.87, 1)).toBe(1);
    expect(steppedScale(0.87, -1)).toBe(0.75);
    expect(steppedScale(1, 1)).toBe(1.25);
    expect(steppedScale(4, 1)).toBe(4);
    expect(steppedScale(0.25, -1)).toBe(0.25);
  });
});

describe("the page that is looked at", () => {
  it("is the one that holds the middle of the pane", () => {
    expect(pageAt(0, 1000, 600, 3)).toBe(1);
    expect(pageAt(600, 1000, 600, 3)).toBe(1);
    expect(pageAt(720 + PAGE_GAP, 1000, 600, 3)).toBe(2);
  });

  it("is one of those that there are", () => {
    expect(pageAt(0, 0, 600, 3)).toBe(3);
    expect(pageAt(90_000, 1000, 600, 3)).toBe(3);
    expect(pageAt(-50, 1000, 20, 3)).toBe(1);
  });
});
