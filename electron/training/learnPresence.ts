/** Gathers what fitPresence needs: a network's features of lesions and of skin alone. */
import type { InputSpec } from "../vision/framing";
import type { ServingNetwork } from "../vision/network/serving";
import type { LesionPresence } from "../vision/presence";
import type { Drawings } from "./drawings";
import type { LayerFeatures } from "./fitFamiliarity";
import { fitPresence } from "./fitPresence";
import { framed, predictPicture, type PhotoSource } from "./predict";
import { randomStream, shuffle } from "./random";
import { skinWindows } from "./skinWindows";

/** Photos from which windows are cut, at most. */
export const MOST_WINDOWS = 600;

/** One in this many photos stands for whole photos beside the windows. */
const WHOLE_PHOTOS = 4;

export interface PresenceMaterial {
  readonly input: InputSpec;
  /** Photos that the network was trained on, from which windows are cut. */
  readonly pictures: readonly PhotoSource[];
  /** Features of those photos, of drawn lesions, and of photos for the threshold. */
  readonly photos: readonly LayerFeatures[];
  readonly drawings: readonly LayerFeatures[];
  readonly choosing: readonly LayerFeatures[];
  /** Beside the windows, so that the demo clinic's plain skin is known too. */
  readonly skin: Drawings["skin"];
}

/**
 * Null where the photos have too few windows of plain skin.
 *
 * @param onProgress called with the number of photos, to `MOST_WINDOWS`, whose windows were seen
 */
export async function learnPresence(
  network: ServingNetwork,
  { input, pictures, photos, drawings, choosing, skin }: PresenceMaterial,
  onProgress: (done: number) => void,
): Promise<LesionPresence | null> {
  const embeddingOf = (features: LayerFeatures): ArrayLike<number> => features.at(-1) ?? [];
  const lesions = [...photos.filter((_, index) => index % WHOLE_PHOTOS === 0), ...drawings].map(
    embeddingOf,
  );
  const plain: ArrayLike<number>[] = [];
  const random = randomStream(1, 0x736b696e);
  let seen = 0;
  for (const decode of shuffle([...pictures], random)) {
    if (seen === MOST_WINDOWS) break;
    const photo = framed(await decode(), input);
    const windows = skinWindows(photo, seen % 2 === 0 ? "enlarged" : "mirrored", random);
    if (!windows) continue;
    for (const [picture, kind] of [
      [windows.lesion, lesions],
      [windows.plain, plain],
    ] as const) {
      kind.push(embeddingOf((await predictPicture(network, input, picture)).features));
    }
    seen += 1;
    onProgress(seen);
  }
  if (seen === 0) return null;
  for (const draw of skin) {
    plain.push(embeddingOf((await predictPicture(network, input, draw())).features));
  }
  return fitPresence(lesions, plain, choosing.map(embeddingOf));
}
