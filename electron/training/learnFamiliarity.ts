/** Gathers what fitFamiliarity needs: a network's features of photos of lesions and of drawings. */
import type { Familiarity } from "../vision/familiarity";
import type { InputSpec } from "../vision/framing";
import type { ServingNetwork } from "../vision/network/serving";
import type { Drawings } from "./drawings";
import { fitFamiliarity, LEAST_PHOTOS, MOST_PHOTOS, type LayerFeatures } from "./fitFamiliarity";
import { learnPresence, MOST_WINDOWS } from "./learnPresence";
import { predictPhotos, predictPicture, type PhotoSource } from "./predict";

export interface FamiliarityMaterial {
  /** Layers whose features are compared; those that are not the embedding are tapped. */
  readonly layers: readonly string[];
  readonly input: InputSpec;
  /** Photos of lesions that the network was trained on. */
  readonly photos: readonly PhotoSource[];
  /** Features of photos of lesions that it was not trained on, for the threshold. */
  readonly choosing: readonly LayerFeatures[];
  /** What is to pass, and what is not, though no photo shows it. */
  readonly drawn: Drawings;
}

export interface LearnedFamiliarity {
  readonly familiarity: Familiarity;
  /** Photos and drawings that it was fitted on. */
  readonly photos: number;
  readonly drawings: number;
}

/** What photos of lesions look like to the network; null where they are too few to tell. */
export async function learnFamiliarity(
  network: ServingNetwork,
  { layers, input, photos: all, choosing, drawn }: FamiliarityMaterial,
  onProgress: (done: number, total: number) => void,
): Promise<LearnedFamiliarity | null> {
  if (all.length < LEAST_PHOTOS) return null;
  const every = Math.ceil(all.length / MOST_PHOTOS);
  const pictures = all.filter((_, index) => index % every === 0);
  const total = pictures.length + drawn.lesions.length + MOST_WINDOWS;
  const seen = await predictPhotos(network, { input, views: 1 }, pictures, (done) => {
    onProgress(done, total);
  });
  const photos = seen.map(({ features }) => features);
  const drawings: LayerFeatures[] = [];
  for (const draw of drawn.lesions) {
    drawings.push((await predictPicture(network, input, draw())).features);
    onProgress(pictures.length + drawings.length, total);
  }
  const familiarity = fitFamiliarity(layers, photos, drawings, choosing);
  if (!familiarity) return null;
  const material = { input, pictures, photos, drawings, choosing, skin: drawn.skin };
  const presence = await learnPresence(network, material, (windows) => {
    onProgress(pictures.length + drawn.lesions.length + windows, total);
  });
  return {
    familiarity: { ...familiarity, presence },
    photos: photos.length,
    drawings: drawings.length,
  };
}
