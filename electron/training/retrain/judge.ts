/** Lets a candidate and the active model answer the same photos, and the gate judge both. */
import type { Comparison, PhotoAnswers } from "../../contract/comparison";
import { DIAGNOSES, leadingDiagnosis } from "../../domain/diagnosis";
import { judgePromotion } from "../../domain/promotionGate";
import { triageLevel } from "../../domain/triage";
import { calibratedProbabilities } from "../../vision/calibration";
import type { ModelManifest } from "../../vision/network/modelFolder";
import { compareOn, differ, evidenceOf } from "./compare";

export type Side = "active" | "candidate";

/** As far as it turns outputs into answers. */
export type JudgedVersion = Pick<
  ModelManifest,
  "version" | "classes" | "temperature" | "operatingPoints"
>;

export type JudgedVersions = Readonly<Record<Side, JudgedVersion>>;

/** A photo with both versions' outputs before calibration. */
export interface OutputPair extends Readonly<Record<Side, ArrayLike<number>>> {
  readonly label: number;
  readonly group: string;
}

export interface HoldoutPair extends OutputPair {
  /** Its place in the plan. */
  readonly index: number;
}

export interface JudgedPhoto extends Readonly<Record<Side, PhotoAnswers["active"]>> {
  readonly label: number;
  readonly group: string;
}

export interface JudgedSets {
  readonly holdout: readonly HoldoutPair[];
  /** Or why there is none. */
  readonly reference: readonly OutputPair[] | NonNullable<Comparison["referenceMissing"]>;
}

export function judge(versions: JudgedVersions, sets: JudgedSets): Comparison {
  const holdout = sets.holdout.map((pair) => answered(pair, versions));
  const reference =
    typeof sets.reference === "string"
      ? null
      : sets.reference.map((pair) => answered(pair, versions));
  const onHoldout = compareOn(holdout, versions);
  const onReference = reference && compareOn(reference, versions);
  const verdict = judgePromotion(
    evidenceOf(holdout, onHoldout),
    reference && onReference && evidenceOf(reference, onReference),
  );
  return {
    active: versions.active.version,
    candidate: versions.candidate.version,
    holdout: onHoldout,
    reference: onReference,
    referenceMissing: typeof sets.reference === "string" ? sets.reference : null,
    answers: holdout.flatMap(({ label, active, candidate }, place) => {
      const diagnosis = DIAGNOSES[label];
      const index = sets.holdout[place]?.index;
      if (diagnosis === undefined || index === undefined) return [];
      return [{ index, label: diagnosis, active, candidate, changed: differ(active, candidate) }];
    }),
    gate: { passes: verdict.passes, reasons: [...verdict.reasons] },
  };
}

function answered(pair: OutputPair, versions: JudgedVersions): JudgedPhoto {
  return {
    label: pair.label,
    group: pair.group,
    active: answerOf(pair.active, versions.active),
    candidate: answerOf(pair.candidate, versions.candidate),
  };
}

/** As triage answers, for photos that can be assessed. */
function answerOf(
  logits: ArrayLike<number>,
  { classes, temperature, operatingPoints }: JudgedVersion,
): PhotoAnswers["active"] {
  const probabilities = calibratedProbabilities(logits, classes, temperature);
  return {
    probabilities: DIAGNOSES.map((name) => probabilities[name]),
    leading: leadingDiagnosis(probabilities),
    level: triageLevel(probabilities, [], operatingPoints),
  };
}
