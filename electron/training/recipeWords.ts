/** A recipe in words, for the model card. */
import type { NetworkOptions } from "../vision/network/networkOptions";
import { percent } from "./metricTables";
import type { Phase, Recipe } from "./recipes/recipe";

export function networkInWords(network: NetworkOptions): string {
  switch (network.kind) {
    case "mobilenetV2":
      return `MobileNetV2 (width ${String(network.alpha)})`;
    case "mobilenetV1":
      return `MobileNet (width ${String(network.alpha)})`;
    case "plainCnn":
      return `plain convolutional network (${String(network.blocks.length)} blocks)`;
  }
}

/** What a run by the recipe does, as parts of one sentence. */
export function recipeInWords(recipe: Recipe): string {
  return [
    `batch ${String(recipe.batchSize)}`,
    recipe.phases.map(phaseInWords).join(", then "),
    shownPart(recipe),
    ...variations(recipe),
    ...(recipe.views === null ? [] : [`${String(recipe.views)} such views of each photo in turn`]),
    recipe.optimiser.weightDecay > 0 ? "AdamW" : "Adam",
    showings(recipe),
    ...lossInWords(recipe),
    ...(recipe.averaging ? [`averaged weights (${String(recipe.averaging.decay)})`] : []),
    ...(recipe.batchNorm.recalibrationBatches > 0
      ? ["batch norm's statistics taken anew at the end"]
      : []),
    ...(recipe.priorAdjustment > 0
      ? [`the class counts to the power ${String(recipe.priorAdjustment)} taken off the answers`]
      : []),
  ].join("; ");
}

function phaseInWords({ inputSize, learningRate, trained }: Phase): string {
  const { peak, final } = learningRate;
  const rate = peak.toExponential();
  return [
    `${trainedInWords(trained)} at ${String(inputSize)} x ${String(inputSize)} pixels`,
    `learning rate ${rate}${peak === final ? "" : " falling as a cosine"}`,
  ].join(", ");
}

function trainedInWords(trained: Phase["trained"]): string {
  if (trained === "all") return "every layer trained";
  return trained === "head"
    ? "the layers behind the pooling trained"
    : `the layers from ${trained.from} on trained`;
}

function shownPart({ augmentation }: Recipe): string {
  const { area, squeezed, shift } = augmentation;
  const share =
    area[0] === area[1] ? percent(area[0]) : `${percent(area[0])} to ${percent(area[1])}`;
  const part = squeezed
    ? `${share} of the photo squeezed into the square`
    : `random crops of ${share} of the photo`;
  return shift > 0 ? `${part}, shifted by up to ${percent(shift)}` : part;
}

function variations({ augmentation, mixup }: Recipe): string[] {
  const { orientations, rotation, brightness, contrast, saturation, tint } = augmentation;
  const mirrored = {
    1: [],
    2: ["mirrored left to right"],
    4: ["mirrored both ways"],
    8: ["mirrored and turned in all eight ways"],
  }[orientations];
  const colours = Object.entries({ brightness, contrast, saturation, tint })
    .filter(([, reach]) => reach > 0)
    .map(([name, reach]) => `${name} by up to ${percent(reach)}`);
  return [
    ...mirrored,
    ...(rotation > 0 ? [`turned by up to ${String(rotation)} degrees`] : []),
    ...colours,
    ...(mixup.chance > 0 ? [`${percent(mixup.chance)} of them blended with others`] : []),
  ];
}

function showings({ sampling }: Recipe): string {
  switch (sampling.kind) {
    case "natural":
      return "every photo shown once an epoch";
    case "power":
      return `classes shown in proportion to their count to the power ${String(sampling.classPower)}`;
    case "undersample":
      return "every class shown as often as the rarest has photos, another part of them each epoch";
    case "oversample":
      return "every class shown as often as the most frequent has photos";
  }
}

function lossInWords({ loss, distillation }: Recipe): string[] {
  const { labelSmoothing, focalGamma, classWeights } = loss;
  return [
    ...(labelSmoothing > 0 ? [`label smoothing ${String(labelSmoothing)}`] : []),
    ...(focalGamma > 0 ? [`focal loss with gamma ${String(focalGamma)}`] : []),
    ...(classWeights === "none" ? [] : [`${classWeights} class weights`]),
    ...(distillation ? [`${percent(distillation.weight)} of it by the version before`] : []),
  ];
}
