/**
 * The recovery key as people write it: 160 random bits and 20 bits to notice slips, in
 * Crockford's base 32 (no I, L, O, U), nine groups of four.
 */
export const RECOVERY_KEY_BYTES = 20;

export const RECOVERY_GROUPS = 9;

const GROUP = 4;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS = 5;
const BODY = (RECOVERY_KEY_BYTES * 8) / BITS;
const CHECK_RANGE = 32 ** GROUP;

/** @param bits RECOVERY_KEY_BYTES random bytes */
export function writeRecoveryKey(bits: Uint8Array): string {
  const body = toLetters(bits);
  const letters = body + checkLetters(body);
  return Array.from({ length: RECOVERY_GROUPS }, (_, group) =>
    letters.slice(group * GROUP, (group + 1) * GROUP),
  ).join("-");
}

/** The bits of a recovery key as somebody typed it; null where a letter or group is wrong. */
export function readRecoveryKey(text: string): Uint8Array | null {
  const letters = text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (letters.length !== RECOVERY_GROUPS * GROUP) return null;
  if (!/^[0-9A-HJKMNP-TV-Z]*$/.test(letters)) return null;
  const body = letters.slice(0, BODY);
  return letters.slice(BODY) === checkLetters(body) ? toBits(body) : null;
}

function toLetters(bytes: Uint8Array): string {
  let letters = "";
  let held = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    held += 8;
    for (; held >= BITS; held -= BITS) letters += letterOf((value >> (held - BITS)) & 31);
    value &= (1 << held) - 1;
  }
  return letters;
}

function toBits(letters: string): Uint8Array {
  const bytes: number[] = [];
  let held = 0;
  let value = 0;
  for (const letter of letters) {
    value = (value << BITS) | ALPHABET.indexOf(letter);
    held += BITS;
    if (held >= 8) {
      bytes.push((value >> (held - 8)) & 255);
      held -= 8;
    }
    value &= (1 << held) - 1;
  }
  return Uint8Array.from(bytes);
}

/** A polynomial over the letters: one wrong letter, or two exchanged, always show. */
function checkLetters(body: string): string {
  let sum = 1;
  for (const letter of body) sum = (sum * 33 + ALPHABET.indexOf(letter)) % CHECK_PRIME;
  return Array.from({ length: GROUP }, (_, place) =>
    letterOf(Math.floor(sum / 32 ** (GROUP - 1 - place)) % 32),
  ).join("");
}

/** The largest prime below the range of the check letters. */
const CHECK_PRIME = CHECK_RANGE - 3;

function letterOf(value: number): string {
  return ALPHABET.charAt(value);
}
