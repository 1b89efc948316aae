/** Everything that the methods need of one photo: layers' outputs, gradients, the shipped maps. */
import type { FrameFraction } from "../../electron/domain/heatmap";
import type { PixelImage } from "../../electron/vision/decode";
import { loadFoldedBody, type BodyRun } from "../../electron/vision/network/foldedBody";
import { foldNetwork } from "../../electron/vision/network/folding";
import type { Kernels } from "../../electron/vision/network/kernels";
import type { Model } from "../../electron/vision/network/modelFolder";
import { describeNetwork } from "../../electron/vision/network/networkOptions";
import { createServingNetwork, type ForwardResult } from "../../electron/vision/network/serving";
import type { LayerEvidence } from "./methods";

export interface FramedPhoto {
  readonly input: PixelImage;
  /** The part of the photo that `input` shows. */
  readonly frame: FrameFraction;
}

export interface Observed {
  readonly frame: FrameFraction;
  /** The class with the greatest logit. */
  readonly leading: number;
  readonly classActivation: ForwardResult;
  readonly shipped: ForwardResult;
  /** A layer's outputs with the gradient of a class's logit by them. */
  readonly evidence: (layer: string, label: number) => LayerEvidence;
  release(): void;
}

export interface Observer {
  observe(photo: FramedPhoto): Promise<Observed>;
  dispose(): void;
}

/** The deepest layer whose gradients can be asked for. */
const FIRST_LAYER = "block_13_expand";

export function createObserver(
  model: Pick<Model, "network" | "parameters">,
  kernels: Kernels,
): Observer {
  const network = createServingNetwork(model, kernels);
  const { body, head } = foldNetwork(describeNetwork(model.network), model.parameters);
  const loaded = loadFoldedBody(body, kernels, { keepFrom: FIRST_LAYER });

  function run({ pixels, height, width }: PixelImage): BodyRun {
    const bytes = kernels.upload(pixels, [1, height, width, 3]);
    const input = kernels.normalisePixels(bytes);
    bytes.release();
    const result = loaded.run(input);
    input.release();
    return result;
  }

  /** Gradient of a class's logit by the last feature maps. */
  function logitGradient(shape: readonly number[], label: number): Float32Array {
    const [, height = 0, width = 0] = shape;
    return Float32Array.from({ length: height * width * head.features }, (_, index) => {
      const weight = head.kernel[(index % head.features) * head.classes + label] ?? 0;
      return weight / (height * width);
    });
  }

  return {
    async observe({ input, frame }) {
      const shape = { count: 1, height: input.height, width: input.width };
      const classActivation = await network.forward(input.pixels, shape);
      const shipped = await network.explain(input.pixels, shape);
      const pass = run(input);
      const known = new Map<string, LayerEvidence>();
      const { logits } = classActivation;
      return {
        frame,
        leading: logits.indexOf(logits.reduce((max, logit) => Math.max(max, logit), -Infinity)),
        classActivation,
        shipped,
        evidence(layer, label) {
          const key = `${layer} ${String(label)}`;
          const before = known.get(key);
          if (before) return before;
          const outputs = pass.outputOf(layer);
          const [, height = 0, width = 0, channels = 0] = outputs.shape;
          const top = kernels.upload(logitGradient(pass.output.shape, label), pass.output.shape);
          const gradient = pass.gradientAt(layer, top);
          const found = {
            height,
            width,
            channels,
            outputs: outputs.floats(),
            gradients: gradient.floats(),
          };
          top.release();
          gradient.release();
          known.set(key, found);
          return found;
        },
        release: () => {
          pass.release();
        },
      };
    },
    dispose() {
      network.dispose();
      loaded.dispose();
    },
  };
}
