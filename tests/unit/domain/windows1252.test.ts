import { describe, expect, it } from "vitest";
import { decodeWindows1252 } from "../../../electron/domain/windows1252";

describe("text in Windows-1252", () => {
  it("has signs where Latin-1 has control characters, but for five bytes that nobody gave one", () => {
    const between = Uint8Array.from({ length: 32 }, (_, place) => 0x80 + place);
    expect(decodeWindows1252(between)).toBe(
      "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ",
    );
  });

  it("is otherwise Latin-1", () => {
    expect(decodeWindows1252(Uint8Array.of(0x00, 0x41, 0x7f, 0xa0, 0xdc, 0xff))).toBe(
      "\0A\u007f\u00a0Üÿ",
    );
  });

  it("is read to its end, however long it is", () => {
    const bytes = new Uint8Array(3 * 8192 + 1).fill(0x80);
    expect(decodeWindows1252(bytes)).toBe("€".repeat(bytes.length));
    expect(decodeWindows1252(new Uint8Array(0))).toBe("");
  });
});
