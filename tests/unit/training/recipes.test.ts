import { describe, expect, it } from "vitest";
import { TASKS } from "../../../electron/training/dataset/task";
import { RECIPES, recipeNamed } from "../../../electron/training/recipes";
import { Recipe } from "../../../electron/training/recipes/recipe";
import { fullRecipe, upperRecipe } from "../../../electron/training/recipes/retraining";
import { recipeInWords } from "../../../electron/training/recipeWords";
import { firstTrainedLayer, headStart } from "../../../electron/training/trainedPart";
import { parametersOf, totalStride } from "../../../electron/vision/network/description";
import { describeNetwork } from "../../../electron/vision/network/networkOptions";

describe("recipes", () => {
  it("have names of their own, those that are documented", () => {
    expect(RECIPES.map(({ name }) => name)).toEqual([
      "lentigo",
      "mobilenet-7",
      "mobilenetv2-malignancy",
      "mobilenetv2-two-phase",
      "custom-cnn-7",
      "custom-cnn-7-mobilenetv2",
      "mobilenetv2-melanoma",
    ]);
    expect(recipeNamed("mobilenet-7").network.kind).toBe("mobilenetV1");
  });

  const retraining = (["mobilenetV2", "mobilenetV1"] as const).flatMap((kind) => {
    const network = { kind, alpha: 1, classes: 7, dropout: 0.2 };
    const upper = upperRecipe(network);
    return [...(upper ? [upper] : []), fullRecipe(network)].map(
      (recipe) => [`${recipe.name} from ${kind}`, recipe] as const,
    );
  });

  it("retrain the upper part or all of the networks that triage", () => {
    expect(retraining.map(([name]) => name)).toEqual([
      "upper from mobilenetV2",
      "full from mobilenetV2",
      "upper from mobilenetV1",
      "full from mobilenetV1",
    ]);
    for (const [name, recipe] of retraining) {
      const network = describeNetwork(recipe.network);
      const first = firstTrainedLayer(network, recipe.phases[0]?.trained ?? "head");
      if (name.startsWith("full")) expect(first).toBe(0);
      else expect(first).toBeGreaterThan(network.layers.length / 2);
      expect(recipe.distillation).not.toBeNull();
    }
  });

  it.each([...RECIPES.map((recipe) => [recipe.name, recipe] as const), ...retraining])(
    "%s fits together",
    (_, recipe) => {
      expect(Recipe.parse(recipe)).toEqual(recipe);
      const network = describeNetwork(recipe.network);
      const specs = parametersOf(network);
      const units = recipe.network.output === "sigmoid" ? 1 : TASKS[recipe.task].length;
      expect(specs.at(-1)?.shape).toEqual([units]);
      for (const phase of recipe.phases) {
        const first = firstTrainedLayer(network, phase.trained);
        expect(first).toBeLessThan(network.layers.length);
        if (phase.trained === "head") expect(first).toBe(headStart(network));
        if (recipe.network.kind !== "plainCnn")
          expect(phase.inputSize % totalStride(network)).toBe(0);
      }
      const { shares } = recipe.publishedSplit ?? { shares: { train: 1, val: 0, test: 0 } };
      expect(shares.train + shares.val + shares.test).toBeCloseTo(1);
    },
  );

  it.each([
    ["views of blended photos", { views: 2, mixup: { chance: 0.5 } }],
    ["metadata of blended photos", { metadata: ["age"], mixup: { chance: 0.5 } }],
    ["other classes than the task's", { task: "melanoma" }],
    ["no phase", { phases: [] }],
  ])("refuse %s", (_, changes) => {
    expect(Recipe.safeParse({ ...recipeNamed("lentigo"), ...changes }).success).toBe(false);
  });

  it("cannot be run on a network without the layer that they train from", () => {
    const plain = describeNetwork(recipeNamed("custom-cnn-7").network);
    expect(() => firstTrainedLayer(plain, { from: "block_13_expand" })).toThrow(
      "The network has no layer block_13_expand",
    );
    const withoutPooling = { ...plain, layers: plain.layers.filter(({ kind }) => kind === "conv") };
    expect(() => headStart(withoutPooling)).toThrow("makes no vector");
    expect(upperRecipe(recipeNamed("custom-cnn-7").network)).toBeNull();
  });

  it("tell in words what they do", () => {
    expect(recipeInWords(recipeNamed("mobilenetv2-melanoma"))).toContain(
      "the layers behind the pooling trained at 224 x 224 pixels, learning rate 1e-3; 64 % to 144 % of the photo squeezed into the square; mirrored left to right",
    );
    expect(recipeInWords(recipeNamed("lentigo"))).toContain("AdamW");
  });
});
