import { describe, expect, it } from "vitest";
import { fileNameRuleProblem, numberInFileName } from "../../../electron/domain/fileNameRule";

describe("a rule for file names", () => {
  it.each([
    ["{number}_*", "2026-0117_left arm.jpg", "2026-0117"],
    ["{number}_*", "2026-0117_.JPG", "2026-0117"],
    ["{number}_*", "A_1_2.jpg", "A"],
    ["{number}", "4711.jpeg", "4711"],
    ["Patient {number} {date}", "PATIENT 12.5 20261121.png", "12.5"],
    ["{date}-{number}_*", "2026-11-21-77_x.jpg", "77"],
    ["*_{number}_{date}", "IMG_0001_P-9_2026.02.28.tiff", "P-9"],
    ["({number})", "(a+b).jpg", "a+b"],
    ["Läsion {number}", "La\u0308sion 12.jpg", "12"],
    ["La\u0308sion {number}", "Läsion 12.jpg", "12"],
  ])("%s finds in %s the number %s", (rule, name, number) => {
    expect(numberInFileName(rule, name)).toBe(number);
  });

  it.each([
    ["{number}_*", "2026-0117.jpg"],
    ["{number}_*", "_left.jpg"],
    ["{number}_*", " _left.jpg"],
    ["{number}_{date}", "7_20260231.jpg"],
    ["{number}_{date}", "7_tomorrow.jpg"],
    ["a.c{number}", "abc1.jpg"],
    ["", "7_x.jpg"],
  ])("%s finds nothing in %s", (rule, name) => {
    expect(numberInFileName(rule, name)).toBeNull();
  });

  it("says why it cannot be used, and then finds nothing", () => {
    expect(fileNameRuleProblem("{number}_*")).toBeNull();
    expect(fileNameRuleProblem("*_{date}")).toBe("number-missing");
    expect(fileNameRuleProblem("{number}_{number}")).toBe("number-repeated");
    expect(fileNameRuleProblem("{number}*")).toBe("number-unbounded");
    expect(fileNameRuleProblem("**{number}")).toBe("number-unbounded");
    expect(fileNameRuleProblem("*a*b*c*_{number}")).toBe("too-many-stars");
    expect(fileNameRuleProblem("{number}_{name}")).toBe("unknown-part");
    expect(fileNameRuleProblem("{number")).toBe("unknown-part");
    expect(numberInFileName("{number}*", "77.jpg")).toBeNull();
  });

  it("does not read names that no file can have", () => {
    expect(numberInFileName("{number}_*", `7_${"a".repeat(300)}.jpg`)).toBeNull();
  });

  it("takes no time over a name made to be slow", () => {
    const start = performance.now();
    numberInFileName("*a*a*a_{number}_b", `${"a".repeat(250)}.jpg`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
