/** The card of a model that reproduces a study. */
import type { NetworkOptions } from "../vision/network/networkOptions";
import { dataInWords, licenceOf } from "./dataWords";
import {
  classTable,
  confusionTable,
  count,
  intervalsInWords,
  markdownTable,
  measureRows,
} from "./metricTables";
import { networkInWords, recipeInWords } from "./recipeWords";
import type { Recipe } from "./recipes/recipe";
import type { StudyManifest, StudyMetrics } from "./studyModel";

export interface StudyCardContent {
  readonly manifest: Omit<StudyManifest, "files">;
  readonly metrics: StudyMetrics;
  readonly recipe: Recipe;
  readonly network: NetworkOptions;
}

/** Markdown; every figure comes from the measurements. */
export function studyCard({ manifest, metrics, recipe, network }: StudyCardContent): string {
  const { training, input } = manifest;
  const { split } = training;
  const splits = Object.entries(metrics.splits);
  const minutes =
    training.seconds === null ? "" : ` in ${(training.seconds / 60).toFixed(0)} minutes`;
  return `# Model card: ${manifest.version}

A ${networkInWords(network)} that tells apart: ${manifest.classes.join(", ")}. It reproduces a published
system by the recipe \`${recipe.name}\` (docs/RECIPES.md) so that the two can be compared. It is not
calibrated, Lentigo does not triage with it, and it is **not a medical device**.

## Data

${dataInWords(split)}: ${count(training.images)} photos for training.
${split.notices.map((notice) => `\n- ${notice}`).join("")}

${licenceOf(split)}

## Training

${training.startedFrom === null ? "" : `Started from ${training.startedFrom}; `}${training.epochs.toFixed(1)} epochs${minutes}; ${recipeInWords(recipe)}. Seed ${String(training.seed)}.${metadataInWords(input.metadata)}

## Results

Measured with the stored weights on whole photos squeezed into ${String(input.size)} x ${String(input.size)} pixels. In
brackets ${intervalsInWords(metrics.bootstrap)}.

${markdownTable(
  ["", ...splits.map(([name]) => `\`${name}\``)],
  measureRows(splits.map(([, measured]) => measured)),
)}

${splits.map(([name, measured]) => `### Classes on \`${name}\`\n\n${classTable(measured)}\n\n${confusionTable(measured)}`).join("\n\n")}
`;
}

function metadataInWords(metadata: StudyManifest["input"]["metadata"]): string {
  if (!metadata) return "";
  const { age, sites } = metadata;
  const parts = [
    ...(age ? [`the age (${String(age.median)} years where it is not known)`] : []),
    ...(sites ? [`the place on the body (${sites.join(", ")})`] : []),
  ];
  return ` Beside the pixels it takes ${parts.join(" and ")}.`;
}
