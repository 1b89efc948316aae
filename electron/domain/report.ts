/** What reports are of, and on what paper they are set. */

/**
 * `case`: one photo and what was said of it; `course`: a lesion over its visits; `patient`: all
 * lesions of one; `day`: what came in on one day.
 */
export const REPORT_KINDS = ["case", "course", "patient", "day"] as const;

export const PAPERS = ["a4", "letter"] as const;

export type Paper = (typeof PAPERS)[number];

/** What a reader of a report may miss in it; it is set all the same. */
export const REPORT_GAPS = [
  "no-logo",
  "no-address",
  "no-patient",
  "no-date-of-birth",
  "not-analysed",
  "cannot-assess",
  "no-operating-point",
  "no-decision",
  "too-few-similar",
] as const;

export type ReportGap = (typeof REPORT_GAPS)[number];

/** Why a photo gets no report of its own among those of a day. */
export const LEFT_OUT_REASONS = ["no-patient", "not-analysed"] as const;

export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];
