import { describe, expect, it } from "vitest";
import { randomStream } from "../../../../electron/training/random";
import { createKernels, type Kernels } from "../../../../electron/vision/network/kernels";
import {
  openTensorFlow,
  type TensorFlowBinding,
} from "../../../../electron/vision/network/tensorflow";

const tensorflow = openTensorFlow();
const kernels = createKernels(tensorflow);

/** Where oneDNN's kernels are not asked for. */
const onGraphicsCard = createKernels({ ...tensorflow, device: { kind: "gpu", name: "any" } });

const refusing: TensorFlowBinding["executeOp"] = (name, ...rest) => {
  if (name.startsWith("_Mkl")) throw new Error(`There is no kernel ${name}`);
  return tensorflow.binding.executeOp(name, ...rest);
};

/** Where they are asked for and missing. */
const withoutOneDnn = createKernels({
  device: { kind: "cpu", threads: 1 },
  binding: Object.create(tensorflow.binding, {
    executeOp: { value: refusing },
  }) as TensorFlowBinding,
});

interface Picture {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

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
  /** What a picture becomes, and where a gradient goes, with nothing left alive. */
  function pooled(by: Kernels, x: Picture, gradient: Picture) {
    const before = kernels.aliveTensors();
    const [picture, from] = [x, gradient].map(({ values, shape }) =>
      kernels.upload(Float32Array.from(values), shape),
    );
    if (!picture || !from) throw new Error("no pictures");
    const forward = by.maxPool(picture, 2);
    const back = by.maxPoolGradient(picture, forward, from, 2);
    const result = { output: forward.output.floats(), input: back.floats() };
    for (const tensor of [picture, from, forward.output, back, ...forward.reserve]) {
      tensor.release();
    }
    expect(kernels.aliveTensors()).toBe(before);
    return result;
  }

  it.skipIf(!kernels.poolsByOneDnn())(
    "gives by oneDNN's kernels what it gives by TensorFlow's, forwards and back",
    () => {
      const random = randomStream(5);
      const drawn = (...shape: number[]): Picture => {
        const length = shape.reduce((product, side) => product * side, 1);
        return { shape, values: Array.from({ length }, () => random.normal()) };
      };
      const [x, gradient] = [drawn(2, 7, 9, 5), drawn(2, 3, 4, 5)];
      expect(pooled(kernels, x, gradient)).toEqual(pooled(onGraphicsCard, x, gradient));
    },
  );

  it.each([
    ["on a graphics card", onGraphicsCard],
    ["where TensorFlow was built without oneDNN", withoutOneDnn],
  ])("takes TensorFlow's own kernels %s", (_, plain) => {
    expect(plain.poolsByOneDnn()).toBe(false);
    // Two rows of five, of which the last column is cut.
    const x = { shape: [1, 2, 5, 1], values: [1, 4, 3, 2, 9, 2, 3, 8, 5, 9] };
    const { output, input } = pooled(plain, x, { shape: [1, 1, 2, 1], values: [10, 20] });
    expect(Array.from(output)).toEqual([4, 8]);
    expect(Array.from(input)).toEqual([0, 10, 0, 0, 0, 0, 0, 20, 0, 0]);
  });
});
