import { describe, expect, it } from "vitest";
import type { TrainingRun } from "../../../electron/contract/training";
import { withRun } from "../../../renderer/api/withRun";
import { nextTime } from "../../../renderer/features/training/nextTime";
import { shownRun } from "../../../renderer/features/training/runState";

const run = (id: string, state: TrainingRun["state"]): TrainingRun => ({
  id,
  recipe: "quick",
  version: `clinic-${id}` as TrainingRun["version"],
  parent: "base-2",
  source: "",
  state,
  startedBy: null,
  createdAt: "2026-11-21T08:00:00Z",
  scheduledFor: null,
  finishedAt: null,
  photos: { train: 100, holdout: 20 },
  phase: null,
  progress: 0,
  secondsLeft: null,
  photosPerSecond: null,
  device: null,
  memory: null,
  curve: [],
  failure: null,
});

describe("the run that the training page shows", () => {
  const runs = [run("2", "cancelled"), run("1", "done")];

  it("is the one under way, whichever was chosen", () => {
    expect(shownRun([run("3", "interrupted"), ...runs], "1")?.id).toBe("3");
  });

  it("is else the one that was chosen, and none for a new one", () => {
    expect(shownRun(runs, "1")?.id).toBe("1");
    expect(shownRun(runs, null)).toBeNull();
    expect(shownRun(runs, "gone")).toBeNull();
  });
});

describe("progress of a run", () => {
  it("takes the place of what was known of it; a new run comes first", () => {
    const runs = [run("2", "running"), run("1", "done")];
    expect(withRun(runs, run("2", "paused")).map(({ state }) => state)).toEqual(["paused", "done"]);
    expect(withRun(runs, run("3", "running")).map(({ id }) => id)).toEqual(["3", "2", "1"]);
  });
});

describe("tonight", () => {
  const at = (text: string): Date => new Date(text);

  it("is the next moment at which the clock shows the time", () => {
    expect(nextTime("02:00", at("2026-11-21T18:30:00"))).toEqual(at("2026-11-22T02:00:00"));
    expect(nextTime("02:00", at("2026-11-22T01:59:59"))).toEqual(at("2026-11-22T02:00:00"));
    expect(nextTime("02:00", at("2026-11-22T02:00:00"))).toEqual(at("2026-11-23T02:00:00"));
    expect(nextTime("23:45", at("2026-12-31T23:50:00"))).toEqual(at("2027-01-01T23:45:00"));
  });

  it("knows no other times", () => {
    for (const time of ["", "2", "24:00", "02:60", "later"]) {
      expect(nextTime(time, at("2026-11-21T18:30:00"))).toBeNull();
    }
  });
});
