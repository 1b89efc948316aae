import { describe, expect, it } from "vitest";
import { ofHundred, percent } from "../../../electron/domain/percent";

const plain = (share: number): string => percent(share).replace("\u202f", " ");

describe("percent", () => {
  it.each([
    [0, "<1 %"],
    [0.0099, "<1 %"],
    [0.01, "1 %"],
    [0.625, "63 %"],
    [0.99, "99 %"],
    [0.9951, ">99 %"],
    [1, "100 %"],
  ])("writes %d as %s", (share, text) => {
    expect(plain(share)).toBe(text);
  });
});

describe("ofHundred", () => {
  it.each([
    [0, 0],
    [0.0004, 1],
    [0.953, 95],
    [0.9996, 99],
    [1, 100],
  ])("counts %d as %d of 100", (share, count) => {
    expect(ofHundred(share)).toBe(count);
  });
});
