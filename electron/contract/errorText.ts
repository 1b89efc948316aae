import type { ErrorDetails, Failure } from "./errors";

/** Words of one error in a locale file: what happened, what is safe, what to do. */
export interface ErrorWords {
  readonly what: string;
  readonly safe: string;
  readonly do: string;
}

/** The words of a failure as one line, with the details filled in; for texts outside the window. */
export function errorLine(failure: Failure, words: Readonly<Record<string, unknown>>): string {
  const found = failure.code
    .split(".")
    .reduce<unknown>(
      (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
      words,
    );
  if (!isErrorWords(found)) return failure.code;
  const line = [found.what, found.safe, found.do].filter((part) => part !== "").join(" ");
  return fillWords(line, failure.details);
}

/** Puts values into words such as `{{count}} photos`, as i18next does in the window. */
export function fillWords(words: string, values: ErrorDetails): string {
  return words.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ""));
}

function isErrorWords(value: unknown): value is ErrorWords {
  return (
    typeof value === "object" &&
    value !== null &&
    "what" in value &&
    "safe" in value &&
    "do" in value
  );
}
