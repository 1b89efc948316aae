import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { measureHeat, rankCorrelation } from "../../bench/heatmaps/measures";
import { drawLesion } from "../../electron/demo/drawLesion";
import { DIAGNOSES, type Diagnosis } from "../../electron/domain/diagnosis";
import { spreadHeat } from "../../electron/domain/heatmap";
import { randomStream } from "../../electron/training/random";
import { framePhoto } from "../../electron/vision/framing";
import { createKernels } from "../../electron/vision/network/kernels";
import { readModelFolder } from "../../electron/vision/network/modelFolder";
import { describeNetwork } from "../../electron/vision/network/networkOptions";
import { initialParameters } from "../../electron/vision/network/parameters";
import { createServingNetwork, type ServingNetwork } from "../../electron/vision/network/serving";
import { openTensorFlow } from "../../electron/vision/network/tensorflow";
import { resample } from "../../electron/vision/resample";
import { root } from "../fixtures/commandLine";

const model = await readModelFolder(join(root, "models/base"));
const kernels = createKernels(openTensorFlow());
const trained = createServingNetwork(model, kernels);

/** The same network with weights that have learned nothing. */
function untrained(seed: number): ServingNetwork {
  const random = randomStream(seed);
  const parameters = initialParameters(describeNetwork(model.network), () => random.normal());
  return createServingNetwork({ ...model, parameters }, kernels);
}

afterAll(() => {
  trained.dispose();
});

const lesions = (["nv", "mel", "bkl"] satisfies Diagnosis[]).flatMap((diagnosis) =>
  [1, 2, 3, 4].map((seed) => drawLesion({ seed, diagnosis, width: 300, height: 225 })),
);

async function explain(network: ServingNetwork, photo: (typeof lesions)[number]) {
  const { crop, width, height } = framePhoto(photo.width, photo.height, model.manifest.input);
  const { pixels } = resample(photo, crop, width, height);
  const result = await network.explain(pixels, { count: 1, width, height });
  const frame = {
    left: crop.left / photo.width,
    top: crop.top / photo.height,
    width: crop.width / photo.width,
    height: crop.height / photo.height,
  };
  const heatOf = (label: number): Float32Array => {
    const values = result.maps.filter((_, index) => index % DIAGNOSES.length === label);
    const map = { width: result.mapWidth, height: result.mapHeight, values };
    return spreadHeat(map, frame, photo.width / 3, photo.height / 3);
  };
  return { ...result, heatOf };
}

const leading = (logits: Float32Array): number => logits.indexOf(Math.max(...logits));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The lesion on the heat's grid of 100 x 75 pixels. */
function outline({ mask, width, height }: (typeof lesions)[number]): Uint8Array {
  return Uint8Array.from({ length: (width / 3) * (height / 3) }, (_, index) => {
    const [x, y] = [index % (width / 3), Math.floor(index / (width / 3))];
    return mask[(3 * y + 1) * width + 3 * x + 1] === 255 ? 1 : 0;
  });
}

describe("heatmaps of the shipped model", () => {
  it("lie on drawn lesions", async () => {
    const measures = [];
    for (const photo of lesions) {
      const { logits, heatOf } = await explain(trained, photo);
      const lesion = outline(photo);
      const area = mean(Array.from(lesion));
      measures.push({ ...measureHeat(heatOf(leading(logits)), lesion), area });
    }
    const area = mean(measures.map((measure) => measure.area));
    expect(mean(measures.map((measure) => measure.inside))).toBeGreaterThan(2 * area);
    expect(mean(measures.map((measure) => measure.ownAreaIou))).toBeGreaterThan(0.5);
  });

  it("are others where the weights are random", async () => {
    const correlations = [];
    const networks = [1, 2, 3, 4].map(untrained);
    for (const [index, photo] of lesions.entries()) {
      const network = networks[index % networks.length];
      if (!network) throw new Error("no network");
      const own = await explain(trained, photo);
      const other = await explain(network, photo);
      const label = leading(own.logits);
      correlations.push(rankCorrelation(own.heatOf(label), other.heatOf(label)));
    }
    for (const network of networks) network.dispose();
    expect(Math.abs(mean(correlations))).toBeLessThan(0.3);
  });

  it("differ from class to class", async () => {
    const correlations = [];
    for (const photo of lesions) {
      const { heatOf } = await explain(trained, photo);
      correlations.push(
        rankCorrelation(heatOf(DIAGNOSES.indexOf("mel")), heatOf(DIAGNOSES.indexOf("nv"))),
      );
    }
    expect(mean(correlations)).toBeLessThan(0.7);
  });

  it("are a photo's own in a batch as well, and come with the same answer", async () => {
    const [width, height] = [288, 224];
    const size = width * height * 3;
    const some = lesions.slice(0, 5);
    const pixels = some.map(
      (photo) =>
        resample(photo, framePhoto(300, 225, model.manifest.input).crop, width, height).pixels,
    );
    const together = await trained.explain(Buffer.concat(pixels), { count: 5, width, height });
    const answers = await trained.forward(Buffer.concat(pixels), { count: 5, width, height });
    expect(together.logits).toEqual(answers.logits);
    expect(together.embedding).toEqual(answers.embedding);
    expect([together.mapWidth, together.mapHeight]).toEqual([18, 14]);
    const length = together.maps.length / 5;
    for (const [index, own] of pixels.entries()) {
      expect(own).toHaveLength(size);
      const alone = await trained.explain(own, { count: 1, width, height });
      const again = await trained.explain(own, { count: 1, width, height });
      expect(again.maps).toEqual(alone.maps);
      const among = together.maps.subarray(index * length, (index + 1) * length);
      const greatest = alone.maps.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      // Kernels sum in another order in a batch, which the way back enlarges.
      alone.maps.forEach((value, at) => {
        expect(Math.abs(value - (among[at] ?? NaN)) / greatest).toBeLessThan(1e-4);
      });
    }
  });

  it("keep no tensor", async () => {
    const before = kernels.aliveTensors();
    await trained.explain(new Uint8Array(64 * 96 * 3), { count: 1, height: 64, width: 96 });
    expect(kernels.aliveTensors()).toBe(before);
  });
});
