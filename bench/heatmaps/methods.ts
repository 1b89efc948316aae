/**
 * Methods from the literature that turn one layer's outputs and the gradient of a class's score
 * by them into a map. All take row-major cells, channels last, and give one number a cell.
 */
export interface LayerEvidence {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [height * width * channels] */
  readonly outputs: Float32Array;
  /** Gradient of the class's logit by `outputs`. */
  readonly gradients: Float32Array;
}

export type MapMethod = (evidence: LayerEvidence) => Float32Array;

/** Selvaraju et al., "Grad-CAM", ICCV 2017: channels weighted by their mean gradient. */
export const gradCam: MapMethod = (evidence) => {
  const cells = evidence.height * evidence.width;
  const weights = sumOverCells(evidence, (_, gradient) => gradient / cells);
  return weightedSum(evidence, (channel) => weights[channel] ?? 0);
};

/**
 * Chattopadhyay et al., "Grad-CAM++", WACV 2018, equations 10 and 19: positive gradients weighted
 * so that every object counts, whatever its size. As usual the score is taken to be the
 * exponential of the logit, whose derivatives are powers of the logit's.
 */
export const gradCamPlusPlus: MapMethod = (evidence) => {
  const totals = sumOverCells(evidence, (output) => output);
  const weights = sumOverCells(evidence, (_, gradient, channel) => {
    const denominator = 2 * gradient ** 2 + (totals[channel] ?? 0) * gradient ** 3;
    const alpha = denominator === 0 ? 0 : gradient ** 2 / denominator;
    return alpha * Math.max(0, gradient);
  });
  return weightedSum(evidence, (channel) => weights[channel] ?? 0);
};

/** Jiang et al., "LayerCAM", IEEE TIP 30, 2021: every cell weighted by its own positive gradient. */
export const layerCam: MapMethod = (evidence) =>
  weightedSum(evidence, (_, gradient) => Math.max(0, gradient));

/** Draelos and Carin, "HiResCAM", arXiv:2011.08891: every cell weighted by its own gradient. */
export const hiResCam: MapMethod = (evidence) => weightedSum(evidence, (_, gradient) => gradient);

function sumOverCells(
  { channels, outputs, gradients }: LayerEvidence,
  term: (output: number, gradient: number, channel: number) => number,
): Float64Array {
  const sums = new Float64Array(channels);
  for (let index = 0; index < outputs.length; index++) {
    const channel = index % channels;
    const value = term(outputs[index] ?? 0, gradients[index] ?? 0, channel);
    sums[channel] = (sums[channel] ?? 0) + value;
  }
  return sums;
}

function weightedSum(
  { height, width, channels, outputs, gradients }: LayerEvidence,
  weight: (channel: number, gradient: number) => number,
): Float32Array {
  const map = new Float32Array(height * width);
  for (let cell = 0; cell < map.length; cell++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const index = cell * channels + channel;
      sum += weight(channel, gradients[index] ?? 0) * (outputs[index] ?? 0);
    }
    map[cell] = sum;
  }
  return map;
}
