import { hkdfSync } from "node:crypto";
import { expect, it } from "vitest";
import { createDataKey, derivedKey } from "../../../electron/store/keys";

it("derives the keys that node:crypto's HKDF does", () => {
  for (const purpose of ["", "lentigo database", "a purpose longer than a block ".repeat(5)]) {
    const secret = createDataKey();
    const expected = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
    expect(derivedKey(secret, purpose)).toEqual(expected);
  }
});
