/**
 * Ten letters of anything: length counts, rules about kinds of letters do not (NIST SP
 * 800-63B, 5.1.1.2).
 */
export const MIN_PASSWORD_LENGTH = 10;

export const MAX_PASSWORD_LENGTH = 256;

/** Wrong attempts that cost nothing: everybody mistypes. */
const FREE_FAILURES = 5;

const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 15 * 60;

/** Seconds to wait after so many wrong attempts in a row; doubles with each beyond the fifth. */
export function waitAfterFailures(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - FREE_FAILURES), LONGEST_WAIT_SECONDS);
}
