import { beforeAll, describe, expect, it } from "vitest";
import { randomStream } from "../../../../electron/training/random";
import { headOf, logitsOf, withHead } from "../../../../electron/training/retrain/heads";
import {
  describeNetwork,
  type NetworkOptions,
} from "../../../../electron/vision/network/networkOptions";
import { initialParameters, type Parameters } from "../../../../electron/vision/network/parameters";
import { createServingNetwork } from "../../../../electron/vision/network/serving";
import { drawSpot, smallNetwork, surroundingsOf } from "../../../fixtures/smallTraining";

let parameters: Parameters;

beforeAll(() => {
  const random = randomStream(8);
  parameters = initialParameters(describeNetwork(smallNetwork), () => random.normal());
});

describe("the head of a version", () => {
  it("answers an embedding as the network itself does", async () => {
    const weights = { network: smallNetwork, parameters };
    const network = createServingNetwork(weights, surroundingsOf([]).kernels);
    const { pixels, width, height } = drawSpot(2, 1);
    const { logits, embedding } = await network.forward(pixels, { count: 1, width, height });
    logitsOf(headOf(weights), embedding).forEach((logit, label) => {
      expect(logit).toBeCloseTo(logits[label] ?? NaN, 4);
    });
    network.dispose();
  });

  it("is put back rounded as it is stored, and nothing else changes", () => {
    const head = headOf({ network: smallNetwork, parameters });
    const kernel = head.kernel.map((value) => value + 0.1);
    const replaced = withHead({ network: smallNetwork, parameters }, { ...head, kernel });
    replaced.get("predictions/kernel")?.values.forEach((value, index) => {
      const wanted = kernel[index] ?? NaN;
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 2 ** -11 + 1e-7);
    });
    expect(
      withHead(
        { network: smallNetwork, parameters: replaced },
        headOf({ network: smallNetwork, parameters: replaced }),
      ),
    ).toEqual(replaced);
  });

  it("is not put on a network of other classes", () => {
    const two: NetworkOptions = { ...smallNetwork, classes: 2 };
    const random = randomStream(8);
    const other = initialParameters(describeNetwork(two), () => random.normal());
    const head = headOf({ network: two, parameters: other });
    expect(() => withHead({ network: smallNetwork, parameters }, head)).toThrow("no such head");
  });
});
