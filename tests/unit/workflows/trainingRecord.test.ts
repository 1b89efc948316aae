import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { openModelFolders } from "../../../electron/workflows/modelFolders";
import { trainingRecord } from "../../../electron/workflows/trainingRecord";
import { someComparison } from "../../fixtures/comparisons";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { plannedPhoto, startedRun, trainingPlan } from "../../fixtures/trainingRuns";

const now = (): Date => new Date("2026-03-06T08:00:00Z");

function clinic() {
  const home = temporaryFolder();
  const store = openStore({ folder: join(home, "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const folders = openModelFolders({ store, folder: join(home, "models"), shipped: null });
  const plan = trainingPlan([plannedPhoto("a", "train"), plannedPhoto("b", "holdout")]);
  const runId = startedRun(store, { version: "clinic-1", plan });
  return { store, runId, record: () => trainingRecord({ store, folders, now }, runId) };
}

describe("the record of a run of which no version is there", () => {
  it("says what it lacked, and by whom it was begun on which data", async () => {
    const { store, runId, record } = clinic();
    const failure = { code: "training.overlap", details: {} };
    store.trainingRuns.end(runId, { state: "failed", failure }, now());
    const { name, content } = await record();
    expect(name).toBe("training-record-clinic-1.md");
    expect(content).toContain("| Ended | 2026-03-06T08:00:00.000Z: failed (training.overlap) |");
    expect(content).toContain("by Dr. Ines Albrecht");
    expect(content).toContain("| all | 1 | 1 |");
    expect(content).toContain("No version was compared.");
    const json = /```json\n(.*)\n```/s.exec(content)?.[1] ?? "";
    expect(JSON.parse(json)).toMatchObject({ manifest: null, run: { state: "failed", failure } });
  });

  it("tells the comparison also where the version was deleted since", async () => {
    const { store, runId, record } = clinic();
    store.trainingRuns.end(runId, { state: "done", comparison: someComparison() }, now());
    const { content } = await record();
    expect(content).toContain(": done |");
    expect(content).toContain("### Hold-out of the clinic");
  });
});
