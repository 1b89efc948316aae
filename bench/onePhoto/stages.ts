/** Where the time of one photo goes: the classifier's parts, one by one. */
import { decodePhoto } from "../../electron/vision/decode";
import { tappedLayers } from "../../electron/vision/familiarity";
import { framePhoto } from "../../electron/vision/framing";
import { readModelFolder } from "../../electron/vision/network/modelFolder";
import { createServingNetwork } from "../../electron/vision/network/serving";
import { answerOverViews } from "../../electron/vision/network/views";
import { measureQuality } from "../../electron/vision/quality";
import { resample } from "../../electron/vision/resample";
import { photoWarnings } from "../../electron/vision/warnings/photoWarnings";

export const STAGES = [
  "decoding",
  "resampling",
  "quality",
  "one view, with heatmaps",
  "seven views more",
  "warnings",
] as const;

export type StageTimes = Record<(typeof STAGES)[number], number>;

/** Milliseconds of each part, for the bytes of a photo. */
export async function openStages(
  folder: string,
): Promise<(bytes: Uint8Array) => Promise<StageTimes>> {
  const model = await readModelFolder(folder);
  const { input: spec } = model.manifest;
  const taps = tappedLayers(model.familiarity?.layers ?? []);
  const network = createServingNetwork(model, undefined, taps);

  return async (bytes) => {
    let last = performance.now();
    const lap = (): number => {
      const before = last;
      last = performance.now();
      return last - before;
    };
    const photo = await decodePhoto(bytes);
    const decoding = lap();
    const { crop, width, height } = framePhoto(photo.width, photo.height, spec);
    const input = resample(photo, crop, width, height);
    const resampling = lap();
    measureQuality(photo, input);
    const quality = lap();
    const shape = { count: 1, width, height };
    await answerOverViews(network, input.pixels, shape, { views: 1, explained: true });
    const oneView = lap();
    await answerOverViews(network, input.pixels, shape, { views: 8, explained: true });
    const eightViews = lap();
    photoWarnings(input);
    return {
      ...{ decoding, resampling, quality, warnings: lap() },
      "one view, with heatmaps": oneView,
      "seven views more": eightViews - oneView,
    };
  };
}
