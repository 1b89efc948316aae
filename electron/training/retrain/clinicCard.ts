/** The card of a version that a clinic retrained: what it learned from, and whether it is better. */
import type {
  ComparisonSummary,
  Measured,
  SetComparison,
  SetMeasures,
} from "../../contract/comparison";
import { DIAGNOSES } from "../../domain/diagnosis";
import type { GateMeasure, GateReason } from "../../domain/promotionGate";
import type { ModelManifest } from "../../vision/network/modelFolder";
import { count, figure, markdownTable, percent, withInterval } from "../metricTables";
import type { ModelMetrics } from "../modelMetrics";

export interface ClinicCardContent {
  readonly manifest: Omit<ModelManifest, "formatVersion" | "files">;
  readonly metrics: ModelMetrics;
  readonly comparison: ComparisonSummary;
  /** Photos that it learned from, by class. */
  readonly learned: readonly number[];
}

/** Markdown; every figure comes from the measurements. */
export function clinicCard(content: ClinicCardContent): string {
  return [
    `# Model card: ${content.manifest.version}`,
    origin(content),
    results(content),
    verdict(content),
    operatingPoints(content),
    LIMITS,
  ]
    .join("\n\n")
    .concat("\n");
}

const LEARNED: Readonly<Record<string, string>> = {
  quick:
    "its head alone, on what the other layers make of the photos, together with photos of the base model",
  upper: "its upper layers, so that they keep to what the earlier version said",
  full: "all its layers, so that they keep to what the earlier version said",
};

function origin({ manifest, learned }: ClinicCardContent): string {
  const { training, parent } = manifest;
  const { seconds } = training;
  const time = seconds === undefined ? "" : ` It took ${(seconds / 60).toFixed(1)} minutes.`;
  return `Retrained from version ${parent ?? "–"} on ${count(training.images)} of the clinic's own confirmed photos:
${LEARNED[training.recipe] ?? training.recipe}.${time}

${markdownTable(["", ...DIAGNOSES], [["Photos learned from", ...learned.map(count)]])}

**Intended use:** decision support in this clinic, for clinicians who can examine the patient. It is
**not a cleared or approved medical device** in any country, and no photo should be left unread
because of it. Another clinic's cameras and patients differ: measure it there before use.`;
}

const ROWS: readonly (readonly [string, (measures: SetMeasures) => Measured, GateMeasure?])[] = [
  ["Balanced accuracy", ({ balancedAccuracy }) => balancedAccuracy, "balancedAccuracy"],
  ["Accuracy", ({ accuracy }) => accuracy],
  ["Melanomas recognised", ({ melanomaRecall }) => melanomaRecall, "melanomaRecall"],
  [
    "Malignant found at soon",
    ({ malignantSensitivity }) => malignantSensitivity,
    "malignantSensitivity",
  ],
  ["Benign below soon", ({ benignSpecificity }) => benignSpecificity, "benignSpecificity"],
  ["Macro ROC-AUC", ({ macroAuc }) => macroAuc],
  ["Malignant v. benign ROC-AUC", ({ malignantAuc }) => malignantAuc],
  ["Expected calibration error", ({ calibrationError }) => calibrationError],
];

function results({ comparison, metrics }: ClinicCardContent): string {
  const { holdout, reference } = comparison;
  return `## Beside version ${comparison.active}

In brackets 95 % intervals from 1,000 bootstrap draws of patients (lesions, where patients are not
known). No photo of a patient in the hold-out was learned from.

### The clinic's hold-out

${setTable(holdout)}

### Photos that the base model was measured on

${reference ? setTable(reference) : NOT_MEASURED[comparison.referenceMissing ?? "not-shipped"]}

Calibration: one temperature, ${metrics.calibration.temperature.toFixed(3)}, fitted on ${metrics.calibration.split}.`;
}

const NOT_MEASURED = {
  "not-shipped": "Not measured: the version before brings nothing of them along.",
  "other-body":
    "Not measured: this version sees photos otherwise, and of those photos only what the version before made of them is kept.",
} as const;

function setTable(set: SetComparison): string {
  const shown = (measured: Measured): string =>
    measured
      ? withInterval(
          measured.value,
          measured.interval && [measured.interval.low, measured.interval.high],
        )
      : figure(null);
  const withDifference = ROWS.map(([name, of, difference]) => [
    name,
    shown(of(set.active)),
    shown(of(set.candidate)),
    difference ? shown(set.differences[difference]) : "",
  ]);
  const recalls = set.candidate.recalls.map(({ diagnosis, photos, recall }, label) => [
    `${diagnosis} recognised (${count(photos)})`,
    shown(set.active.recalls[label]?.recall ?? null),
    shown(recall),
    "",
  ]);
  return `${count(set.photos)} photos of ${count(set.groups)} patients or lesions; ${count(set.changed)} get another class or urgency.

${markdownTable(["", set.active.version, set.candidate.version, "Difference"], [...withDifference, ...recalls])}`;
}

function verdict({ comparison: { gate } }: ClinicCardContent): string {
  if (gate.passes) {
    return `## Verdict

Not worse than the version before in balanced accuracy, in the recall of melanoma, nor in the malignant photos found at soon, beyond what is allowed; nor are many more benign photos called.`;
  }
  return `## Verdict

Not to be used in place of the version before:

${gate.reasons.map((reason) => `- ${reasonText(reason)}`).join("\n")}`;
}

const SET_NAMES = { holdout: "the hold-out", reference: "the base model's photos" } as const;

const MEASURE_NAMES = {
  balancedAccuracy: "balanced accuracy",
  melanomaRecall: "recall of melanoma",
  malignantSensitivity: "share of malignant photos found at soon",
  benignSpecificity: "share of benign photos left below soon",
} as const;

/** Why the gate refuses, as a sentence. */
export function reasonText(reason: GateReason): string {
  switch (reason.code) {
    case "worse":
    case "much-worse": {
      const { set, measure, difference, code } = reason;
      const points = (share: number): string => `${(share * 100).toFixed(1)} points`;
      const { interval } = difference;
      const between = interval
        ? ` (95 % interval ${points(interval.low)} to ${points(interval.high)})`
        : "";
      const beyond = code === "worse" ? "beyond chance" : "more than may be put down to chance";
      return `On ${SET_NAMES[set]} its ${MEASURE_NAMES[measure]} is ${points(difference.value)}${between}: worse, ${beyond}.`;
    }
    case "too-few-groups":
      return `The hold-out holds ${count(reason.found)} patients or lesions; ${count(reason.needed)} are needed to judge.`;
    case "one-class":
      return "The hold-out holds one diagnosis only: nothing can be told apart.";
    case "too-few-melanomas":
      return `Melanomas of ${count(reason.found)} patients or lesions can be compared; ${count(reason.needed)} are needed to judge.`;
  }
}

function operatingPoints({ manifest }: ClinicCardContent): string {
  const levels = ["urgent", "soon"] as const;
  const rows = levels.map((level) => {
    const { threshold, sensitivity, specificity, measuredOn } = manifest.operatingPoints[level];
    const rates = [sensitivity, specificity].map((rate) => (rate === null ? "–" : percent(rate)));
    return [level, threshold.toFixed(3), ...rates, measuredOn];
  });
  return `## Operating points

${markdownTable(["Level", "Score from", "Malignant found", "Benign below", "Measured on"], rows)}

How each score was chosen:

${levels.map((level) => `- **${level}**: ${manifest.operatingPoints[level].rule}.`).join("\n")}`;
}

const LIMITS = `## Limits

- It knows what the clinic confirmed, mistakes included. A photo that was labelled wrongly teaches the
  mistake.
- Lesions that nobody would excise are rare among confirmed cases, malignant ones far more common than
  in daily work.
- Rare classes rest on few photos: mind the intervals.
- What limits the version that it was retrained from limits it too: see that version's card.`;
