import { afterAll, describe, expect, it } from "vitest";
import { headOf, logitsOf as logitsOfHead } from "../../../../electron/training/retrain/heads";
import { randomStream } from "../../../../electron/training/random";
import { createKernels } from "../../../../electron/vision/network/kernels";
import {
  describeNetwork,
  type NetworkOptions,
} from "../../../../electron/vision/network/networkOptions";
import { initialParameters } from "../../../../electron/vision/network/parameters";
import { createServingNetwork } from "../../../../electron/vision/network/serving";
import { openTensorFlow } from "../../../../electron/vision/network/tensorflow";
import { answerOverViews } from "../../../../electron/vision/network/views";

const options: NetworkOptions = { kind: "mobilenetV2", alpha: 0.35, classes: 7, dropout: 0.2 };
const random = randomStream(9);
const parameters = initialParameters(describeNetwork(options), () => random.normal());
const network = createServingNetwork(
  { network: options, parameters },
  createKernels(openTensorFlow()),
);

afterAll(() => {
  network.dispose();
});

const HEIGHT = 64;
const WIDTH = 96;

/** A picture as rows of pixels: turning it needs no arithmetic. */
type Picture = readonly (readonly (readonly number[])[])[];

const picture = (seed: number): Picture => {
  const noise = randomStream(seed);
  // Brighter to the right and to the bottom, so that every turn gives another picture.
  return Array.from({ length: HEIGHT }, (_, y) =>
    Array.from({ length: WIDTH }, (_, x) => [x, y, noise.below(60)].map((value) => value * 2)),
  );
};

const pixelsOf = (...pictures: Picture[]): Uint8Array => Uint8Array.from(pictures.flat(3));

const mirrored = (rows: Picture): Picture => rows.map((row) => [...row].reverse());

const quarterTurn = (rows: Picture): Picture =>
  (rows[0] ?? []).map((_, x) => [...rows].reverse().map((row) => row[x] ?? []));

async function logitsOf(rows: Picture): Promise<Float32Array> {
  const shape = { count: 1, height: rows.length, width: rows[0]?.length ?? 0 };
  return (await network.forward(pixelsOf(rows), shape)).logits;
}

async function meanOverTurns(rows: Picture): Promise<number[]> {
  const sums = new Array<number>(options.classes).fill(0);
  let turned = rows;
  for (let quarter = 0; quarter < 4; quarter++) {
    for (const view of [turned, mirrored(turned)]) {
      (await logitsOf(view)).forEach((logit, index) => {
        sums[index] = (sums[index] ?? 0) + logit / 8;
      });
    }
    turned = quarterTurn(turned);
  }
  return sums;
}

describe("views", () => {
  const pictures = [picture(1), picture(2)];
  const shape = { count: 2, height: HEIGHT, width: WIDTH };
  const pixels = pixelsOf(...pictures);

  it("give each photo the mean over all turns and their mirror images", async () => {
    const { logits } = await answerOverViews(network, pixels, shape, {
      views: 8,
      explained: false,
    });
    const expected = (await Promise.all(pictures.map(meanOverTurns))).flat();
    expected.forEach((value, index) => {
      expect(logits[index]).toBeCloseTo(value, 4);
    });
    const upright = await network.forward(pixels, shape);
    expect(logits).not.toEqual(upright.logits);
  });

  it("leave maps and embedding those of the photo as it is", async () => {
    const upright = await network.explain(pixels, shape);
    const answer = await answerOverViews(network, pixels, shape, { views: 8, explained: true });
    expect({ ...answer, viewedEmbedding: undefined, logits: null }).toEqual({
      ...upright,
      logits: null,
    });
  });

  it("have one embedding of which the head makes the very logits", async () => {
    const { logits, viewedEmbedding } = await answerOverViews(network, pixels, shape, {
      views: 8,
      explained: false,
    });
    const head = headOf({ network: options, parameters });
    const length = viewedEmbedding.length / 2;
    [0, 1].forEach((photo) => {
      const own = viewedEmbedding.slice(photo * length, (photo + 1) * length);
      logitsOfHead(head, own).forEach((logit, label) => {
        expect(logit).toBeCloseTo(logits[photo * 7 + label] ?? NaN, 4);
      });
    });
  });

  it("are not computed where one is enough", async () => {
    const answer = await answerOverViews(network, pixels, shape, { views: 1, explained: false });
    const upright = await network.forward(pixels, shape);
    expect(answer).toEqual({ ...upright, viewedEmbedding: upright.embedding });
  });
});
