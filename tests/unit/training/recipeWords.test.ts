import { describe, expect, it } from "vitest";
import { recipeNamed } from "../../../electron/training/recipes";
import { fullRecipe } from "../../../electron/training/recipes/retraining";
import { networkInWords, recipeInWords } from "../../../electron/training/recipeWords";

const wordsOf = (name: string): string[] => recipeInWords(recipeNamed(name)).split("; ");

describe("a recipe in words", () => {
  it("names the network by what decides its size", () => {
    const named = (name: string): string => networkInWords(recipeNamed(name).network);
    expect(named("lentigo")).toBe("MobileNetV2 (width 1)");
    expect(named("mobilenet-7")).toBe("MobileNet (width 1)");
    expect(named("custom-cnn-7")).toBe("plain convolutional network (4 blocks)");
  });

  it("tells everything that ours does", () => {
    expect(wordsOf("lentigo")).toEqual([
      "batch 32",
      "every layer trained at 192 x 192 pixels, learning rate 5e-4 falling as a cosine, then every layer trained at 224 x 224 pixels, learning rate 1.5e-4 falling as a cosine",
      "random crops of 35 % to 100 % of the photo",
      "mirrored and turned in all eight ways",
      "turned by up to 20 degrees",
      "brightness by up to 25 %",
      "contrast by up to 25 %",
      "saturation by up to 25 %",
      "tint by up to 8 %",
      "25 % of them blended with others",
      "AdamW",
      "classes shown in proportion to their count to the power 0.5",
      "label smoothing 0.05",
      "averaged weights (0.999)",
      "batch norm's statistics taken anew at the end",
      "the class counts to the power 0.15 taken off the answers",
    ]);
  });

  it("tells of published systems what they do, and claims nothing else", () => {
    expect(wordsOf("custom-cnn-7")).toEqual([
      "batch 32",
      "every layer trained at 150 x 150 pixels, learning rate 1e-3",
      "81 % to 121 % of the photo squeezed into the square, shifted by up to 10 %",
      "mirrored left to right",
      "turned by up to 20 degrees",
      "Adam",
      "every photo shown once an epoch",
    ]);
    expect(wordsOf("custom-cnn-7-mobilenetv2")[1]).toContain(
      "the layers from block_11_expand on trained at 160 x 160 pixels",
    );
    expect(wordsOf("mobilenetv2-two-phase")).toContain("mirrored both ways");
    expect(wordsOf("mobilenetv2-two-phase")).toContain("3 such views of each photo in turn");
    expect(wordsOf("mobilenetv2-melanoma").join()).toContain("as often as the rarest has photos");
  });

  it("tells that the version before was listened to", () => {
    const { network } = recipeNamed("lentigo");
    expect(recipeInWords(fullRecipe(network))).toContain("50 % of it by the version before");
  });

  it("has words for what no recipe of ours does", () => {
    const lentigo = recipeNamed("lentigo");
    const other = recipeInWords({
      ...lentigo,
      sampling: { kind: "oversample" },
      loss: { labelSmoothing: 0, focalGamma: 2, classWeights: "balanced" },
      augmentation: { ...lentigo.augmentation, area: [1, 1], orientations: 1, rotation: 0 },
    });
    expect(other).toContain("every class shown as often as the most frequent has photos");
    expect(other).toContain("focal loss with gamma 2; balanced class weights");
    expect(other).toContain("random crops of 100 % of the photo; brightness");
    expect(other).not.toMatch(/mirrored|turned|smoothing/);
  });
});
