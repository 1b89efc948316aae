/** Measures a candidate whose layers were trained, teaches it what lesions look like, writes it. */
import type { Comparison } from "../../contract/comparison";
import { DIAGNOSES } from "../../domain/diagnosis";
import { tappedLayers } from "../../vision/familiarity";
import type { Model } from "../../vision/network/modelFolder";
import { createServingNetwork } from "../../vision/network/serving";
import type { Drawings } from "../drawings";
import { familiarityLayers } from "../fitFamiliarity";
import { learnFamiliarity } from "../learnFamiliarity";
import { unfamiliarShares } from "../measureModel";
import { predictPictures, type PhotoOutputs } from "../predict";
import { withPriorAdjusted } from "../priorAdjustment";
import type { Recipe } from "../recipes/recipe";
import { labelCounts } from "../sampling";
import type { TrainingResult } from "../trainer";
import { HOLDOUT, publishCandidate } from "./candidate";
import { takePhotos, type ClinicPhoto } from "./clinicPhotos";
import { nameOf, type DeepMaterial } from "./deepMaterial";
import { asStored } from "./heads";
import type { HoldoutPair } from "./judge";
import type { RetrainPlan } from "./plan";
import type { ProgressMeter } from "./progress";
import type { Surroundings } from "./surroundings";

export interface DeepPublication {
  readonly plan: RetrainPlan;
  readonly active: Model;
  readonly recipe: Recipe;
  readonly material: DeepMaterial;
  readonly result: TrainingResult;
  readonly drawn: Drawings;
}

/** What the candidate says of a photo. */
interface Answered {
  readonly photo: ClinicPhoto;
  readonly outputs: PhotoOutputs;
}

const VALIDATION = "a part of the clinic's patients that it did not learn from";

export async function publishDeep(
  { plan, active, recipe, material, result, drawn }: DeepPublication,
  surroundings: Surroundings,
  meter: ProgressMeter,
): Promise<Comparison> {
  const { learned, validation, pictures, read } = material;
  const { network, manifest } = active;
  const counts = labelCounts(
    learned.map(({ label }) => label),
    DIAGNOSES.length,
  );
  const adjusted = withPriorAdjusted(result.parameters, counts, recipe.priorAdjustment);
  const parameters = asStored({ network, parameters: adjusted });
  const layers = familiarityLayers(network);
  const taps = tappedLayers(layers.map((layer) => ({ layer })));
  const before = createServingNetwork(active, surroundings.kernels);
  const after = createServingNetwork({ network, parameters }, surroundings.kernels, taps);
  try {
    const heldOut = read.photos.filter(({ part }) => part === "holdout");
    const pairs: HoldoutPair[] = [];
    const onHoldout: Answered[] = [];
    const onValidation: Answered[] = [];
    const asked = [...heldOut, ...validation];
    await takePhotos(
      asked,
      surroundings,
      async (photos, decoded) => {
        const old = await predictPictures(before, manifest, decoded);
        const fresh = await predictPictures(after, manifest, decoded);
        photos.forEach((photo, place) => {
          const [one, outputs] = [old[place], fresh[place]];
          if (!one || !outputs) return;
          if (photo.part === "train") onValidation.push({ photo, outputs });
          else {
            onHoldout.push({ photo, outputs });
            pairs.push({ ...photo, active: one.logits, candidate: outputs.logits });
          }
        });
      },
      (done, still) => {
        meter.stoodStill(still);
        meter.at({ phase: "measuring", done: (0.5 * done) / asked.length });
      },
    );
    const learnedLook = await learnFamiliarity(
      after,
      {
        layers,
        input: manifest.input,
        photos: learned.map((photo) => () => Promise.resolve(pictures.get(nameOf(photo)))),
        choosing: onValidation.map(({ outputs }) => outputs.features),
        drawn,
      },
      (done, total) => {
        meter.at({ phase: "measuring", done: 0.5 + (0.5 * done) / total });
      },
    );
    if (!learnedLook) throw new Error("There were too few photos to learn what lesions look like");
    const refusedOf = (answered: readonly Answered[]) =>
      unfamiliarShares(
        learnedLook.familiarity,
        answered.map(({ photo, outputs }) => ({ label: photo.label, features: outputs.features })),
      );
    return await publishCandidate({
      plan,
      active,
      parameters,
      calibration: [
        {
          name: VALIDATION,
          samples: onValidation.map(({ photo: { label, group }, outputs: { logits } }) => ({
            label,
            group,
            logits,
          })),
        },
      ],
      sets: { holdout: pairs, reference: "other-body" },
      learned: counts,
      fingerprint: read.fingerprint,
      epochs: result.epochs,
      seconds: result.seconds,
      familiarity: {
        ...learnedLook,
        refused: refusedOf(onValidation).refused,
        measuredOn: VALIDATION,
      },
      unfamiliar: {
        threshold: learnedLook.familiarity.threshold,
        splits: { [HOLDOUT]: refusedOf(onHoldout) },
      },
      // Of another body: what it would hold is not what this one sees.
      rehearsal: null,
    });
  } finally {
    before.dispose();
    after.dispose();
  }
}
