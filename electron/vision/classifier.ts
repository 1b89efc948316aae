import type { ActiveModel, Device } from "../contract/shapes";
import { malignancyScore } from "../domain/diagnosis";
import { triageLevel, type RefusalReason } from "../domain/triage";
import { gatherBatches } from "./batches";
import { calibratedProbabilities } from "./calibration";
import type { PixelImage } from "./decode";
import { tappedLayers, unfamiliarity, type Familiarity } from "./familiarity";
import { framePhoto, type Framing } from "./framing";
import { isHairy } from "./hair";
import { readModelFolder } from "./network/modelFolder";
import { createServingNetwork } from "./network/serving";
import { deviceDescription } from "./network/tensorflow";
import type { Assessment } from "./protocol";
import { measureQuality, qualityRefusals } from "./quality";
import { resample } from "./resample";

/** A loaded model version that assesses photos. */
export interface Classifier {
  readonly device: Device;
  readonly model: ActiveModel;
  /** Assesses one decoded photo; photos asked for together share passes of the network. */
  assess(photo: PixelImage): Promise<Assessment>;
  dispose(): void;
}

interface Framed {
  readonly framing: Framing;
  readonly input: PixelImage;
}

interface NetworkAnswer {
  readonly logits: Float32Array;
  readonly maps: Float32Array;
  readonly mapWidth: number;
  readonly mapHeight: number;
  readonly embedding: Float32Array;
  readonly taps: readonly Float32Array[];
}

/** Most photos of one pass: beyond it throughput no longer grows on a CPU. */
const BATCH = 16;

/**
 * Loads the model version in `folder`.
 *
 * @throws LentigoError `model.missing`, `model.damaged` or `model.version`
 */
export async function loadClassifier(folder: string): Promise<Classifier> {
  const model = await readModelFolder(folder);
  const { manifest, familiarity } = model;
  const taps = tappedLayers(familiarity?.layers ?? []);
  const network = createServingNetwork(model, undefined, taps);

  const pass = gatherBatches<PixelImage, NetworkAnswer>(
    BATCH,
    ({ width, height }) => `${String(width)}x${String(height)}`,
    async (inputs) => {
      const [first] = inputs;
      if (!first) return [];
      const { width, height } = first;
      const size = width * height * 3;
      const pixels = new Uint8Array(inputs.length * size);
      inputs.forEach((input, index) => {
        pixels.set(input.pixels, index * size);
      });
      const count = inputs.length;
      const { logits, maps, mapWidth, mapHeight, embedding, taps } = await network.explain(pixels, {
        count,
        width,
        height,
      });
      const share = (all: Float32Array, index: number): Float32Array =>
        all.slice((all.length / count) * index, (all.length / count) * (index + 1));
      return inputs.map((_, index) => ({
        logits: share(logits, index),
        maps: share(maps, index),
        embedding: share(embedding, index),
        taps: taps.map((layer) => share(layer, index)),
        mapWidth,
        mapHeight,
      }));
    },
  );

  return {
    device: deviceDescription(),
    model: { version: manifest.version, operatingPoints: manifest.operatingPoints },
    async assess(photo) {
      const { framing, input } = frame(photo, manifest.input);
      const unfit = qualityRefusals(measureQuality(photo, input));
      const answer = await pass(input);
      // A photo that cannot be made out is not called something else on top.
      const reasons = unfit.length === 0 ? unfamiliarRefusals(familiarity, answer) : unfit;
      const probabilities = calibratedProbabilities(
        answer.logits,
        manifest.classes,
        manifest.temperature,
      );
      const { crop } = framing;
      return {
        modelVersion: manifest.version,
        level: triageLevel(probabilities, reasons, manifest.operatingPoints),
        reasons,
        warnings: reasons.length === 0 && isHairy(input) ? ["hair"] : [],
        malignancy: malignancyScore(probabilities),
        probabilities,
        heat: {
          width: answer.mapWidth,
          height: answer.mapHeight,
          frame: {
            left: crop.left / photo.width,
            top: crop.top / photo.height,
            width: crop.width / photo.width,
            height: crop.height / photo.height,
          },
          values: answer.maps,
        },
        embedding: answer.embedding,
      };
    },
    dispose: () => {
      network.dispose();
    },
  };
}

function unfamiliarRefusals(
  familiarity: Familiarity | null,
  { taps, embedding }: NetworkAnswer,
): RefusalReason[] {
  if (!familiarity) return [];
  const score = unfamiliarity(familiarity.layers, [...taps, embedding]);
  return score > familiarity.threshold ? ["not-a-lesion"] : [];
}

function frame(photo: PixelImage, spec: Parameters<typeof framePhoto>[2]): Framed {
  const framing = framePhoto(photo.width, photo.height, spec);
  return { framing, input: resample(photo, framing.crop, framing.width, framing.height) };
}
