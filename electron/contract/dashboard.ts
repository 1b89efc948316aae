/** What waits in the clinic, and how the model does there. */
import * as z from "zod";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";
import { NO_FILTER, type PhotoFilter } from "./shapes";

const count = z.int().min(0);

export const DashboardNumbers = z.object({
  urgentToday: count,
  unconfirmed: count,
  awaitingHistology: count,
  disagreement: count,
  unassigned: count,
});
export type DashboardNumbers = z.output<typeof DashboardNumbers>;
export type DashboardNumber = keyof DashboardNumbers;

/** The photos of the worklist that each number counts. */
export const DASHBOARD_FILTERS: Readonly<Record<DashboardNumber, PhotoFilter>> = {
  urgentToday: { ...NO_FILTER, levels: ["urgent"], today: true },
  unconfirmed: { ...NO_FILTER, unconfirmed: true },
  awaitingHistology: { ...NO_FILTER, awaitingHistology: true },
  disagreement: { ...NO_FILTER, disagreement: true },
  unassigned: { ...NO_FILTER, unassigned: true },
};

const share = z.number().min(0).max(1);
const Interval = z.object({ low: share, high: share });

const Agreement = z.object({
  cases: count,
  agreed: count,
  /** Null where there are no cases. */
  interval: Interval.nullable(),
});

export const MonthOfAgreement = Agreement.extend({ month: z.string() });
export type MonthOfAgreement = z.output<typeof MonthOfAgreement>;

export const Reliability = z.object({
  /** By rising score. */
  bins: z.array(z.object({ cases: count, malignant: count, score: share, interval: Interval })),
  calibrationError: share,
  /** The error to be expected of a score that is exactly right. */
  errorByChance: share,
});
export type Reliability = z.output<typeof Reliability>;

/**
 * The model's answers beside the clinic's outcomes: one case a photo with an outcome. What the
 * model said last before the outcome was recorded counts, by a version that had not learned from
 * the photo; photos that it could not assess then are left out.
 */
export const Practice = z.object({
  agreement: z.object({
    /** Of all months together. */
    total: Agreement,
    /** The earliest first. */
    months: z.array(MonthOfAgreement),
  }),
  calibration: z.object({
    cases: count,
    malignant: count,
    /** Cases of which histology is known. */
    histology: count,
    /** When the first of these outcomes was recorded; null where there is none. */
    since: z.iso.datetime().nullable(),
    /** Whose answers they are, the most frequent first. */
    versions: z.array(z.object({ version: z.string(), cases: count })),
    /** Null where there are too few cases to say. */
    reliability: Reliability.nullable(),
  }),
});
export type Practice = z.output<typeof Practice>;

const nothing = z.strictObject({});

export const dashboardRequests = {
  "dashboard.numbers": { input: nothing, output: DashboardNumbers, roles: ROLES },
  "dashboard.practice": { input: nothing, output: Practice, roles: ROLES },
} satisfies Record<string, RequestSpec>;
