import { describe, expect, it } from "vitest";
import { failureOf } from "../../../../electron/contract/errors";
import { PHOTOS_NEEDED } from "../../../../electron/domain/retrainRecipe";
import { ROUNDS } from "../../../../electron/domain/trainingTime";
import { LEAST_PHOTOS } from "../../../../electron/training/fitFamiliarity";
import { lentigo } from "../../../../electron/training/recipes/lentigo";
import { fullRecipe, upperRecipe } from "../../../../electron/training/recipes/retraining";
import { withValidation } from "../../../../electron/training/retrain/deepMaterial";
import { epochsOf } from "../../../../electron/training/schedule";

/** Photos of HAM10000's mix, so many of each patient. */
function photos(count: number, ofPatient: number) {
  const upTo = [0.033, 0.084, 0.194, 0.206, 0.317, 0.986, 1];
  return Array.from({ length: count }, (_, index) => ({
    label: upTo.findIndex((share) => index / count < share),
    group: `patient ${String(Math.floor(index / ofPatient))}`,
  }));
}

describe("the photos that layers are trained on", () => {
  it.each([1, 3])("suffice where a recipe says so, %i of each patient", (ofPatient) => {
    const { learned, validation } = withValidation(photos(PHOTOS_NEEDED.upper, ofPatient), 1);
    expect(learned.length).toBeGreaterThanOrEqual(LEAST_PHOTOS);
    expect(validation.length).toBeGreaterThan(20);
  });

  it("are refused before anything is trained where too few teach, or none validates", () => {
    const codeOf = (count: number, ofPatient: number) => {
      try {
        withValidation(photos(count, ofPatient), 1);
        return null;
      } catch (error) {
        return failureOf(error)?.code;
      }
    };
    expect(codeOf(LEAST_PHOTOS, 1)).toBe("training.too-few");
    expect(codeOf(400, 400)).toBe("training.too-few");
  });

  it("are gone through as often as the estimate of the time takes for granted", () => {
    const upper = upperRecipe(lentigo.network);
    expect(upper && epochsOf(upper.phases)).toBe(ROUNDS.upper);
    expect(epochsOf(fullRecipe(lentigo.network).phases)).toBe(ROUNDS.full);
  });
});
