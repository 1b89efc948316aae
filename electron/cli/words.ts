/** The words of the command line, which speaks English. */
import english from "../../resources/locales/en.json";
import type { Failure } from "../contract/errors";
import { errorLine } from "../contract/errorText";

export const words = english;

export const explain = (failure: Failure): string => errorLine(failure, words.errors);

/** Diagnoses by code, in full or as short as a chart needs them. */
export function diagnosisNames(length: "name" | "short"): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words.diagnoses).map(([code, names]) => [code, names[length]]),
  );
}
