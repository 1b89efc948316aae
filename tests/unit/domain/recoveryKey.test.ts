import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  readRecoveryKey,
  RECOVERY_KEY_BYTES,
  writeRecoveryKey,
} from "../../../electron/domain/recoveryKey";

const bits = Uint8Array.from({ length: RECOVERY_KEY_BYTES }, (_, index) => (index * 37 + 5) % 256);
const key = writeRecoveryKey(bits);

describe("a recovery key", () => {
  it("is nine groups of four letters that cannot be mistaken for one another", () => {
    expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it("gives back its bits, for any bits", () => {
    for (let round = 0; round < 200; round++) {
      const random = new Uint8Array(randomBytes(RECOVERY_KEY_BYTES));
      expect(readRecoveryKey(writeRecoveryKey(random))).toEqual(random);
    }
  });

  it("is read however people type it", () => {
    const spoken = key.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    expect(readRecoveryKey(` ${spoken}\n`)).toEqual(bits);
  });

  it("notices every single wrong letter", () => {
    const letters = key.replaceAll("-", "");
    for (let index = 0; index < letters.length; index++) {
      const wrong = letters[index] === "7" ? "8" : "7";
      const misspelt = letters.slice(0, index) + wrong + letters.slice(index + 1);
      expect(readRecoveryKey(misspelt)).toBeNull();
    }
  });

  it("notices two neighbours exchanged", () => {
    const letters = key.replaceAll("-", "");
    for (let index = 0; index + 1 < letters.length; index++) {
      const pair = letters.slice(index, index + 2);
      const exchanged = pair.charAt(1) + pair.charAt(0);
      if (exchanged === pair) continue;
      const wrong = letters.slice(0, index) + exchanged + letters.slice(index + 2);
      expect(readRecoveryKey(wrong)).toBeNull();
    }
  });

  it("is not a key with letters missing, too many, or none of ours", () => {
    expect(readRecoveryKey(key.slice(0, -1))).toBeNull();
    expect(readRecoveryKey(`${key}A`)).toBeNull();
    expect(readRecoveryKey(key.replace(/^./, "U"))).toBeNull();
    expect(readRecoveryKey("")).toBeNull();
  });
});
