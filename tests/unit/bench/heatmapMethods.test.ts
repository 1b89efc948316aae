import { afterAll, describe, expect, it } from "vitest";
import {
  gradCam,
  gradCamPlusPlus,
  hiResCam,
  layerCam,
  type LayerEvidence,
} from "../../../bench/heatmaps/methods";
import { createObserver } from "../../../bench/heatmaps/observer";
import { randomStream } from "../../../electron/training/random";
import { detailedMaps } from "../../../electron/vision/network/detailedMaps";
import { createKernels } from "../../../electron/vision/network/kernels";
import {
  describeNetwork,
  type NetworkOptions,
} from "../../../electron/vision/network/networkOptions";
import { initialParameters } from "../../../electron/vision/network/parameters";
import { openTensorFlow } from "../../../electron/vision/network/tensorflow";

describe("methods on two cells and two channels", () => {
  const evidence: LayerEvidence = {
    height: 1,
    width: 2,
    channels: 2,
    // Cell by cell: (3, 1), (2, 4).
    outputs: Float32Array.of(3, 1, 2, 4),
    gradients: Float32Array.of(0.5, -1, 0.1, 0.2),
  };

  it("Grad-CAM weights channels by their mean gradient", () => {
    // Weights 0.3 and -0.4.
    const [first, second] = gradCam(evidence);
    expect(first).toBeCloseTo(0.3 * 3 - 0.4 * 1, 6);
    expect(second).toBeCloseTo(0.3 * 2 - 0.4 * 4, 6);
  });

  it("HiResCAM weights every cell by its own gradient, LayerCAM by the positive part", () => {
    expect([...hiResCam(evidence)].map((value) => value.toFixed(4))).toEqual(["0.5000", "1.0000"]);
    expect([...layerCam(evidence)].map((value) => value.toFixed(4))).toEqual(["1.5000", "1.0000"]);
  });

  it("Grad-CAM++ weights by its own alphas", () => {
    const alpha = (gradient: number, total: number): number =>
      gradient ** 2 / (2 * gradient ** 2 + total * gradient ** 3);
    const first = alpha(0.5, 5) * 0.5 + alpha(0.1, 5) * 0.1;
    const second = alpha(0.2, 5) * 0.2;
    const map = gradCamPlusPlus(evidence);
    expect(map[0]).toBeCloseTo(first * 3 + second * 1, 6);
    expect(map[1]).toBeCloseTo(first * 2 + second * 4, 6);
  });
});

describe("methods on a network", () => {
  const kernels = createKernels(openTensorFlow());
  const options: NetworkOptions = { kind: "mobilenetV2", alpha: 0.35, classes: 7, dropout: 0 };
  const random = randomStream(3);
  const parameters = initialParameters(describeNetwork(options), () => random.normal());
  const observer = createObserver({ network: options, parameters }, kernels);
  const [height, width] = [96, 128];
  const input = {
    pixels: Uint8Array.from({ length: height * width * 3 }, () => random.below(256)),
    width,
    height,
  };
  const frame = { left: 0, top: 0, width: 1, height: 1 };

  afterAll(() => {
    observer.dispose();
  });

  it("are one and the same on the last feature maps: CAM, Grad-CAM and HiResCAM", async () => {
    const observed = await observer.observe({ input, frame });
    for (const label of [0, 4]) {
      const last = observed.evidence("Conv_1", label);
      const cells = last.height * last.width;
      const cam = observed.classActivation.maps.filter((_, index) => index % 7 === label);
      const [graded, highResolution] = [gradCam(last), hiResCam(last)];
      cam.forEach((value, cell) => {
        expect((graded[cell] ?? NaN) * cells).toBeCloseTo(value, 4);
        expect((highResolution[cell] ?? NaN) * cells).toBeCloseTo(value, 4);
      });
    }
    observed.release();
  });

  it("agree with the shipped maps, which take one gradient for all classes", async () => {
    const observed = await observer.observe({ input, frame });
    const { logits, maps, mapHeight, mapWidth } = observed.classActivation;
    const powers = Array.from(logits, Math.exp);
    const total = powers.reduce((sum, power) => sum + power, 0);
    const layers = powers.map((_, label) => observed.evidence("block_13_expand", label));
    const [first] = layers;
    if (!first) throw new Error("no layer");
    const gradients = first.gradients.map((_, index) =>
      layers.reduce(
        (sum, layer, label) => sum + ((powers[label] ?? 0) / total) * (layer.gradients[index] ?? 0),
        0,
      ),
    );
    const detail = layerCam({ ...first, gradients });
    const expected = detailedMaps(
      { count: 1, height: mapHeight, width: mapWidth, channels: 7, values: maps },
      { count: 1, height: first.height, width: first.width, channels: 1, values: detail },
      { stride: 2, centre: 1 },
    );
    const { shipped } = observed;
    expect([shipped.mapHeight, shipped.mapWidth]).toEqual([6, 8]);
    const greatest = Math.max(...expected.values.map(Math.abs));
    expect(greatest).toBeGreaterThan(0);
    shipped.maps.forEach((value, index) => {
      expect(Math.abs(value - (expected.values[index] ?? NaN))).toBeLessThan(1e-4 * greatest);
    });
    observed.release();
  });
});
