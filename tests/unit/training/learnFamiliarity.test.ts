/** What a small version learns of drawn spots: what they look like, and skin without one. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Drawings } from "../../../electron/training/drawings";
import { familiarityLayers, LEAST_PHOTOS } from "../../../electron/training/fitFamiliarity";
import { learnFamiliarity } from "../../../electron/training/learnFamiliarity";
import { learnPresence } from "../../../electron/training/learnPresence";
import { predictPhotos, type PhotoSource } from "../../../electron/training/predict";
import { randomStream } from "../../../electron/training/random";
import { tappedLayers } from "../../../electron/vision/familiarity";
import { describeNetwork } from "../../../electron/vision/network/networkOptions";
import { initialParameters } from "../../../electron/vision/network/parameters";
import {
  createServingNetwork,
  type ServingNetwork,
} from "../../../electron/vision/network/serving";
import { drawSpot, smallNetwork, surroundingsOf } from "../../fixtures/smallTraining";

const layers = familiarityLayers(smallNetwork);
const input = { shortSide: 32, longSide: { min: 32, max: 32 }, multiple: 32 };
const none: Drawings = { lesions: [], skin: [] };

const spots = (count: number): PhotoSource[] =>
  Array.from({ length: count }, (_, index) => () => Promise.resolve(drawSpot(index % 7, index)));

let network: ServingNetwork;

beforeAll(() => {
  const random = randomStream(3);
  const parameters = initialParameters(describeNetwork(smallNetwork), () => random.normal());
  const taps = tappedLayers(layers.map((layer) => ({ layer })));
  const { kernels } = surroundingsOf([]);
  network = createServingNetwork({ network: smallNetwork, parameters }, kernels, taps);
});

afterAll(() => {
  network.dispose();
});

describe("what lesions look like to a network", () => {
  it("is not learned of too few photos, nor without others to choose by", async () => {
    const told: number[] = [];
    const learn = (count: number) =>
      learnFamiliarity(
        network,
        { layers, input, photos: spots(count), choosing: [], drawn: none },
        (done, total) => told.push(done / total),
      );
    expect(await learn(LEAST_PHOTOS - 1)).toBeNull();
    expect(told).toEqual([]);
    expect(await learn(LEAST_PHOTOS)).toBeNull();
    expect(told.length).toBeGreaterThan(0);
  });

  it("is learned without skin where no photo shows any beside its lesion", async () => {
    const choosing = (await predictPhotos(network, { input, views: 1 }, spots(7))).map(
      ({ features }) => features,
    );
    const material = { input, photos: choosing, drawings: [], choosing, skin: none.skin };
    // On 32 pixels there is no window to cut.
    const presence = await learnPresence(network, { ...material, pictures: spots(3) }, () => {
      expect.fail("no window was seen");
    });
    expect(presence).toBeNull();
  });
});
