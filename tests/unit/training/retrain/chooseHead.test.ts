import { describe, expect, it } from "vitest";
import { CurvePoint } from "../../../../electron/contract/training";
import { randomStream } from "../../../../electron/training/random";
import { chooseHead } from "../../../../electron/training/retrain/chooseHead";
import type { Head } from "../../../../electron/training/retrain/convexHead";
import { logitsOf } from "../../../../electron/training/retrain/heads";
import { createKernels } from "../../../../electron/vision/network/kernels";
import { openTensorFlow } from "../../../../electron/vision/network/tensorflow";

const kernels = createKernels(openTensorFlow());
const CLASSES = 3;
const GROUPS = 30;
const FEATURES = GROUPS + CLASSES;
const active: Head = {
  kernel: new Float32Array(FEATURES * CLASSES),
  bias: new Float32Array(CLASSES),
};
const options = {
  seed: 3,
  pause: () => Promise.resolve(),
  onProgress: () => undefined,
  onPoint: () => undefined,
};
const random = randomStream(6);

/**
 * Two photos of each patient. One feature names the patient; those behind tell the class as clearly
 * as `clear` says.
 */
const photos = Array.from({ length: 2 * GROUPS }, (_, photo) => {
  const group = Math.floor(photo / 2);
  return { label: group % CLASSES, group: `patient ${String(group)}` };
});
const embeddingsOf = (clear: number): Float32Array[] =>
  photos.map(({ label }, photo) =>
    Float32Array.from({ length: FEATURES }, (_, feature) => {
      if (feature < GROUPS) return feature === Math.floor(photo / 2) ? 3 : 0;
      return (feature - GROUPS === label ? clear : 0) + random.uniform();
    }),
  );

function shareRight(logits: readonly ArrayLike<number>[]): number {
  const right = logits.filter((row, photo) => {
    const values = Array.from(row);
    return values.indexOf(Math.max(...values)) === photos[photo]?.label;
  });
  return right.length / logits.length;
}

describe("the choice of a head", () => {
  it("answers out of fold without having seen the patient", async () => {
    const embeddings = embeddingsOf(0);
    const chosen = await chooseHead(kernels, { photos, embeddings }, null, active, options);
    // The head itself has learned every patient by heart; what it says out of fold must not show it.
    expect(shareRight(embeddings.map((one) => logitsOf(chosen.head, one)))).toBeGreaterThan(0.9);
    expect(shareRight(chosen.outOfFold)).toBeLessThan(0.6);
  });

  it("finds what does tell the classes, for patients it has not seen too", async () => {
    const embeddings = embeddingsOf(2);
    const chosen = await chooseHead(kernels, { photos, embeddings }, null, active, options);
    expect(shareRight(chosen.outOfFold)).toBeGreaterThan(0.9);
  });

  it("keeps to what is rehearsed where the clinic does not speak against it", async () => {
    const embeddings = embeddingsOf(2);
    // Another feature of the base's photos tells its classes; the clinic's photos never show it.
    const rehearsal = {
      embeddings: photos.map(({ label }) =>
        Float32Array.from({ length: FEATURES }, (_, feature) => (feature === label ? 1 : 0)),
      ),
      labels: photos.map(({ label }) => label),
      groups: photos.map((_, photo) => photo),
    };
    const { head } = await chooseHead(kernels, { photos, embeddings }, rehearsal, active, options);
    expect(shareRight(rehearsal.embeddings.map((one) => logitsOf(head, one)))).toBe(1);
    expect(shareRight(embeddings.map((one) => logitsOf(head, one)))).toBeGreaterThan(0.9);
  });

  it("is the same again, and says how far it is and how each trial did", async () => {
    const embeddings = embeddingsOf(1);
    const shares: number[] = [];
    const points: CurvePoint[] = [];
    const run = () =>
      chooseHead(kernels, { photos, embeddings }, null, active, {
        ...options,
        onProgress: (done) => {
          shares.push(done);
        },
        onPoint: (point) => {
          points.push(point);
        },
      });
    const [one, other] = [await run(), await run()];
    expect([...other.head.kernel]).toEqual([...one.head.kernel]);
    expect(shares.at(-1)).toBe(1);
    const trials = points.slice(0, points.length / 2);
    expect(trials.map(({ at }) => at)).toEqual([1, 2, 3]);
    expect(trials.map((point) => CurvePoint.parse(point))).toEqual(trials);
    const best = trials.find(({ loss }) => loss === one.loss);
    expect(best?.balancedAccuracy).toBeCloseTo(shareRight(one.outOfFold), 6);
  });

  it("asks for two patients at least", async () => {
    const alone = photos.map((photo) => ({ ...photo, group: "one patient" }));
    const choice = chooseHead(
      kernels,
      { photos: alone, embeddings: embeddingsOf(1) },
      null,
      active,
      options,
    );
    await expect(choice).rejects.toThrow("two groups");
  });
});
