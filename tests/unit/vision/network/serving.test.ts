import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { runFrozenLayer } from "../../../../electron/training/layers";
import { randomStream } from "../../../../electron/training/random";
import { networkVariables } from "../../../../electron/training/variables";
import { createKernels, type Tensor } from "../../../../electron/vision/network/kernels";
import {
  describeNetwork,
  type NetworkOptions,
} from "../../../../electron/vision/network/networkOptions";
import { initialParameters, type Parameters } from "../../../../electron/vision/network/parameters";
import { createServingNetwork } from "../../../../electron/vision/network/serving";
import { openTensorFlow } from "../../../../electron/vision/network/tensorflow";
import { readTfjsWeights } from "../../../../electron/vision/network/tfjsWeights";

const kernels = createKernels(openTensorFlow());
const options: NetworkOptions = { kind: "mobilenetV2", alpha: 0.35, classes: 7, dropout: 0.2 };
const parameters = unsettledParameters(options);
const network = createServingNetwork({ network: options, parameters }, kernels);

afterAll(() => {
  network.dispose();
});

/** Initial values with batch norms that are not the identity. */
function unsettledParameters(of: NetworkOptions): Parameters {
  const random = randomStream(5);
  const initial = initialParameters(describeNetwork(of), () => random.normal());
  for (const [name, { values }] of initial) {
    const scales = /gamma|variance/.test(name);
    if (!scales && !/beta|mean|bias/.test(name)) continue;
    for (let i = 0; i < values.length; i++) {
      values[i] = scales ? random.between(0.5, 2) : random.between(-0.5, 0.5);
    }
  }
  return initial;
}

function noise(length: number, seed: number): Uint8Array {
  const random = randomStream(seed);
  return Uint8Array.from({ length }, () => random.below(256));
}

/** The same network layer by layer, batch norm not folded. */
function unfoldedLogits(pixels: Uint8Array, height: number, width: number): Float32Array {
  const description = describeNetwork(options);
  const variables = networkVariables(kernels, description, parameters);
  const bytes = kernels.upload(pixels, [1, height, width, 3]);
  const outputs = new Map<string, Tensor>();
  let x = kernels.normalisePixels(bytes);
  bytes.release();
  for (const layer of description.layers) {
    const before = x;
    if (layer.kind === "residualAdd") {
      const from = outputs.get(layer.from);
      if (!from) throw new Error(`no ${layer.from}`);
      x = kernels.add(from, before);
    } else {
      x = runFrozenLayer({ kernels, variables }, layer, before);
    }
    before.release();
    outputs.set(layer.name, x.retain());
  }
  const logits = x.floats();
  x.release();
  for (const tensor of outputs.values()) tensor.release();
  variables.dispose();
  return logits;
}

describe("serving network", () => {
  it("computes what the layers compute one by one", async () => {
    const pixels = noise(64 * 96 * 3, 1);
    const { logits } = await network.forward(pixels, { count: 1, height: 64, width: 96 });
    const expected = unfoldedLogits(pixels, 64, 96);
    logits.forEach((logit, index) => {
      expect(logit).toBeCloseTo(expected[index] ?? Number.NaN, 3);
    });
  });

  it("gives maps whose mean plus the bias is the logit, and the pooled features", async () => {
    const shape = { count: 2, height: 64, width: 96 };
    const result = await network.forward(noise(2 * 64 * 96 * 3, 2), shape);
    expect([result.mapHeight, result.mapWidth]).toEqual([2, 3]);
    expect(result.maps).toHaveLength(2 * 2 * 3 * 7);
    expect(result.embedding).toHaveLength(2 * 1280);
    const bias = parameters.get("predictions/bias")?.values ?? [];
    const kernel = parameters.get("predictions/kernel")?.values ?? [];
    for (let photo = 0; photo < 2; photo++) {
      for (let label = 0; label < 7; label++) {
        let places = 0;
        for (let place = 0; place < 6; place++) {
          places += result.maps[(photo * 6 + place) * 7 + label] ?? 0;
        }
        let weighted = 0;
        for (let feature = 0; feature < 1280; feature++) {
          weighted +=
            (result.embedding[photo * 1280 + feature] ?? 0) * (kernel[feature * 7 + label] ?? 0);
        }
        const logit = result.logits[photo * 7 + label] ?? Number.NaN;
        expect(places / 6 + (bias[label] ?? 0)).toBeCloseTo(logit, 4);
        expect(weighted + (bias[label] ?? 0)).toBeCloseTo(logit, 4);
      }
    }
  });

  it("keeps the photos of a batch of any size apart", async () => {
    const [height, width, size] = [224, 288, 224 * 288 * 3];
    for (const count of [2, 5, 16]) {
      const pixels = noise(count * size, count);
      const together = await network.forward(pixels, { count, height, width });
      for (let photo = 0; photo < count; photo++) {
        const own = pixels.slice(photo * size, (photo + 1) * size);
        const alone = await network.forward(own, { count: 1, height, width });
        const expected = together.logits.subarray(photo * 7, photo * 7 + 7);
        // Kernels sum in another order in another batch, and noise weights enlarge the difference.
        alone.logits.forEach((value, label) => {
          expect(value).toBeCloseTo(expected[label] ?? Number.NaN, 3);
        });
      }
    }
  });

  it("gives the pooled outputs of tapped layers and says where there is no such layer", async () => {
    const model = { network: options, parameters };
    const taps = ["Conv_1", "block_3_expand"];
    const tapped = createServingNetwork(model, kernels, taps);
    const shape = { count: 2, height: 32, width: 64 };
    const answer = await tapped.forward(noise(2 * 32 * 64 * 3, 5), shape);
    tapped.dispose();
    // The last convolution, pooled, is the embedding; block 3 widens 8 channels sixfold.
    expect(answer.taps[0]).toEqual(answer.embedding);
    expect(answer.taps[1]).toHaveLength(2 * 48);
    expect(() => createServingNetwork(model, kernels, ["block_99_expand"])).toThrow("block_99");
  });

  it("keeps no tensor of a pass, nor any after it is disposed of", async () => {
    const before = kernels.aliveTensors();
    const second = createServingNetwork({ network: options, parameters }, kernels);
    const loaded = kernels.aliveTensors();
    await second.forward(noise(32 * 32 * 3, 3), { count: 1, height: 32, width: 32 });
    expect(kernels.aliveTensors()).toBe(loaded);
    second.dispose();
    expect(kernels.aliveTensors()).toBe(before);
    second.dispose();
    expect(kernels.aliveTensors()).toBe(before);
    const late = second.forward(noise(32 * 32 * 3, 3), { count: 1, height: 32, width: 32 });
    await expect(late).rejects.toThrow("disposed");
  });

  it("refuses pixels that do not fill the shape and sides off the stride", async () => {
    const pixels = noise(32 * 32 * 3, 4);
    const cases = [
      { count: 2, height: 32, width: 32 },
      { count: 1, height: 32, width: 31 },
      { count: 0, height: 32, width: 32 },
    ];
    for (const shape of cases) await expect(network.forward(pixels, shape)).rejects.toThrow();
  });

  const initialWeights = "../shared/weights/mobilenet_v2_imagenet";
  it.skipIf(!existsSync(initialWeights))(
    "gives the reference features of the published ImageNet weights",
    async () => {
      const full: NetworkOptions = { kind: "mobilenetV2", alpha: 1, classes: 7, dropout: 0 };
      const published = new Map(initialParameters(describeNetwork(full), () => 0));
      for (const [name, value] of await readTfjsWeights(initialWeights)) {
        expect(published.has(name)).toBe(true);
        published.set(name, value);
      }
      const imagenet = createServingNetwork({ network: full, parameters: published }, kernels);
      // The weights' own check: pixel (i, j, c) is (7 i + 13 j + 29 c) mod 256.
      const pixels = Uint8Array.from({ length: 224 * 224 * 3 }, (_, index) => {
        const [i, j, c] = [Math.floor(index / 672), Math.floor(index / 3) % 224, index % 3];
        return (7 * i + 13 * j + 29 * c) % 256;
      });
      const shape = { count: 1, height: 224, width: 224 };
      const { embedding } = await imagenet.forward(pixels, shape);
      imagenet.dispose();
      expect(Math.hypot(...embedding)).toBeCloseTo(34.2592, 3);
      const first = [0.0, 3.03306, 0.35402, 0.24714, 0.0, 0.0, 0.22872, 0.11033];
      first.forEach((value, index) => {
        expect(embedding[index]).toBeCloseTo(value, 3);
      });
    },
  );
});
