import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { drawLesion } from "../../../electron/demo/drawLesion";
import { DIAGNOSES, isMalignant } from "../../../electron/domain/diagnosis";
import { calibratedProbabilities } from "../../../electron/vision/calibration";
import { loadClassifier, type Classifier } from "../../../electron/vision/classifier";
import type { PixelImage } from "../../../electron/vision/decode";
import { framePhoto } from "../../../electron/vision/framing";
import { readModelFolder } from "../../../electron/vision/network/modelFolder";
import { createServingNetwork } from "../../../electron/vision/network/serving";
import { resample } from "../../../electron/vision/resample";
import { baseModel } from "../../fixtures/otherModel";
import { writeSmallModel } from "../../fixtures/smallTraining";

const lesion = drawLesion({ seed: 7, diagnosis: "mel", width: 400, height: 300, hair: 0.4 });

/** A photo of one colour, but for its grain. */
function plain(width: number, height: number, level: number): PixelImage {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => level + ((at * 7) % 5));
  return { pixels, width, height };
}

/** A chequerboard: sharp and full of contrast, and nothing that grows on skin. */
function board(width: number, height: number): PixelImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const isDark = (Math.floor((at % width) / 50) + Math.floor(at / width / 50)) % 2 === 0;
    pixels.set(isDark ? [10, 40, 200] : [250, 240, 30], at * 3);
  }
  return { pixels, width, height };
}

describe("a version without a measure of what is familiar", () => {
  let home: string;
  let folder: string;
  let classifier: Classifier;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "lentigo-classifier-"));
    folder = join(home, "small");
    await writeSmallModel(folder);
    classifier = await loadClassifier(folder);
  });

  afterAll(async () => {
    classifier.dispose();
    await rm(home, { recursive: true, force: true });
  });

  it("answers as its network and its temperature say, level and score along with it", async () => {
    const { manifest, ...model } = await readModelFolder(folder);
    const { crop, width, height } = framePhoto(lesion.width, lesion.height, manifest.input);
    const input = resample(lesion, crop, width, height);
    const network = createServingNetwork(model);
    const { logits, embedding } = await network.forward(input.pixels, { count: 1, width, height });
    network.dispose();
    const expected = calibratedProbabilities(logits, manifest.classes, manifest.temperature);

    const assessment = await classifier.assess(lesion);
    expect(assessment.modelVersion).toBe("small-1");
    expect(classifier.model).toEqual({
      ...{ version: "small-1", operatingPoints: manifest.operatingPoints },
    });
    let malignancy = 0;
    for (const diagnosis of DIAGNOSES) {
      expect(assessment.probabilities[diagnosis]).toBeCloseTo(expected[diagnosis], 5);
      if (isMalignant(diagnosis)) malignancy += assessment.probabilities[diagnosis];
    }
    expect(assessment.malignancy).toBeCloseTo(malignancy, 12);
    const { urgent, soon } = manifest.operatingPoints;
    const level =
      malignancy >= urgent.threshold ? "urgent" : malignancy >= soon.threshold ? "soon" : "routine";
    expect(assessment.level).toBe(level);
    expect(assessment.embedding).toHaveLength(embedding.length);
  });

  it("shows its heat on the part of the photo that the network saw", async () => {
    // Twice as wide as high: the network is shown the middle of it.
    const wide = drawLesion({ seed: 7, diagnosis: "nv", width: 500, height: 200 });
    const { heat } = await classifier.assess(wide);
    expect(heat.values).toHaveLength(heat.width * heat.height * DIAGNOSES.length);
    expect(heat.width).toBeGreaterThan(heat.height);
    const { left, top, width, height } = heat.frame;
    expect(width).toBeLessThan(0.9);
    expect(left + width / 2).toBeCloseTo(0.5, 2);
    expect([top, height]).toEqual([0, 1]);
  });

  it("gives the same answer whichever photo came before", async () => {
    const first = await classifier.assess(lesion);
    await classifier.assess(plain(300, 200, 120));
    expect(await classifier.assess(lesion)).toEqual(first);
  });

  it("refuses what cannot be made out, and does not warn of things on it", async () => {
    const { level, reasons, warnings } = await classifier.assess(plain(300, 200, 5));
    expect({ level, reasons, warnings }).toEqual({
      ...{ level: "cannot-assess", reasons: ["too-dark"], warnings: [] },
    });
    expect((await classifier.assess(plain(60, 60, 120))).reasons).toEqual(["too-small"]);
  });

  it("refuses nothing for being unlike what it has learned: it cannot tell", async () => {
    expect((await classifier.assess(board(300, 240))).reasons).toEqual([]);
  });

  it("answers nothing once it is disposed of", async () => {
    const second = await loadClassifier(folder);
    second.dispose();
    await expect(second.assess(lesion)).rejects.toThrow("disposed");
  });

  it("is not there where its folder is not", async () => {
    await expect(loadClassifier(join(home, "nowhere"))).rejects.toMatchObject({
      code: "model.missing",
    });
  });
});

describe("the shipped version", () => {
  let classifier: Classifier;

  beforeAll(async () => {
    classifier = await loadClassifier(baseModel);
  });

  afterAll(() => {
    classifier.dispose();
  });

  it("refuses what is unlike any lesion, though it looks well", async () => {
    const { level, reasons, warnings } = await classifier.assess(board(400, 300));
    expect({ level, reasons, warnings }).toEqual({
      ...{ level: "cannot-assess", reasons: ["not-a-lesion"], warnings: [] },
    });
  });

  it("warns of what hides a lesion that it can assess", async () => {
    const { reasons, warnings } = await classifier.assess(lesion);
    expect({ reasons, warnings }).toEqual({ reasons: [], warnings: ["hair"] });
  });

  it("calls a photo too dark that is unlike any lesion as well: that is what can be mended", async () => {
    expect((await classifier.assess(plain(300, 300, 4))).reasons).toEqual(["too-dark"]);
  });
});
