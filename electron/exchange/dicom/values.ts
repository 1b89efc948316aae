/** Values in the forms of DICOM (PS3.5 6.2). */

/** A person's name (PN), family and given; what would separate components becomes a blank. */
export function personName(familyName: string, givenName: string): string {
  const family = cut(plain(familyName), MAX_LENGTH - 1);
  const given = cut(plain(givenName), MAX_LENGTH - 1 - Array.from(family).length);
  return `${family}^${given}`.replace(/\^$/, "");
}

/** Text of at most 64 characters (LO). */
export function shortText(text: string): string {
  return cut(plain(text), MAX_LENGTH);
}

/** The day of a calendar date, YYYY-MM-DD (DA). */
export function dayOf(date: string): string {
  return date.replaceAll("-", "");
}

/** A moment on this computer's clock (DT), with the offset from UTC that held then. */
export function momentOf(at: Date): string {
  return `${dateOf(at)}${timeOf(at)}${offsetOf(at)}`;
}

/** The day of a moment on this computer's clock (DA). */
export function dateOf(at: Date): string {
  const year = String(at.getFullYear()).padStart(4, "0");
  return `${year}${twoDigits(at.getMonth() + 1)}${twoDigits(at.getDate())}`;
}

/** The time of a moment on this computer's clock (TM). */
export function timeOf(at: Date): string {
  return `${twoDigits(at.getHours())}${twoDigits(at.getMinutes())}${twoDigits(at.getSeconds())}`;
}

/** A ratio as a decimal string (DS) of at most 16 characters. */
export function ratio(value: number): string {
  return value.toFixed(2);
}

/** Characters of a long string, and of each component group of a name. */
const MAX_LENGTH = 64;

/** Without what separates values and components, and without control characters. */
function plain(text: string): string {
  return text
    .replace(/[\\^=\p{Cc}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Cuts between characters, never within one. */
function cut(text: string, length: number): string {
  return Array.from(text).slice(0, Math.max(0, length)).join("").trim();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function offsetOf(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${twoDigits(hours)}${twoDigits(rest)}`;
}
