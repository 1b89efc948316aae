import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recipeNamed } from "../../../electron/training/recipes";
import { learnedByStart, startOf } from "../../../electron/training/trainingStart";
import { readModelWeights, readTrainingData } from "../../../electron/vision/network/modelFolder";
import { writeSmallModel } from "../../fixtures/smallTraining";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const base = join(import.meta.dirname, "../../../models/base");

describe("the start of a training", { timeout: 60_000 }, () => {
  it("takes from a model of other classes what fits, and a new head from random numbers", async () => {
    const { network } = recipeNamed("mobilenetv2-two-phase");
    const given = await readModelWeights(base);
    const { parent, parameters } = await startOf({ model: base }, network, 1);
    expect(parent).toBe(given.version);
    const body = "block_16_project/kernel";
    expect(parameters.get(body)).toEqual(given.parameters.get(body));
    expect(parameters.get("predictions/kernel")?.shape).toEqual([1280, 1]);
    const again = await startOf({ model: base }, network, 1);
    expect(again.parameters.get("predictions/kernel")).toEqual(
      parameters.get("predictions/kernel"),
    );
    const other = await startOf({ model: base }, network, 2);
    expect(other.parameters.get("predictions/kernel")).not.toEqual(
      parameters.get("predictions/kernel"),
    );
  });

  it("refuses weights of another network, also where its head has as many classes", async () => {
    const start = startOf({ model: base }, recipeNamed("mobilenet-7").network, 1);
    await expect(start).rejects.toMatchObject({
      code: "weights.unsuited",
      details: { folder: "base" },
    });
  });

  it("knows which data a version has learned from, and how they were drawn", async () => {
    const known = await readTrainingData(base);
    // The shipped one is from before there was a choice.
    expect(await learnedByStart({ model: base })).toEqual([
      { dataFingerprint: known?.dataFingerprint, method: 1 },
    ]);
    expect(await learnedByStart({ weights: "/none" })).toEqual([]);
    expect(await learnedByStart(undefined)).toEqual([]);
  });

  it("knows the data of the versions before it, too, the nearest first and each once", async () => {
    const model = join(temporaryFolder(), "model");
    const before = [
      { dataFingerprint: "e", method: 2 },
      { dataFingerprint: "f", method: 1 },
      { dataFingerprint: "d", method: 1 },
    ] as const;
    await writeSmallModel(model, {
      training: { dataFingerprint: "f", learnedBefore: [...before] },
    });
    expect(await learnedByStart({ model })).toEqual([
      { dataFingerprint: "f", method: 1 },
      { dataFingerprint: "e", method: 2 },
      { dataFingerprint: "d", method: 1 },
    ]);
  });

  it("says where weights cannot be read", async () => {
    const start = startOf({ weights: "/none" }, recipeNamed("lentigo").network, 1);
    await expect(start).rejects.toMatchObject({ code: "weights.unreadable" });
  });
});
