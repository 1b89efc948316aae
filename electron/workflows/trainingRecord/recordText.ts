/** A training record as Markdown. */
import type { Measured, SetComparison, SetMeasures } from "../../contract/comparison";
import { DIAGNOSES } from "../../domain/diagnosis";
import type { TrainingRecord } from "../trainingRecord";

export function recordText(record: TrainingRecord): string {
  const { run, clinic, written } = record;
  return [
    `# Training record of ${run.version}`,
    `${clinic === "" ? "The clinic" : clinic}, written ${written}. Lentigo is decision support and not a cleared medical device.`,
    ...aboutData(record),
    ...aboutTraining(record),
    ...aboutResults(record),
    ...aboutDecision(record),
    ...aboutMonitoring(record),
    "## The same, for programs",
    `\`\`\`json\n${JSON.stringify(record, null, 2)}\n\`\`\``,
    "",
  ].join("\n\n");
}

function aboutData({ data, run }: TrainingRecord): string[] {
  const { train, holdout, labelSources, leftOut } = data;
  const rows = DIAGNOSES.map((diagnosis) => [
    diagnosis,
    String(train.classes[diagnosis]),
    String(holdout.classes[diagnosis]),
  ]);
  const left = leftOut.map(({ reason, photos }) => `- ${REASONS[reason]}: ${String(photos)}`);
  return [
    "## Data",
    `Photos from ${run.source}. Learned from: ${counted(train)}. Held out to judge by, and never learned from by this version or an earlier one: ${counted(holdout)}. That no patient is on both sides was asserted before the run, by the store and by the trainer.`,
    "Photos of the clinic itself are those of patients whose latest entry gives consent to training.",
    table(
      ["Class", "Learned from", "Held out"],
      [...rows, ["all", String(train.photos), String(holdout.photos)]],
    ),
    `Labels: ${String(labelSources.histology)} by histology, ${String(labelSources.clinical)} by a clinician's diagnosis, ${String(labelSources.table)} by an imported table or folder.`,
    left.length === 0 ? "No photo with a label was left out." : "Left out, by photos:",
    ...(left.length === 0 ? [] : [left.join("\n")]),
    `Since then ${String(data.deletedSince)} of the clinic's photos have been deleted, and ${String(data.ruledOutSince)} may no longer be learned from (consent withdrawn, outcome changed, or excluded).`,
    data.fingerprint === null
      ? "No version is there that would hold a fingerprint of the data."
      : `Fingerprint of the data (sha256 of contents, labels and sides): \`${data.fingerprint}\`.`,
  ];
}

const REASONS: Readonly<Record<TrainingRecord["data"]["leftOut"][number]["reason"], string>> = {
  "no-patient": "of no patient",
  "no-consent": "no consent to training",
  "poor-quality": "of too poor a quality to assess",
  "cannot-say": "the clinician could not say",
  excluded: "excluded after a second look at the label",
  duplicate: "copies of other photos",
  "in-hold-out": "of patients whom the clinic holds out",
  unreadable: "damaged or no picture",
  "learned-before": "held out, but learned from before two records were merged",
};

function counted({ photos, patients }: TrainingRecord["data"]["train"]): string {
  return `${String(photos)} photos of ${String(patients)} patients (lesions or photos where the patient is not known)`;
}

function aboutTraining({ run, seed, software, manifest }: TrainingRecord): string[] {
  const { training, files = {} } = manifest ?? {};
  const seconds =
    training?.seconds === undefined ? "not recorded" : `${training.seconds.toFixed(0)} s`;
  return [
    "## Training",
    table(
      ["", ""],
      [
        ["Version", run.version],
        ["Goes on from", run.parent],
        ["Recipe", run.recipe],
        ["Seed", String(seed)],
        ["Begun", `${run.createdAt} by ${run.startedBy ?? "nobody signed in"}`],
        ["Ended", `${run.finishedAt ?? "not yet"}: ${endText(run)}`],
        ["Computing time", seconds],
        ...Object.entries(software),
        ...Object.entries(files).map(([name, hash]) => [`sha256 of ${name}`, `\`${hash}\``]),
      ],
    ),
  ];
}

function endText({ state, failure }: TrainingRecord["run"]): string {
  return failure === null ? state : `${state} (${failure.code})`;
}

function aboutCalibration({ manifest }: TrainingRecord): string[] {
  if (!manifest) return [];
  const { operatingPoints, temperature } = manifest;
  const points = Object.entries(operatingPoints).map(([level, point]) => [
    level,
    point.threshold.toFixed(4),
    ...[point.sensitivity, point.specificity].map((rate) => (rate === null ? "–" : percent(rate))),
    point.measuredOn,
  ]);
  return [
    "## Calibration",
    `Temperature ${temperature.toFixed(3)}.`,
    table(["Level", "Threshold", "Sensitivity", "Specificity", "Measured on"], points),
  ];
}

function aboutResults(record: TrainingRecord): string[] {
  const { comparison } = record;
  const calibration = aboutCalibration(record);
  if (!comparison) return ["## Results", "No version was compared.", ...calibration];
  const { gate, holdout, reference, referenceMissing } = comparison;
  return [
    "## Results",
    `${comparison.candidate} beside ${comparison.active}, which was active then, on the same photos; 95 % intervals from a bootstrap over patients.`,
    "### Hold-out of the clinic",
    ...setText(holdout),
    "### Reference set of the shipped model",
    ...(reference ? setText(reference) : [`Not measured (${referenceMissing ?? "not shipped"}).`]),
    "### Gate",
    gate.passes
      ? "Passed: balanced accuracy, melanoma recall, the malignant photos found and the benign ones left below “soon” are not worse beyond what is allowed, and there were enough photos to tell. What is found on the reference set is not judged, since thresholds were chosen on it."
      : "Refused:",
    ...(gate.passes
      ? []
      : [gate.reasons.map((reason) => `- ${JSON.stringify(reason)}`).join("\n")]),
    ...calibration,
  ];
}

const MEASURES = [
  ["Balanced accuracy", "balancedAccuracy"],
  ["Accuracy", "accuracy"],
  ["Melanoma recall", "melanomaRecall"],
  ["Sensitivity for malignant ones at “soon”", "malignantSensitivity"],
  ["Specificity for benign ones at “soon”", "benignSpecificity"],
  ["AUC, mean of the classes", "macroAuc"],
  ["AUC of malignancy", "malignantAuc"],
  ["Calibration error", "calibrationError"],
] as const satisfies readonly (readonly [string, keyof SetMeasures])[];

function setText({ photos, groups, active, candidate, differences, changed }: SetComparison) {
  const recalls = candidate.recalls.map(({ diagnosis, photos: own, recall }, index) => [
    `Recall of ${diagnosis} (${String(own)} photos)`,
    withInterval(active.recalls[index]?.recall ?? null),
    withInterval(recall),
  ]);
  return [
    `${String(photos)} photos of ${String(groups)} patients; ${String(changed)} change their leading class or level.`,
    table(
      ["", active.version, candidate.version],
      [
        ...MEASURES.map(([words, name]) => [
          words,
          withInterval(active[name]),
          withInterval(candidate[name]),
        ]),
        ...recalls,
      ],
    ),
    `Difference in balanced accuracy ${withInterval(differences.balancedAccuracy)}, in melanoma recall ${withInterval(differences.melanomaRecall)}, in sensitivity ${withInterval(differences.malignantSensitivity)}, in specificity ${withInterval(differences.benignSpecificity)}.`,
  ];
}

function aboutDecision({ decisions, note }: TrainingRecord): string[] {
  const lines = decisions.map(
    ({ at, by, kind, from, to, overrideReason }) =>
      `- ${at}, ${by ?? "Lentigo itself"}: ${kind} from ${from ?? "none"} to ${to}${overrideReason === null ? "" : `; the gate was overridden: ${overrideReason}`}`,
  );
  return [
    "## Decision",
    lines.length === 0 ? "Nobody has made this version the active one." : lines.join("\n"),
    ...(note === "" ? [] : [`Note: ${note}`]),
  ];
}

function aboutMonitoring({ monitoring }: TrainingRecord): string[] {
  const { cases, agreed, interval } = monitoring;
  return [
    "## Monitoring after deployment",
    cases === 0
      ? "No outcome has been recorded yet of a photo that this version had answered and not learned from."
      : `Of ${String(cases)} photos that this version had answered and not learned from, the outcome recorded later was its leading class in ${String(agreed)}: ${percent(agreed / cases)}${interval ? ` (${percent(interval.low)} to ${percent(interval.high)})` : ""}.`,
  ];
}

function withInterval(measured: Measured | { value: number; interval: null }): string {
  if (!measured) return "not known";
  const { value, interval } = measured;
  return interval
    ? `${value.toFixed(3)} (${interval.low.toFixed(3)} to ${interval.high.toFixed(3)})`
    : value.toFixed(3);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** What stands in a cell must not end it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
