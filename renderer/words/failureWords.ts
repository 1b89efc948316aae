import type { Failure } from "../../electron/contract/errors";
import type { ErrorWords } from "../../electron/contract/errorText";
import i18next from "i18next";

/** The words of a failure: what happened, what is safe, what to do. */
export function failureWords({ code, details }: Failure): ErrorWords {
  return {
    what: i18next.t(`errors.${code}.what`, details),
    safe: i18next.t(`errors.${code}.safe`, details),
    do: i18next.t(`errors.${code}.do`, details),
  };
}

/** The same in one line, for notices and lists. */
export function failureLine(failure: Failure): string {
  const { what, do: advice } = failureWords(failure);
  return `${what} ${advice}`;
}
