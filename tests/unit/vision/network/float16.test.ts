import { describe, expect, it } from "vitest";
import { decodeFloat16, encodeFloat16 } from "../../../../electron/vision/network/float16";

const encode = (...values: number[]) => [...encodeFloat16(Float32Array.from(values))];
const decode = (...halves: number[]) => [...decodeFloat16(Uint16Array.from(halves))];

describe("half precision", () => {
  it("knows the standard's examples", () => {
    expect(encode(0, 1, -2, 65504, 0.5, 1 / 3)).toEqual([
      0x0000, 0x3c00, 0xc000, 0x7bff, 0x3800, 0x3555,
    ]);
    expect(decode(0x3c00, 0xc000, 0x7bff, 0x3555)).toEqual([1, -2, 65504, 0.333251953125]);
  });

  it("holds subnormal numbers down to 2^-24", () => {
    expect(encode(2 ** -24, 2 ** -14, 2 ** -15, 2 ** -26)).toEqual([1, 0x0400, 0x0200, 0]);
    expect(decode(1, 0x0200, 0x03ff)).toEqual([2 ** -24, 2 ** -15, 1023 * 2 ** -24]);
  });

  it("rounds ties to even", () => {
    expect(encode(1 + 2 ** -11, 1 + 3 * 2 ** -11)).toEqual([0x3c00, 0x3c02]);
  });

  it("carries a rounded mantissa into the exponent and beyond the range into infinity", () => {
    expect(encode(2 - 2 ** -12, 65520, 1e9)).toEqual([0x4000, 0x7c00, 0x7c00]);
    expect(encode(Infinity, -Infinity)).toEqual([0x7c00, 0xfc00]);
    expect(decode(0x7c00, 0xfc00)).toEqual([Infinity, -Infinity]);
  });

  it("keeps what is not a number", () => {
    expect(decode(...encode(Number.NaN))).toEqual([Number.NaN]);
  });

  it("returns every half as itself", () => {
    const halves = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);
    expect(encodeFloat16(decodeFloat16(halves))).toEqual(halves);
  });
});
