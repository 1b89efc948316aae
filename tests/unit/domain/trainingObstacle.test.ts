import { describe, expect, it } from "vitest";
import {
  preventsTraining,
  trainingObstacle,
  type DataSide,
} from "../../../electron/domain/trainingObstacle";

const side = (photos: number, patients: number, melanomas = 5): DataSide => ({
  photos,
  patients,
  classes: { mel: melanomas, nv: photos - melanomas, vasc: 0 },
});

describe("what stands in the way of training", () => {
  it("is nothing where there is enough to learn from and to judge by", () => {
    expect(trainingObstacle(side(20, 10), side(30, 30), "quick")).toBeNull();
    expect(preventsTraining(null)).toBe(false);
  });

  it.each([
    ["too-few-photos", side(19, 19)],
    ["too-few-patients", side(400, 9)],
    ["one-class", side(400, 90, 0)],
  ] as const)("prevents a run: %s", (obstacle, train) => {
    expect(trainingObstacle(train, side(100, 60), "quick")).toBe(obstacle);
    expect(preventsTraining(obstacle)).toBe(true);
  });

  it("depends on what a recipe needs", () => {
    const [few, enough] = [side(388, 200), side(389, 200)];
    expect(trainingObstacle(few, side(100, 60), "quick")).toBeNull();
    expect(trainingObstacle(few, side(100, 60), "upper")).toBe("too-few-photos");
    expect(trainingObstacle(enough, side(100, 60), "upper")).toBeNull();
  });

  it("is that there is nothing at all to judge by", () => {
    expect(trainingObstacle(side(400, 200), side(0, 0, 0), "quick")).toBe("too-few-photos");
  });

  it("lets a run go ahead that the gate could not judge, and says so", () => {
    const obstacle = trainingObstacle(side(400, 200), side(80, 29), "full");
    expect(obstacle).toBe("too-few-to-judge");
    expect(preventsTraining(obstacle)).toBe(false);
  });
});
