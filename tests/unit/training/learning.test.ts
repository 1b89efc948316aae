/** Loss, optimiser, average and schedule against the formulas, computed in double precision. */
import { describe, expect, it } from "vitest";
import { createWeightAverage } from "../../../electron/training/averaging";
import { classLogits, crossEntropy, type LossOptions } from "../../../electron/training/loss";
import { mixed, oneHot } from "../../../electron/training/mixup";
import { createAdamW } from "../../../electron/training/optimiser";
import { randomStream } from "../../../electron/training/random";
import type { Phase } from "../../../electron/training/recipes/recipe";
import { learningRateAt, momentAt, withEpochs } from "../../../electron/training/schedule";
import { createVariables } from "../../../electron/training/variables";
import type { ParameterSpec } from "../../../electron/vision/network/description";
import { createKernels } from "../../../electron/vision/network/kernels";
import { openTensorFlow } from "../../../electron/vision/network/tensorflow";

const kernels = createKernels(openTensorFlow());

function spec(name: string, role: ParameterSpec["role"]): ParameterSpec {
  return { name, layer: "l", shape: [2], role, fanIn: 1 };
}

function variablesOf(
  values: Record<string, number[]>,
  roles: Record<string, ParameterSpec["role"]>,
) {
  const initial = new Map(
    Object.entries(values).map(([name, numbers]) => [
      name,
      { shape: [2], values: Float32Array.from(numbers) },
    ]),
  );
  const specs = Object.entries(roles).map(([name, role]) => spec(name, role));
  return createVariables(kernels, specs, initial);
}

describe("cross-entropy", () => {
  const logits = [
    [1, 2, -1],
    [0.5, 0, 0.25],
  ];
  const labels = [1, 0];

  function reference(options: { smoothing: number; weights: number[]; offsets: number[] }) {
    let loss = 0;
    const gradient = logits.flatMap((row, index) => {
      const label = labels[index] ?? 0;
      const shifted = row.map((value, k) => value + (options.offsets[k] ?? 0));
      const total = shifted.reduce((sum, value) => sum + Math.exp(value), 0);
      const weight = (options.weights[label] ?? 1) / labels.length;
      return shifted.map((value, k) => {
        const probability = Math.exp(value) / total;
        const target = (k === label ? 1 - options.smoothing : 0) + options.smoothing / 3;
        loss -= weight * target * Math.log(probability);
        return weight * (probability - target);
      });
    });
    return { loss, gradient };
  }

  it.each([
    { smoothing: 0, weights: [1, 1, 1], offsets: [0, 0, 0] },
    { smoothing: 0.1, weights: [1, 1, 1], offsets: [0, 0, 0] },
    { smoothing: 0.1, weights: [2, 0.5, 1], offsets: [-0.3, 0.2, -2] },
  ])("has the value and the gradient of the formula: %j", (options) => {
    const before = kernels.aliveTensors();
    const loss = crossEntropy(kernels, {
      classes: 3,
      focalGamma: 0,
      labelSmoothing: options.smoothing,
      classWeights: options.weights,
      logitOffsets: options.offsets,
    });
    const tensor = kernels.upload(Float32Array.from(logits.flat()), [2, 3]);
    const actual = loss(tensor, oneHot(labels, 3));
    const expected = reference(options);
    expect(actual.loss).toBeCloseTo(expected.loss, 5);
    actual.gradient.floats().forEach((value, index) => {
      expect(value).toBeCloseTo(expected.gradient[index] ?? Number.NaN, 6);
    });
    tensor.release();
    actual.gradient.release();
    expect(kernels.aliveTensors()).toBe(before);
  });

  const plain: LossOptions = { classes: 3, labelSmoothing: 0, focalGamma: 0 };

  function lossOf(options: LossOptions, rows: number[][], targets: Float32Array) {
    const outputs = kernels.upload(Float32Array.from(rows.flat()), [
      rows.length,
      rows[0]?.length ?? 0,
    ]);
    const { loss, gradient } = crossEntropy(kernels, options)(outputs, targets);
    const slopes = [...gradient.floats()];
    for (const tensor of [outputs, gradient]) tensor.release();
    return { loss, slopes };
  }

  it("focal: holds back what is told easily by the published factor", () => {
    const focal = { ...plain, focalGamma: 2 };
    for (const [index, row] of logits.entries()) {
      const target = oneHot([labels[index] ?? 0], 3);
      const probability = Math.exp(-lossOf(plain, [row], target).loss);
      const expected = -((1 - probability) ** 2) * Math.log(probability);
      expect(lossOf(focal, [row], target).loss).toBeCloseTo(expected, 6);
    }
  });

  it.each([
    ["focal, of mixed and smoothed targets", { ...plain, focalGamma: 2, labelSmoothing: 0.1 }, 3],
    ["focal, of a sigmoid", { ...plain, classes: 2, focalGamma: 1.5 }, 1],
    ["weighted, of a sigmoid", { ...plain, classes: 2, classWeights: [0.5, 3] }, 1],
  ] as const)("has the slope of its differences: %s", (_, options, units) => {
    const rows = logits.map((row) => row.slice(0, units));
    const targets =
      options.classes === 3
        ? Float32Array.of(0.7, 0.3, 0, 0, 0, 1)
        : Float32Array.of(1, 0, 0.25, 0.75);
    const { slopes } = lossOf(options, rows, targets);
    const step = 1e-3;
    rows.flat().forEach((value, at) => {
      const moved = (by: number): number =>
        lossOf(
          options,
          rows.map((row, r) => row.map((old, c) => (r * units + c === at ? value + by : old))),
          targets,
        ).loss;
      expect(slopes[at]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 4);
    });
  });

  describe("with a teacher", () => {
    const teacher = Float32Array.of(2, -1, 0.5, -0.5, 1, 0);
    const distillation = { weight: 0.4, temperature: 2 };
    const targets = oneHot(labels, 3);
    const taught = (rows: number[][], options: Partial<LossOptions> = {}) => {
      const outputs = kernels.upload(Float32Array.from(rows.flat()), [2, 3]);
      const loss = crossEntropy(kernels, { ...plain, distillation, ...options });
      const result = loss(outputs, targets, teacher);
      const slopes = [...result.gradient.floats()];
      for (const tensor of [outputs, result.gradient]) tensor.release();
      return { loss: result.loss, slopes };
    };
    const agreeing = [
      [2, -1, 0.5],
      [-0.5, 1, 0],
    ];

    it("asks for the targets alone where the student says what the teacher does", () => {
      const own = lossOf(plain, agreeing, targets);
      const { loss, slopes } = taught(agreeing);
      expect(loss).toBeCloseTo(0.6 * own.loss, 6);
      slopes.forEach((slope, at) => {
        expect(slope).toBeCloseTo(0.6 * (own.slopes[at] ?? NaN), 6);
      });
    });

    it("is the published divergence of softened answers", () => {
      const softened = (row: readonly number[]): number[] => {
        const powers = row.map((logit) => Math.exp(logit / 2));
        const total = powers.reduce((sum, power) => sum + power, 0);
        return powers.map((power) => power / total);
      };
      const divergence = logits.reduce((sum, row, photo) => {
        const wanted = softened([...teacher.subarray(photo * 3, photo * 3 + 3)]);
        const own = softened(row);
        return (
          sum + wanted.reduce((all, p, label) => all + p * Math.log(p / (own[label] ?? NaN)), 0) / 2
        );
      }, 0);
      const { loss } = taught(logits, { distillation: { weight: 1, temperature: 2 } });
      expect(loss).toBeCloseTo(4 * divergence, 6);
    });

    it("has the slope of its differences", () => {
      const { slopes } = taught(logits);
      logits.flat().forEach((_, at) => {
        const moved = (by: number): number =>
          taught(logits.map((row, r) => row.map((old, c) => (r * 3 + c === at ? old + by : old))))
            .loss;
        expect(slopes[at]).toBeCloseTo((moved(1e-3) - moved(-1e-3)) / 2e-3, 4);
      });
    });

    it("needs one", () => {
      const outputs = kernels.upload(Float32Array.from(logits.flat()), [2, 3]);
      const loss = crossEntropy(kernels, { ...plain, distillation });
      expect(() => loss(outputs, targets)).toThrow("no teacher");
      outputs.release();
    });
  });

  it("of a sigmoid is binary cross-entropy", () => {
    const options = { ...plain, classes: 2 };
    const sigmoid = 1 / (1 + Math.exp(-1.3));
    expect(lossOf(options, [[1.3]], oneHot([1], 2)).loss).toBeCloseTo(-Math.log(sigmoid), 6);
    expect(lossOf(options, [[1.3]], oneHot([0], 2)).slopes[0]).toBeCloseTo(sigmoid, 6);
    expect(classLogits([1.3])).toEqual([0, 1.3]);
  });

  it("stays a number where the network is certain", () => {
    const { loss, slopes } = lossOf({ ...plain, focalGamma: 2 }, [[200, 0, -200]], oneHot([0], 3));
    expect([loss, ...slopes].every(Number.isFinite)).toBe(true);
  });
});

describe("AdamW", () => {
  it("takes the published steps, decays kernels only, and continues from its state", () => {
    const before = kernels.aliveTensors();
    const options = { beta1: 0.9, beta2: 0.99, epsilon: 1e-7, weightDecay: 0.1 };
    const start = { kernel: [1, -2], bias: [0.5, 0.25] };
    const roles = { kernel: "kernel", bias: "bias" } as const;
    const gradientAt = (step: number) => [0.3 * step, -0.2 + 0.1 * step];
    const rate = 0.05;

    const expected = Object.entries(start).map(([name, values]) =>
      values.map((value, index) => {
        let [weight, first, second] = [value, 0, 0];
        for (let step = 1; step <= 4; step++) {
          const gradient = gradientAt(step)[index] ?? 0;
          first = 0.9 * first + 0.1 * gradient;
          second = 0.99 * second + 0.01 * gradient ** 2;
          if (name === "kernel") weight -= rate * 0.1 * weight;
          const firstCorrected = first / (1 - 0.9 ** step);
          const secondCorrected = second / (1 - 0.99 ** step);
          weight -= (rate * firstCorrected) / (Math.sqrt(secondCorrected) + 1e-7);
        }
        return weight;
      }),
    );

    const variables = variablesOf(start, roles);
    const step = (optimiser: ReturnType<typeof createAdamW>, number: number): void => {
      const gradients = new Map(
        ["kernel", "bias"].map((name) => [
          name,
          kernels.upload(Float32Array.from(gradientAt(number)), [2]),
        ]),
      );
      optimiser.apply(gradients, rate);
    };
    const first = createAdamW(kernels, variables, options);
    step(first, 1);
    step(first, 2);
    const second = createAdamW(kernels, variables, options, first.state());
    first.dispose();
    step(second, 3);
    step(second, 4);
    const snapshot = variables.snapshot();
    ["kernel", "bias"].forEach((name, row) => {
      snapshot.get(name)?.values.forEach((value, index) => {
        expect(value).toBeCloseTo(expected[row]?.[index] ?? Number.NaN, 4);
      });
    });
    second.dispose();
    variables.dispose();
    expect(kernels.aliveTensors()).toBe(before);
  });
});

describe("weight average", () => {
  it("follows slowly, faster while young, and every interval-th step only", () => {
    const variables = variablesOf({ kernel: [0, 0] }, { kernel: "kernel" });
    const average = createWeightAverage(kernels, variables, { decay: 0.5, interval: 2 });
    variables.restore(new Map([["kernel", { shape: [2], values: Float32Array.of(1, 2) }]]));
    average.update(1);
    expect([...(average.snapshot().get("kernel")?.values ?? [])]).toEqual([0, 0]);
    average.update(2);
    // (1 + 2) / (10 + 2) = 0.25 is below the decay; squared for two steps.
    const young = 1 - 0.25 ** 2;
    expect(average.snapshot().get("kernel")?.values[1]).toBeCloseTo(2 * young, 6);
    average.update(1000);
    expect(average.snapshot().get("kernel")?.values[1]).toBeCloseTo(2 - 2 * (1 - young) * 0.25, 6);
    average.dispose();
    variables.dispose();
  });
});

const phase = (epochs: number, learningRate: Phase["learningRate"]): Phase => ({
  epochs,
  inputSize: 64,
  learningRate,
  trained: "all",
});

describe("learning rate", () => {
  const at = (progress: number, learningRate: Phase["learningRate"]): number =>
    learningRateAt({ phase: phase(1, learningRate), progress });

  it("rises to its peak, falls as a cosine and ends at its final value", () => {
    const options = { peak: 2, warmup: 0.2, final: 0 };
    expect(at(0, options)).toBe(0);
    expect(at(0.1, options)).toBeCloseTo(1);
    expect(at(0.2, options)).toBeCloseTo(2);
    expect(at(0.6, options)).toBeCloseTo(1);
    expect(at(0.8, options)).toBeCloseTo(1 + Math.cos(Math.PI * 0.75));
    expect(at(1, options)).toBeCloseTo(0);
    expect(at(1, { ...options, final: 0.5 })).toBeCloseTo(0.5);
  });

  it("starts at its peak without warm-up, and stays level where both ends are the same", () => {
    expect(at(0, { peak: 2, warmup: 0, final: 0 })).toBe(2);
    for (const progress of [0, 0.3, 1]) {
      expect(at(progress, { peak: 2, warmup: 0, final: 2 })).toBe(2);
    }
  });
});

describe("phases", () => {
  const rate = { peak: 1, warmup: 0, final: 1 };
  const phases = [phase(15, rate), phase(5, { ...rate, peak: 0.1, final: 0.1 })];

  it("come one after the other", () => {
    expect(momentAt(phases, 0)).toEqual({ phase: phases[0], index: 0, progress: 0 });
    expect(momentAt(phases, 0.6)).toEqual({ phase: phases[0], index: 0, progress: 0.8 });
    expect(momentAt(phases, 0.75)).toEqual({ phase: phases[1], index: 1, progress: 0 });
    expect(momentAt(phases, 1)).toEqual({ phase: phases[1], index: 1, progress: 1 });
  });

  it("keep their proportions in a shorter run", () => {
    expect(withEpochs(phases, 4).map(({ epochs }) => epochs)).toEqual([3, 1]);
  });
});

describe("mixup", () => {
  const batch = {
    pixels: Uint8Array.of(0, 0, 100, 100, 200, 200),
    targets: oneHot([0, 1, 2], 3),
  };

  it("blends photos and labels in the same proportion, own part the greater", () => {
    const { pixels, targets } = mixed(batch, 3, 1, randomStream(4));
    const share = targets[2] ?? 0;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(0.5);
    expect(targets[0]).toBeCloseTo(1 - share);
    expect(Math.abs((pixels[0] ?? 0) - share * 200)).toBeLessThanOrEqual(1);
    // The one in the middle has no partner.
    expect([...pixels.slice(2, 4)]).toEqual([100, 100]);
    expect([...targets.slice(3, 6)]).toEqual([0, 1, 0]);
    // The last is blended with the first as it was given.
    const last = targets[6] ?? 0;
    expect(Math.abs((pixels[4] ?? 0) - (1 - last) * 200)).toBeLessThanOrEqual(1);
  });

  it("leaves the batch as it is at no chance", () => {
    expect(mixed(batch, 3, 0, randomStream(4))).toEqual(batch);
  });
});
