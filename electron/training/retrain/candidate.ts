/** Measures a candidate beside the active model and writes its folder. */
import { ComparisonSummary, type Comparison } from "../../contract/comparison";
import { DIAGNOSES } from "../../domain/diagnosis";
import { calibratedProbabilities } from "../../vision/calibration";
import {
  writeModelFolder,
  type Model,
  type ModelManifest,
  type NewFamiliarity,
} from "../../vision/network/modelFolder";
import { measureDiagnoses, type DiagnosisMetrics } from "../diagnosisMetrics";
import type { ModelMetrics } from "../modelMetrics";
import { learnedBy } from "../trainingStart";
import { clinicCard } from "./clinicCard";
import { judge, type JudgedSets, type OutputPair } from "./judge";
import type { RetrainPlan } from "./plan";
import { recalibrate, type CalibrationSet } from "./recalibrate";

/** Names of the sets in manifest and metrics. */
export const HOLDOUT = "hold-out";
const REFERENCE = "reference";

export interface Candidate {
  readonly plan: RetrainPlan;
  readonly active: Model;
  /** As they are stored: rounded. */
  readonly parameters: Model["parameters"];
  /** Answers to photos that the candidate did not learn from, for temperature and thresholds. */
  readonly calibration: readonly CalibrationSet[];
  /** What both versions answered. */
  readonly sets: JudgedSets;
  /** Photos that it learned from, by class. */
  readonly learned: readonly number[];
  readonly fingerprint: string;
  readonly epochs: number;
  /** How long training took. */
  readonly seconds: number;
  readonly familiarity: NewFamiliarity | null;
  readonly unfamiliar: ModelMetrics["unfamiliar"];
  readonly rehearsal: Uint8Array | null;
}

export async function publishCandidate(candidate: Candidate): Promise<Comparison> {
  const { plan, active, parameters, familiarity, rehearsal, learned } = candidate;
  const { temperature, operatingPoints, calibration } = recalibrate(
    candidate.calibration,
    active.manifest.operatingPoints,
  );
  const version = { version: plan.version, classes: [...DIAGNOSES], temperature, operatingPoints };
  const comparison = judge({ active: active.manifest, candidate: version }, candidate.sets);
  const { holdout, reference } = candidate.sets;
  const splits: Record<string, DiagnosisMetrics> = {
    [HOLDOUT]: measured(holdout, version),
    ...(typeof reference === "string" ? {} : { [REFERENCE]: measured(reference, version) }),
  };
  const metrics: ModelMetrics = {
    version: plan.version,
    calibration,
    thresholds: operatingPoints,
    unfamiliar: candidate.unfamiliar,
    splits,
    groups: {},
  };
  const manifest: Omit<ModelManifest, "formatVersion" | "files"> = {
    ...version,
    parent: active.manifest.version,
    input: active.manifest.input,
    views: active.manifest.views,
    training: {
      recipe: plan.recipe,
      epochs: candidate.epochs,
      seed: plan.seed,
      dataFingerprint: candidate.fingerprint,
      images: learned.reduce((sum, count) => sum + count, 0),
      learnedBefore: learnedBy(active.manifest.training),
      startedFrom: `version ${active.manifest.version}`,
      seconds: candidate.seconds,
    },
    metrics: Object.fromEntries(
      Object.entries(splits).map(([name, split]) => [
        name,
        {
          images: split.images,
          accuracy: split.accuracy,
          balancedAccuracy: split.balancedAccuracy,
          macroAuc: split.macroAuc,
          malignantAuc: split.malignantAuc,
        },
      ]),
    ),
    created: plan.created,
  };
  await writeModelFolder(plan.out, {
    manifest,
    network: active.network,
    parameters,
    ...(familiarity && { familiarity }),
    ...(rehearsal && { rehearsal }),
    documents: {
      "metrics.json": `${JSON.stringify(metrics, null, 2)}\n`,
      "comparison.json": `${JSON.stringify(ComparisonSummary.parse(comparison), null, 2)}\n`,
      "MODEL_CARD.md": clinicCard({ manifest, metrics, comparison, learned }),
    },
  });
  return comparison;
}

function measured(
  pairs: readonly OutputPair[],
  {
    classes,
    temperature,
    operatingPoints,
  }: Pick<ModelManifest, "classes" | "temperature" | "operatingPoints">,
): DiagnosisMetrics {
  const predictions = pairs.map(({ group, label, candidate }) => {
    const probabilities = calibratedProbabilities(candidate, classes, temperature);
    return {
      lesionId: group,
      label,
      probabilities: DIAGNOSES.map((name) => probabilities[name]),
    };
  });
  return measureDiagnoses(predictions, operatingPoints);
}
