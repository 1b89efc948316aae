import type { ActiveModel, Device } from "../contract/shapes";
import { malignancyScore } from "../domain/diagnosis";
import { triageLevel, type RefusalReason } from "../domain/triage";
import { calibratedProbabilities } from "./calibration";
import type { PixelImage } from "./decode";
import { familiarityRefusal, tappedLayers, type Familiarity } from "./familiarity";
import { framePhoto, type Framing } from "./framing";
import { readModelFolder } from "./network/modelFolder";
import { createServingNetwork, type ForwardResult, type ServingNetwork } from "./network/serving";
import { answerOverViews } from "./network/views";
import { deviceDescription } from "./network/tensorflow";
import type { Assessment } from "./protocol";
import { measureQuality, qualityRefusals } from "./quality";
import { resample } from "./resample";
import { photoWarnings } from "./warnings/photoWarnings";

/** A loaded model version that assesses photos. */
export interface Classifier {
  readonly device: Device;
  readonly model: ActiveModel;
  /** Assesses one decoded photo; its answer does not depend on others. */
  assess(photo: PixelImage): Promise<Assessment>;
  dispose(): void;
}

interface Framed {
  readonly framing: Framing;
  readonly input: PixelImage;
}

/**
 * Loads the model version in `folder`.
 *
 * @throws LentigoError as `readModelFolder` does
 */
export async function loadClassifier(folder: string): Promise<Classifier> {
  const model = await readModelFolder(folder);
  const { manifest, familiarity } = model;
  const taps = tappedLayers(familiarity?.layers ?? []);
  const network = createServingNetwork(model, undefined, taps);
  await warmUp(network);

  return {
    device: deviceDescription(),
    model: { version: manifest.version, operatingPoints: manifest.operatingPoints },
    async assess(photo) {
      const { framing, input } = frame(photo, manifest.input);
      const unfit = qualityRefusals(measureQuality(photo, input));
      const { width, height } = input;
      // A pass of its own, since the photos that share one change each other's last digits.
      const answer = await answerOverViews(
        network,
        input.pixels,
        { count: 1, width, height },
        { views: manifest.views, explained: true },
      );
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
        warnings: reasons.length === 0 ? photoWarnings(input) : [],
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

/** TensorFlow prepares a graph when it is first asked: a third of a second that no photo waits. */
async function warmUp(network: ServingNetwork): Promise<void> {
  const side = network.stride;
  await network.explain(new Uint8Array(side * side * 3), { count: 1, width: side, height: side });
}

function unfamiliarRefusals(
  familiarity: Familiarity | null,
  { taps, embedding }: ForwardResult,
): RefusalReason[] {
  if (!familiarity) return [];
  const refusal = familiarityRefusal(familiarity, [...taps, embedding], embedding);
  return refusal ? [refusal] : [];
}

function frame(photo: PixelImage, spec: Parameters<typeof framePhoto>[2]): Framed {
  const framing = framePhoto(photo.width, photo.height, spec);
  return { framing, input: resample(photo, framing.crop, framing.width, framing.height) };
}
