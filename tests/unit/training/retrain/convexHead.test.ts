import { describe, expect, it } from "vitest";
import { createHeadFitter, type Head } from "../../../../electron/training/retrain/convexHead";
import { logitsOf } from "../../../../electron/training/retrain/heads";
import { randomStream } from "../../../../electron/training/random";
import { createKernels } from "../../../../electron/vision/network/kernels";
import { openTensorFlow } from "../../../../electron/vision/network/tensorflow";

const kernels = createKernels(openTensorFlow());
const CLASSES = 3;
const FEATURES = 6;
const random = randomStream(4);

/** Clouds around a corner for each class, not quite apart. */
const labels = Array.from({ length: 90 }, (_, photo) => photo % CLASSES);
const embeddings = labels.map((label) =>
  Float32Array.from({ length: FEATURES }, (_, feature) =>
    Math.max(0, (feature === label ? 2 : 1) + random.normal() * (1 + feature)),
  ),
);
const active: Head = {
  kernel: Float32Array.from({ length: FEATURES * CLASSES }, () => random.normal() / 10),
  bias: Float32Array.of(0.3, -0.2, 0),
};
const even = labels.map(() => 1 / labels.length);

/** The loss as the definition has it, of any offset. */
function objective(
  logits: readonly ArrayLike<number>[],
  offset: Float64Array,
  weights: readonly number[],
  decay: number,
): number {
  const loss = logits.reduce((sum, row, photo) => {
    const total = Array.from(row).reduce((all, logit) => all + Math.exp(logit), 0);
    return sum + (weights[photo] ?? 0) * (Math.log(total) - (row[labels[photo] ?? 0] ?? 0));
  }, 0);
  const kernel = offset.subarray(0, FEATURES * CLASSES);
  return loss + (decay / 2) * kernel.reduce((sum, value) => sum + value * value, 0);
}

describe("a head on embeddings", () => {
  const fitter = createHeadFitter(kernels, { embeddings, labels, active });
  const valueAt = (offset: Float64Array, decay: number): number =>
    objective(fitter.logits(offset), offset, even, decay);

  it("is at the optimum: no small change of any number lowers the loss", () => {
    const best = fitter.fit({ weights: even, decay: 0.01, search: "exact" });
    const least = valueAt(best, 0.01);
    for (let index = 0; index < best.length; index++) {
      for (const by of [-0.03, 0.03]) {
        const other = Float64Array.from(best);
        other[index] = (other[index] ?? 0) + by;
        expect(valueAt(other, 0.01)).toBeGreaterThan(least);
      }
    }
  });

  it("is the same wherever the search begins", () => {
    const one = fitter.fit({ weights: even, decay: 0.01, search: "exact" });
    const start = Float64Array.from(one, () => random.normal());
    const other = fitter.fit({ weights: even, decay: 0.01, search: "exact", start });
    expect(valueAt(other, 0.01)).toBeCloseTo(valueAt(one, 0.01), 5);
  });

  it("becomes a head whose own answers are the fitted ones", () => {
    const offset = fitter.fit({ weights: even, decay: 0.01, search: "exact" });
    const head = fitter.head(offset);
    const fitted = fitter.logits(offset);
    embeddings.forEach((embedding, photo) => {
      logitsOf(head, embedding).forEach((logit, label) => {
        expect(logit).toBeCloseTo(fitted[photo]?.[label] ?? NaN, 4);
      });
    });
  });

  it("stays with the active head where moving costs too much", () => {
    const head = fitter.head(fitter.fit({ weights: even, decay: 1e9, search: "exact" }));
    head.kernel.forEach((value, index) => {
      expect(value).toBeCloseTo(active.kernel[index] ?? NaN, 5);
    });
  });

  it("does not learn from photos that count nothing", () => {
    const half = labels.map((_, photo) => (photo < 45 ? 1 / 45 : 0));
    const one = fitter.fit({ weights: half, decay: 0.01, search: "exact" });
    const spoilt = createHeadFitter(kernels, {
      embeddings,
      labels: labels.map((label, photo) => (photo < 45 ? label : (label + 1) % CLASSES)),
      active,
    });
    const other = spoilt.fit({ weights: half, decay: 0.01, search: "exact" });
    expect([...other]).toEqual([...one]);
    spoilt.dispose();
  });
});
