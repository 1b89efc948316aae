import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unguarded } from "../../../../electron/store/keyFile";
import { openStore } from "../../../../electron/store/open";
import { requireUnchanged } from "../../../../electron/workflows/trainingRun/plannedPhotos";
import { confirmedPhoto, consentingPatient } from "../../../fixtures/confirmedPhotos";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";
import { plannedPhoto, trainingPlan } from "../../../fixtures/trainingRuns";

const at = new Date("2026-03-05T12:00:00Z");

describe("a plan that is gone on with", () => {
  it("is refused once a patient withdraws the consent of whom a folder has a copy", () => {
    const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
    onTestFinished(() => {
      store.close();
    });
    const patientId = consentingPatient(store, "Ada");
    confirmedPhoto(store, { name: "a", patientId, diagnosis: "nv" });
    const copy = { ...plannedPhoto("copy", "train"), contentHash: "blob of a" };
    const plan = trainingPlan([copy, plannedPhoto("other", "train")]);
    requireUnchanged(store, plan, "base-2");
    const withdrawal = { purpose: "training", given: false, date: "2026-03-05" } as const;
    store.consents.record(patientId, withdrawal, "Ines", at);
    expect(() => {
      requireUnchanged(store, plan, "base-2");
    }).toThrow(expect.objectContaining({ code: "training.data-changed", details: { photos: 1 } }));
  });
});
