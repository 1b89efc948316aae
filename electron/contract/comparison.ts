/** A candidate beside the active model on the same photos, and what the gate says of it. */
import * as z from "zod";
import { DIAGNOSES } from "../domain/diagnosis";
import { GATE_MEASURES, GATE_SETS } from "../domain/promotionGate";
import { TRIAGE_LEVELS } from "../domain/triage";

const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** 95 %, from a bootstrap over groups: patients, else lesions, else photos. */
const Interval = z.object({ low: z.number(), high: z.number() });

/** A measure; null where the set has no photo that tells. */
const Measured = z.object({ value: z.number(), interval: Interval.nullable() }).nullable();
export type Measured = z.output<typeof Measured>;

/** One version on one set of photos, by its own temperature and operating points. */
export const SetMeasures = z.object({
  version: z.string(),
  /** Mean recall of the classes that have photos. */
  balancedAccuracy: Measured,
  accuracy: Measured,
  melanomaRecall: Measured,
  /** Of the operating point "soon": what it finds and what it leaves alone. */
  malignantSensitivity: Measured,
  benignSpecificity: Measured,
  /** Malignancy score from which "soon" applies. */
  threshold: share,
  macroAuc: Measured,
  malignantAuc: Measured,
  /** Expected calibration error over 15 bins. */
  calibrationError: Measured,
  /** In the order of `DIAGNOSES`. */
  recalls: z
    .array(z.object({ diagnosis: z.enum(DIAGNOSES), photos: count, recall: Measured }))
    .length(DIAGNOSES.length),
  /** Photos by true class (rows) and leading class (columns), in the order of `DIAGNOSES`. */
  confusion: z.array(z.array(count)),
});
export type SetMeasures = z.output<typeof SetMeasures>;

/** Of the seven classes in the order of `DIAGNOSES`, calibrated. */
export const Answer = z.object({
  probabilities: z.array(share).length(DIAGNOSES.length),
  leading: z.enum(DIAGNOSES),
  level: z.enum(TRIAGE_LEVELS),
});

/** What both versions say of one photo. */
export const PhotoAnswers = z.object({
  /** Its place among the photos of the plan that the run was given. */
  index: count,
  label: z.enum(DIAGNOSES),
  active: Answer,
  candidate: Answer,
  /** Whether the leading class or the level of triage differs. */
  changed: z.boolean(),
});
export type PhotoAnswers = z.output<typeof PhotoAnswers>;

/** Candidate less active model, with a paired bootstrap's interval. */
const Difference = z.object({ value: z.number(), interval: Interval.nullable() }).nullable();

export const SetComparison = z.object({
  photos: count,
  groups: count,
  active: SetMeasures,
  candidate: SetMeasures,
  differences: z.object({
    balancedAccuracy: Difference,
    melanomaRecall: Difference,
    malignantSensitivity: Difference,
    /** Comparisons of an earlier Lentigo have none. */
    benignSpecificity: Difference.default(null),
  }),
  /** Photos whose leading class or level of triage differs. */
  changed: count,
});
export type SetComparison = z.output<typeof SetComparison>;

const GateReason = z.discriminatedUnion("code", [
  z.object({
    code: z.literal("worse"),
    set: z.enum(GATE_SETS),
    measure: z.enum(GATE_MEASURES),
    difference: Difference.unwrap(),
  }),
  z.object({
    code: z.literal("much-worse"),
    set: z.enum(GATE_SETS),
    measure: z.enum(GATE_MEASURES),
    difference: Difference.unwrap(),
    allowed: share,
  }),
  z.object({
    code: z.literal("too-few-groups"),
    set: z.enum(GATE_SETS),
    found: count,
    needed: count,
  }),
  z.object({ code: z.literal("one-class"), set: z.enum(GATE_SETS) }),
  z.object({ code: z.literal("too-few-melanomas"), found: count, needed: count }),
]);

export const Comparison = z.object({
  active: z.string(),
  candidate: z.string(),
  /** The clinic's own photos that neither version learned from. */
  holdout: SetComparison,
  /** Photos that the base model was measured on; null: see `referenceMissing`. */
  reference: SetComparison.nullable(),
  /** `not-shipped`: the active model brings none. `other-body`: the candidate sees otherwise. */
  referenceMissing: z.enum(["not-shipped", "other-body"]).nullable(),
  /** Of the hold-out, in the order of the plan. */
  answers: z.array(PhotoAnswers),
  gate: z.object({ passes: z.boolean(), reasons: z.array(GateReason) }),
});
export type Comparison = z.output<typeof Comparison>;

/** What goes with a version to other clinics, or to auditors: nothing of single photos. */
export const ComparisonSummary = Comparison.omit({ answers: true });
export type ComparisonSummary = z.output<typeof ComparisonSummary>;
