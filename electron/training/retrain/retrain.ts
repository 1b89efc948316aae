/** Runs a retraining plan, whichever its recipe. */
import { readModelFolder } from "../../vision/network/modelFolder";
import { checkPlan } from "./clinicPhotos";
import { retrainLayers } from "./deep";
import type { RetrainPlan, RetrainResult } from "./plan";
import { retrainHead } from "./quick";
import type { Surroundings } from "./surroundings";

/**
 * Trains a candidate on from the active model, measures both on the hold-out and writes the
 * candidate's folder. The active model's folder is only read.
 *
 * @throws LentigoError `training.*`, `model.*` or `checkpoint.*`; what reading a photo fails with as
 * a whole
 */
export async function retrain(
  plan: RetrainPlan,
  surroundings: Surroundings,
): Promise<RetrainResult> {
  checkPlan(plan);
  const active = await readModelFolder(plan.model);
  return plan.recipe === "quick"
    ? retrainHead(plan, active, surroundings)
    : retrainLayers(plan, active, surroundings);
}
