import { describe, expect, it } from "vitest";
import { fileNameOf } from "../../../../electron/workflows/reporting/fileName";

describe("the name of a report's file", () => {
  it("has no letter that a system forbids or reads as a folder", () => {
    expect(fileNameOf('Meier/Anna: "left" <arm>\\*?| ..')).toBe("Meier Anna left arm");
    expect(fileNameOf("../../etc/passwd")).toBe("etc passwd");
    expect(fileNameOf("a\u0000b\nc")).toBe("a b c");
  });

  it("keeps names of any script, without marks that would turn them round", () => {
    expect(fileNameOf("\u202eלוי \u200fדנה 12")).toBe("לוי דנה 12");
    expect(fileNameOf("Mu\u0308ller")).toBe("Müller");
  });

  it("is never empty and never longer than a disk takes", () => {
    expect(fileNameOf(" . ")).toBe("report");
    const long = fileNameOf(`${"ß".repeat(98)}𝔘𝔘`);
    expect(long).toBe(`${"ß".repeat(98)}𝔘`);
  });
});
