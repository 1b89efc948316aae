import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import type { TrainingPlan } from "../../../electron/store/trainingRuns";
import { someComparison } from "../../fixtures/comparisons";
import { confirmedPhoto, consentingPatient } from "../../fixtures/confirmedPhotos";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { plannedPhoto, startedRun, trainingPlan } from "../../fixtures/trainingRuns";

const at = new Date("2026-03-05T14:00:00Z");

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  return store;
}

describe("training runs", () => {
  it("are kept with their plan, the latest first", () => {
    const store = clinic();
    const photos = [
      plannedPhoto("a", "train"),
      plannedPhoto("b", "train"),
      plannedPhoto("c", "holdout"),
    ];
    const plan: TrainingPlan = {
      ...trainingPlan(photos),
      source: { kind: "folder", path: "/photos" },
      leftOut: [{ reason: "no-consent", photos: 3 }],
    };
    const first = startedRun(store, { version: "clinic-1", plan });
    store.trainingRuns.end(first, { state: "cancelled" }, at);
    const second = startedRun(store, { version: "clinic-2", scheduledFor: at });

    expect(store.trainingRuns.plan(first)).toEqual(plan);
    expect(store.trainingRuns.list().map(({ id }) => id)).toEqual([second, first]);
    expect(store.trainingRuns.get(first)).toEqual({
      id: first,
      recipe: "quick",
      version: "clinic-1",
      parent: "base-2",
      source: "Praxis am See",
      state: "cancelled",
      startedBy: "Dr. Ines Albrecht",
      createdAt: "2026-03-05T13:00:00.000Z",
      scheduledFor: null,
      finishedAt: at.toISOString(),
      photos: { train: 2, holdout: 1 },
      curve: [],
      failure: null,
    });
    expect(store.trainingRuns.get(second)).toMatchObject({
      state: "scheduled",
      scheduledFor: at.toISOString(),
    });
  });

  it("are under way one at a time", () => {
    const store = clinic();
    const first = startedRun(store, { version: "clinic-1" });
    const running: unknown = expect.objectContaining({ code: "training.running" });
    expect(() => startedRun(store, { version: "clinic-2" })).toThrow(running);
    store.trainingRuns.setState(first, "paused");
    expect(() => startedRun(store, { version: "clinic-2" })).toThrow(running);

    store.trainingRuns.interrupt(first, null);
    startedRun(store, { version: "clinic-2" });
    expect(() => {
      store.trainingRuns.setState(first, "running");
    }).toThrow(running);
  });

  it("that are interrupted keep what they lacked and their curve, until they are gone on with", () => {
    const store = clinic();
    const id = startedRun(store, { version: "clinic-1" });
    const curve = [{ at: 1, loss: 0.5, balancedAccuracy: 0.75, recalls: null }];
    store.trainingRuns.setState(id, "running");
    store.trainingRuns.setCurve(id, curve);
    const failure = { code: "training.memory", details: {} };
    store.trainingRuns.interrupt(id, failure);
    expect(store.trainingRuns.get(id)).toMatchObject({ state: "interrupted", failure, curve });
    store.trainingRuns.setState(id, "preparing");
    expect(store.trainingRuns.get(id)).toMatchObject({ state: "preparing", failure: null, curve });
  });

  it("leave a comparison when they are done", () => {
    const store = clinic();
    const id = startedRun(store, { version: "clinic-1" });
    expect(store.trainingRuns.comparison(id)).toBeNull();
    const comparison = someComparison({ candidate: "clinic-1" });
    store.trainingRuns.end(id, { state: "done", comparison }, at);
    expect(store.trainingRuns.comparison(id)).toEqual(comparison);
  });

  it("have a deletion during the run name the version, and none after one that was cancelled", () => {
    const store = clinic();
    const deleteOne = (name: string): void => {
      const patientId = consentingPatient(store, name);
      const photoId = confirmedPhoto(store, { name, patientId, diagnosis: "mel" });
      store.removals.photo(photoId, null, at);
    };
    const id = startedRun(store, { version: "clinic-1", learned: ["a", "b"] });
    deleteOne("a");
    expect(store.removals.list()).toMatchObject([{ modelVersions: ["clinic-1"] }]);
    store.trainingRuns.end(id, { state: "cancelled" }, at);
    deleteOne("b");
    expect(store.removals.list()[0]).toMatchObject({ modelVersions: [] });
  });

  it("tells where there is none of an id", () => {
    const store = clinic();
    const missing: unknown = expect.objectContaining({ code: "training.missing" });
    const id = "00000000-0000-4000-8000-000000000000";
    expect(() => store.trainingRuns.get(id)).toThrow(missing);
    expect(() => store.trainingRuns.plan(id)).toThrow(missing);
    expect(() => store.trainingRuns.comparison(id)).toThrow(missing);
    expect(() => {
      store.trainingRuns.setState(id, "running");
    }).toThrow(missing);
  });
});
