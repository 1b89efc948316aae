import type { Comparison, Measured, SetComparison } from "../contract/comparison";
import { withInterval } from "../training/metricTables";
import { reasonText } from "../training/retrain/clinicCard";

/** What people see of a comparison in the terminal. */
export function retrainSummary(
  comparison: Comparison,
  unreadable: readonly string[],
  out: string,
): string {
  const { holdout, reference, gate } = comparison;
  return [
    ...setLines("hold-out", holdout),
    ...(reference ? setLines("base model's photos", reference) : []),
    "",
    ...(gate.passes
      ? ["The candidate may be promoted: it is not worse than the active model."]
      : ["The candidate may not be promoted:", ...gate.reasons.map(reasonText)]),
    ...(unreadable.length > 0 ? [`Photos that could not be read: ${unreadable.join(", ")}`] : []),
    `Written to ${out}`,
  ].join("\n");
}

function setLines(name: string, set: SetComparison): string[] {
  const line = (
    title: string,
    active: Measured,
    candidate: Measured,
    difference?: Measured,
  ): string => {
    const gain = difference === undefined ? "" : `  difference ${shown(difference)}`;
    return `  ${title.padEnd(24)} ${shown(active)} -> ${shown(candidate)}${gain}`;
  };
  const { active, candidate, differences } = set;
  return [
    `${name}: ${set.photos} photos of ${set.groups} patients or lesions, ${active.version} -> ${candidate.version}`,
    line(
      "balanced accuracy",
      active.balancedAccuracy,
      candidate.balancedAccuracy,
      differences.balancedAccuracy,
    ),
    line(
      "melanomas recognised",
      active.melanomaRecall,
      candidate.melanomaRecall,
      differences.melanomaRecall,
    ),
    line(
      "malignant found at soon",
      active.malignantSensitivity,
      candidate.malignantSensitivity,
      differences.malignantSensitivity,
    ),
    line(
      "benign below soon",
      active.benignSpecificity,
      candidate.benignSpecificity,
      differences.benignSpecificity,
    ),
    line("calibration error", active.calibrationError, candidate.calibrationError),
  ];
}

function shown(measured: Measured): string {
  if (!measured) return "–";
  const { value, interval } = measured;
  return withInterval(value, interval && [interval.low, interval.high]);
}
