import { describe, expect, it } from "vitest";
import { randomStream } from "../../../../electron/training/random";
import { createKernels } from "../../../../electron/vision/network/kernels";
import { openTensorFlow } from "../../../../electron/vision/network/tensorflow";

const kernels = createKernels(openTensorFlow());

describe("a tensor", () => {
  it("lives as long as anybody holds it, and no longer", () => {
    const before = kernels.aliveTensors();
    const tensor = kernels.upload(Float32Array.of(1, 2, 3), [3]);
    tensor.retain().release();
    expect(Array.from(tensor.floats())).toEqual([1, 2, 3]);
    expect(kernels.aliveTensors()).toBe(before + 1);
    tensor.release();
    expect(kernels.aliveTensors()).toBe(before);
  });

  it("that was released is not used again: its number may be another's by then", () => {
    const tensor = kernels.upload(Float32Array.of(1), [1]);
    tensor.release();
    expect(() => tensor.retain()).toThrow("used again");
    expect(() => {
      tensor.release();
    }).toThrow("released twice");
  });

  it("of whole numbers is not read as floats", () => {
    const places = kernels.upload(Int32Array.of(1, 2, 3), [3]);
    expect(() => places.floats()).toThrow("does not hold floats");
    places.release();
  });
});

describe("pixels", () => {
  it.each([
    ["minusOneToOne", [-1, 0.2, 1]],
    ["zeroToOne", [0, 0.6, 1]],
  ] as const)("become the range %s, end to end", (range, expected) => {
    const before = kernels.aliveTensors();
    const pixels = kernels.upload(Uint8Array.of(0, 153, 255), [1, 1, 1, 3]);
    const floats = kernels.normalisePixels(pixels, range);
    floats.floats().forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? NaN, 6);
    });
    for (const tensor of [pixels, floats]) tensor.release();
    expect(kernels.aliveTensors()).toBe(before);
  });
});

describe("batch norm", () => {
  it("in use takes the moving statistics, and keeps none of its other outputs", () => {
    const before = kernels.aliveTensors();
    const vectors = [[3], [10], [2], [1.75]].map((values) =>
      kernels.upload(Float32Array.from(values), [1]),
    );
    const [gamma, beta, mean, variance] = vectors;
    if (!gamma || !beta || !mean || !variance) throw new Error("no vectors");
    const x = kernels.upload(Float32Array.of(2, 5), [1, 1, 2, 1]);
    const output = kernels.batchNormInference(x, gamma, beta, mean, variance, 0.5);
    // (x - 2) / sqrt(1.75 + 0.5) * 3 + 10
    expect(Array.from(output.floats())).toEqual([10, 16]);
    for (const tensor of [...vectors, x, output]) tensor.release();
    expect(kernels.aliveTensors()).toBe(before);
  });
});

describe("max pooling", () => {
  /** On a graphics card, and where TensorFlow was built without oneDNN. */
  const plain = createKernels({ ...openTensorFlow(), device: { kind: "gpu", name: "any" } });

  it("gives by oneDNN's kernels what it gives by TensorFlow's, forwards and back", () => {
    const before = kernels.aliveTensors();
    const random = randomStream(5);
    const normals = (count: number) => Float32Array.from({ length: count }, () => random.normal());
    const x = kernels.upload(normals(2 * 7 * 9 * 5), [2, 7, 9, 5]);
    const gradient = kernels.upload(normals(2 * 3 * 4 * 5), [2, 3, 4, 5]);
    const [ours, theirs] = [kernels, plain].map((by) => {
      const forward = by.maxPool(x, 2);
      const input = by.maxPoolGradient(x, forward, gradient, 2);
      const tensors = [forward.output, input, ...forward.reserve];
      const result = { output: forward.output.floats(), input: input.floats() };
      for (const tensor of tensors) tensor.release();
      return { ...result, kept: forward.reserve.length };
    });
    expect(ours?.output).toEqual(theirs?.output);
    expect(ours?.input).toEqual(theirs?.input);
    // Where oneDNN is missing, both would be the same kernels: this build has it.
    expect([ours?.kept, theirs?.kept]).toEqual([1, 0]);
    x.release();
    gradient.release();
    expect(kernels.aliveTensors()).toBe(before);
  });
});
