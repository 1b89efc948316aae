import { readdirSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { randomStream } from "../../../../electron/training/random";
import { lastHalving, loadFoldedBody } from "../../../../electron/vision/network/foldedBody";
import type { FoldedLayer } from "../../../../electron/vision/network/folding";
import { createKernels } from "../../../../electron/vision/network/kernels";
import { openTensorFlow } from "../../../../electron/vision/network/tensorflow";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

const kernels = createKernels(openTensorFlow());
const random = randomStream(11);
const drawn = (length: number): Float32Array =>
  Float32Array.from({ length }, () => random.normal() * 0.7);

function convolution(
  name: string,
  size: number,
  from: number,
  to: number,
  stride = 1,
): FoldedLayer {
  const kernel = drawn(size * size * from * to);
  const kernelShape = [size, size, from, to];
  return { kind: "conv", name, stride, kernel, kernelShape, bias: drawn(to), relu6: true };
}

const depthwise: FoldedLayer = {
  kind: "depthwiseConv",
  name: "depthwise",
  stride: 2,
  kernel: drawn(3 * 3 * 4),
  kernelShape: [3, 3, 4, 1],
  bias: drawn(4),
  relu6: true,
};

/** Passes its input on: where a body begins in the middle. */
function passing(name: string, channels: number): FoldedLayer {
  const kernel = Float32Array.from({ length: channels * channels }, (_, index) =>
    index % (channels + 1) === 0 ? 1 : 0,
  );
  const kernelShape = [1, 1, channels, channels];
  const bias = new Float32Array(channels);
  return { kind: "conv", name, stride: 1, kernel, kernelShape, bias, relu6: false };
}

const rest: FoldedLayer[] = [
  depthwise,
  convolution("project", 1, 4, 3),
  convolution("inner", 3, 3, 3),
  { kind: "residualAdd", name: "sum", from: "project" },
  convolution("last", 1, 3, 5),
];
const body = [convolution("first", 3, 2, 4), ...rest];
const [height, width] = [6, 8];

describe("folded body", () => {
  it.each([
    { layer: "first", after: rest, channels: 4, sides: [6, 8] },
    // The shortcut begins at this layer itself.
    { layer: "project", after: rest.slice(2), channels: 3, sides: [3, 4] },
  ])(
    "gives the gradient by $layer as finite differences do",
    ({ layer, after, channels, sides }) => {
      const whole = loadFoldedBody(body, kernels, { keepFrom: layer });
      const input = kernels.upload(drawn(height * width * 2), [1, height, width, 2]);
      const run = whole.run(input);
      const weights = drawn(3 * 4 * 5);
      const top = kernels.upload(weights, [1, 3, 4, 5]);
      const gradient = run.gradientAt(layer, top);
      const gradients = gradient.floats();
      const outputs = run.outputOf(layer).floats();

      const tail = loadFoldedBody([passing(layer, channels), ...after], kernels);
      const score = (values: Float32Array): number => {
        const start = kernels.upload(values, [1, ...sides, channels]);
        const tailRun = tail.run(start);
        const result = tailRun.output.floats();
        start.release();
        tailRun.release();
        return result.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
      };
      const step = 2e-3;
      const greatest = gradients.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      expect(greatest).toBeGreaterThan(0.1);
      const errors = Array.from(gradients, (value, index) => {
        const moved = (by: number): number =>
          score(outputs.map((output, at) => (at === index ? output + by : output)));
        return Math.abs((moved(step) - moved(-step)) / (2 * step) - value) / greatest;
      }).sort((a, b) => a - b);
      // A step across one of relu6's two bends gives another slope; all others must agree.
      expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(5e-3);

      for (const tensor of [input, top, gradient]) tensor.release();
      run.release();
      whole.dispose();
      tail.dispose();
    },
  );

  it("pools the layers that it is asked for", () => {
    const outputs = { keepFrom: "project", pooled: ["inner", "project"] };
    const loaded = loadFoldedBody(body, kernels, outputs);
    const input = kernels.upload(drawn(height * width * 2), [1, height, width, 2]);
    const run = loaded.run(input);
    const pooled = run.pooled.map((means) => Array.from(means.floats()));
    const means = ["inner", "project"].map((layer) => {
      const tensor = kernels.globalAveragePool(run.outputOf(layer));
      const values = Array.from(tensor.floats());
      tensor.release();
      return values;
    });
    pooled.flat().forEach((mean, index) => {
      expect(mean).toBeCloseTo(means.flat()[index] ?? NaN, 5);
    });
    expect(pooled.map((values) => values.length)).toEqual([3, 3]);
    run.release();
    input.release();
    loaded.dispose();
  });

  it("keeps no tensor, no graph and no file", () => {
    const folder = temporaryFolder();
    vi.stubEnv("TMPDIR", folder);
    const [before, graphs] = [kernels.aliveTensors(), kernels.aliveGraphs()];
    const loaded = loadFoldedBody(body, kernels, { keepFrom: "first" });
    expect(kernels.aliveGraphs()).toBe(graphs + 1);
    const input = kernels.upload(drawn(height * width * 2), [1, height, width, 2]);
    loaded.run(input).release();
    const run = loaded.run(input);
    const gradient = run.gradientAt("first", run.output);
    for (const thing of [gradient, run, input]) thing.release();
    loaded.dispose();
    expect(kernels.aliveTensors()).toBe(before);
    expect(kernels.aliveGraphs()).toBe(graphs);
    expect(readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it("says what was not kept, and what is not there", () => {
    const loaded = loadFoldedBody(body, kernels, { keepFrom: "inner" });
    const input = kernels.upload(drawn(height * width * 2), [1, height, width, 2]);
    const run = loaded.run(input);
    expect(() => run.outputOf("first")).toThrow("was not kept");
    const graphs = kernels.aliveGraphs();
    for (const asked of [{ keepFrom: "nowhere" }, { pooled: ["nowhere"] }]) {
      expect(() => loadFoldedBody(body, kernels, asked)).toThrow("no layer nowhere");
    }
    expect(kernels.aliveGraphs()).toBe(graphs);
    run.release();
    input.release();
    loaded.dispose();
  });
});

describe("the gradient of a folded body", () => {
  it("by a layer within a shortcut takes the straight way alone", () => {
    const loaded = loadFoldedBody(body, kernels, { keepFrom: "project" });
    const input = kernels.upload(drawn(height * width * 2), [1, height, width, 2]);
    const run = loaded.run(input);
    const top = kernels.upload(drawn(3 * 4 * 5), [1, 3, 4, 5]);
    // The sum passes on what it gets: what bypasses the layer does not count for it.
    const [bySum, byInner] = [run.gradientAt("sum", top), run.gradientAt("inner", top)];
    expect(byInner.floats()).toEqual(bySum.floats());
    for (const thing of [bySum, byInner, top, input, run]) thing.release();
    loaded.dispose();
  });

  it("is not asked of a body without layers", () => {
    expect(() => loadFoldedBody([], kernels)).toThrow("A body has layers");
  });
});

describe("the last halving", () => {
  it("is found with the layer before it and where its cells look", () => {
    // A window of 3 on an even side: TensorFlow adds one cell at the far end and none before.
    expect(lastHalving(body)).toEqual({ finerLayer: "first", stride: 2, centre: 1 });
    const wide = convolution("wide", 5, 4, 4, 2);
    expect(lastHalving([...body, passing("before", 5), wide])).toEqual({
      finerLayer: "before",
      stride: 2,
      centre: 1,
    });
  });

  it("is not there where nothing has a stride", () => {
    expect(lastHalving(rest.slice(1))).toBeNull();
  });
});
