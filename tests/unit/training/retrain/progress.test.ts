import { describe, expect, it } from "vitest";
import type { RetrainProgress } from "../../../../electron/contract/retraining";
import { createProgressMeter } from "../../../../electron/training/retrain/progress";

function meterOf() {
  const events: RetrainProgress[] = [];
  const meter = createProgressMeter({
    phases: [
      ["reading", 0.2],
      ["training", 0.7],
      ["writing", 0.1],
    ],
    device: { kind: "cpu", threads: 2 },
    onProgress: (progress) => {
      events.push(progress);
    },
  });
  return { meter, events };
}

describe("a run's progress", () => {
  it("counts phases by their shares", () => {
    const { meter, events } = meterOf();
    meter.at({ phase: "reading", done: 0.5 });
    meter.at({ phase: "training", done: 0.5 });
    meter.at({ phase: "writing", done: 1 });
    const shares = events.map(({ progress }) => progress);
    [0.1, 0.55, 1].forEach((share, index) => {
      expect(shares[index]).toBeCloseTo(share, 9);
    });
  });

  it("tells every point of the curves, and other steps now and then", () => {
    const { meter, events } = meterOf();
    const point = { at: 1, loss: 0.5, balancedAccuracy: 0.7, recalls: null };
    for (let step = 0; step < 100; step++) meter.at({ phase: "training", done: step / 100 });
    meter.at({ phase: "training", done: 1, point });
    meter.at({ phase: "training", done: 1, point });
    expect(events.filter((event) => event.point !== null)).toHaveLength(2);
    expect(events.length).toBeLessThan(50);
  });

  it("does not take what an earlier sitting did for its own speed", () => {
    const { meter, events } = meterOf();
    // It goes on from nine tenths of the first phase.
    meter.at({ phase: "reading", done: 0.9 });
    expect(events.at(-1)?.progress).toBeCloseTo(0.18, 9);
    expect(events.at(-1)?.secondsLeft).toBeNull();
  });
});
