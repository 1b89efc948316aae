/**
 * Finds a patient's number in the name of a photo's file, by a rule that the clinic writes:
 *
 *   {number}  the patient's number: one or more characters, as few as the rule allows
 *   {date}    a day that exists: 20261121, 2026-11-21, 2026_11_21 or 2026.11.21
 *   *         any characters, or none
 *
 * Everything else stands for itself, whatever its case. A rule covers the whole name without
 * its extension: "{number}_*" finds 2026-0117 in "2026-0117_left arm.jpg".
 */
import { isCalendarDate } from "./patient";

export const MAX_RULE_LENGTH = 100;

/** No file system knows longer names. */
const MAX_NAME_LENGTH = 255;

/** Each multiplies the ways in which a name can be taken apart, and so the time. */
const MAX_STARS = 3;

/**
 * Why a rule cannot be used: the number is missing, occurs twice, stands beside a part of any
 * length, so that nobody can tell where it ends; there are too many stars, or braces hold
 * something unknown.
 */
export const FILE_NAME_RULE_PROBLEMS = [
  "number-missing",
  "number-repeated",
  "number-unbounded",
  "too-many-stars",
  "unknown-part",
] as const;
export type FileNameRuleProblem = (typeof FILE_NAME_RULE_PROBLEMS)[number];

/** What is wrong with a rule; null where it can be used. */
export function fileNameRuleProblem(rule: string): FileNameRuleProblem | null {
  const parts = partsOf(rule);
  const numbers = parts.filter((part) => part === NUMBER).length;
  if (parts.some((part) => /[{}]/.test(part) && part !== NUMBER && part !== DATE)) {
    return "unknown-part";
  }
  if (numbers === 0) return "number-missing";
  if (numbers > 1) return "number-repeated";
  const place = parts.indexOf(NUMBER);
  const beside = [parts[place - 1], parts[place + 1]];
  if (beside.includes(ANY)) return "number-unbounded";
  return parts.filter((part) => part === ANY).length > MAX_STARS ? "too-many-stars" : null;
}

/**
 * The patient's number that a file name holds; null where the name does not follow the rule,
 * or the rule is empty or unusable.
 */
export function numberInFileName(rule: string, fileName: string): string | null {
  if (rule === "" || fileNameRuleProblem(rule) !== null) return null;
  if (fileName.length > MAX_NAME_LENGTH) return null;
  // macOS writes an umlaut as two letters.
  const name = fileName.normalize("NFC").replace(/\.[^.]+$/, "");
  const match = new RegExp(`^${partsOf(rule).map(patternOf).join("")}$`, "isu").exec(name);
  if (!match) return null;
  const { number = "", ...dates } = match.groups ?? {};
  const areDays = Object.values(dates).every((date) => isCalendarDate(dashed(date)));
  const found = number.trim();
  return areDays && found !== "" ? found : null;
}

const NUMBER = "{number}";
const DATE = "{date}";
const ANY = "*";

/** A rule cut at its braces and stars; a run of stars is one. */
function partsOf(rule: string): string[] {
  return rule
    .normalize("NFC")
    .replace(/\*+/g, ANY)
    .split(/(\{[^{}]*\}|\*)/)
    .filter((part) => part !== "");
}

function patternOf(part: string, place: number): string {
  switch (part) {
    case NUMBER:
      return "(?<number>.+?)";
    case DATE:
      return `(?<date${String(place)}>\\d{4}-\\d{2}-\\d{2}|\\d{4}_\\d{2}_\\d{2}|\\d{4}\\.\\d{2}\\.\\d{2}|\\d{8})`;
    case ANY:
      return ".*";
    default:
      return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }
}

function dashed(date: string): string {
  const digits = date.replace(/\D/g, "");
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
