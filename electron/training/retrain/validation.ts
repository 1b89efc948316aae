/** How a network under training does on photos that it does not learn from, for the curves. */
import type { PixelImage } from "../../vision/decode";
import type { Kernels } from "../../vision/network/kernels";
import type { Model, ModelManifest } from "../../vision/network/modelFolder";
import { createServingNetwork } from "../../vision/network/serving";
import { predictPhotos } from "../predict";
import { curveMeasures } from "./curveMeasures";

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
): Promise<ReturnType<typeof curveMeasures>> {
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
    return curveMeasures(
      photos.map(({ label }, index) => ({ label, logits: outputs[index]?.logits ?? [] })),
    );
  } finally {
    network.dispose();
  }
}
