import { describe, expect, it } from "vitest";
import { printable } from "../../../electron/reports/printable";

describe("a text for paper", () => {
  it("stays as it is, whatever its script", () => {
    for (const text of ["Wójcik, Małgorzata", "כהן, שרה\nline\ttwo", "😀 6.4\u202fmm"]) {
      expect(printable(text)).toBe(text);
    }
  });

  it("shows that something stood there which cannot be shown", () => {
    expect(printable("a\u0000b\ud800c\u0007")).toBe("a\ufffdb\ufffdc\ufffd");
  });

  it("can be broken within a word that no line holds, and in no other", () => {
    const pieces = printable("x".repeat(40)).split("\u200b");
    expect(pieces.map(({ length }) => length)).toEqual([12, 12, 12, 4]);
    for (const word of ["x".repeat(39), "3f2b8a1c-5d7e-4f90-8a6b-1c2d3e4f5a6b"]) {
      expect(printable(word)).toBe(word);
    }
  });
});
