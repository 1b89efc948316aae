/** How a network under training does on photos that it does not learn from, for the curves. */
import { DIAGNOSES } from "../../domain/diagnosis";
import type { PixelImage } from "../../vision/decode";
import type { Kernels } from "../../vision/network/kernels";
import type { Model, ModelManifest } from "../../vision/network/modelFolder";
import { createServingNetwork } from "../../vision/network/serving";
import { confusionMatrix } from "../evaluate";
import { predictPhotos } from "../predict";

export interface ValidationPhoto {
  readonly label: number;
  readonly picture: PixelImage;
}

/** One view of each: an eighth of the work, and curves show a course, not a level. */
export async function measureValidation(
  weights: Pick<Model, "network" | "parameters">,
  input: ModelManifest["input"],
  photos: readonly ValidationPhoto[],
  kernels: Kernels,
): Promise<{
  readonly balancedAccuracy: number | null;
  readonly recalls: (number | null)[];
}> {
  const network = createServingNetwork(weights, kernels);
  try {
    const outputs = await predictPhotos(
      network,
      { input, views: 1 },
      photos.map(
        ({ picture }) =>
          () =>
            Promise.resolve(picture),
      ),
    );
    const confusion = confusionMatrix(
      photos.map(({ label }, index) => ({
        lesionId: String(index),
        label,
        probabilities: outputs[index]?.logits ?? [],
      })),
      DIAGNOSES.length,
    );
    const recalls = DIAGNOSES.map((_, label) => {
      const row = confusion[label] ?? [];
      const all = row.reduce((sum, count) => sum + count, 0);
      return all === 0 ? null : (row[label] ?? 0) / all;
    });
    const known = recalls.filter((recall) => recall !== null);
    const sum = known.reduce((total, recall) => total + recall, 0);
    return { balancedAccuracy: known.length === 0 ? null : sum / known.length, recalls };
  } finally {
    network.dispose();
  }
}
