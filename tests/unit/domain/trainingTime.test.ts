import { describe, expect, it } from "vitest";
import { secondsOfTraining } from "../../../electron/domain/trainingTime";

const photos = { train: 1000, holdout: 200 };
const cores = (threads: number) => ({ kind: "cpu", threads }) as const;

describe("the time that a training takes", () => {
  it("is that of seeing every photo once, and a little for every run", () => {
    // 1200 photos at 0.3 s on two cores.
    expect(secondsOfTraining("quick", photos, cores(2))).toBeCloseTo(30 + 180);
    expect(secondsOfTraining("quick", { train: 0, holdout: 0 }, cores(2))).toBe(30);
  });

  it("grows by every round that a deeper recipe makes over the photos to learn from", () => {
    expect(secondsOfTraining("upper", photos, cores(2))).toBeCloseTo(210 + (1000 * 8 * 0.06) / 2);
    expect(secondsOfTraining("full", photos, cores(2))).toBeCloseTo(210 + (1000 * 20 * 0.15) / 2);
  });

  it("shrinks with every core up to eight, and by a graphics card most", () => {
    const quick = (processor: Parameters<typeof secondsOfTraining>[2]): number =>
      secondsOfTraining("quick", photos, processor) - 30;
    expect(quick(cores(8))).toBeCloseTo(quick(cores(2)) / 4);
    expect(quick(cores(64))).toBe(quick(cores(8)));
    expect(quick({ kind: "gpu" })).toBeCloseTo(quick(cores(8)) / 5);
  });

  it("is guessed for two cores where the processor is not known", () => {
    expect(secondsOfTraining("full", photos, null)).toBe(
      secondsOfTraining("full", photos, cores(2)),
    );
  });
});
