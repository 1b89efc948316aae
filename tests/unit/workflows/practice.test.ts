import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Practice } from "../../../electron/contract/dashboard";
import { dashboardHandlers } from "../../../electron/ipc/dashboard";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { createPractice } from "../../../electron/workflows/practice";
import { newAnalysis, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const anna = { id: null, name: "Anna", role: "clinician" } as const;
const now = (): Date => new Date(2026, 5, 15, 12);

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  let photos = 0;
  /** A photo decided about so many months ago. */
  const decided = (months: number, score: number, outcome: "mel" | "nv", version = "base-1") => {
    const at = new Date(2026, 5 - months, 10);
    const photoId = store.photos.add(newPhoto(String(photos++), null), at);
    const answer = { ...newAnalysis("soon", score), modelVersion: version };
    store.analyses.add(photoId, answer, at);
    const given = { photoId, diagnosis: outcome, confidence: null, nextStep: null, note: "" };
    store.outcomes.record(given, anna, at);
    return photoId;
  };
  return { store, decided, practice: createPractice({ store, now }) };
}

describe("the model in practice", () => {
  it("is nothing yet in a clinic without outcomes", async () => {
    const { practice } = clinic();
    const { agreement, calibration } = await practice();
    expect(agreement.total).toEqual({ cases: 0, agreed: 0, interval: null });
    expect(agreement.months).toHaveLength(12);
    expect(calibration).toEqual({
      ...{ cases: 0, malignant: 0, histology: 0, since: null, versions: [], reliability: null },
    });
  });

  it("agrees over twelve months, and is calibrated over all that there are", async () => {
    const { decided, practice } = clinic();
    for (let index = 0; index < 10; index++) decided(0, 0.9, "mel", "base-2");
    for (let index = 0; index < 6; index++) decided(11, 0.9, index < 2 ? "mel" : "nv");
    for (let index = 0; index < 90; index++) decided(30, 0.1, index < 10 ? "mel" : "nv");
    const answer = await practice();
    expect(() => Practice.parse(answer)).not.toThrow();
    expect(answer.agreement.total).toMatchObject({ cases: 16, agreed: 12 });
    expect(answer.agreement.months[0]).toMatchObject({ month: "2025-07", cases: 6, agreed: 2 });
    expect(answer.agreement.months[11]).toMatchObject({ month: "2026-06", cases: 10, agreed: 10 });
    expect(answer.calibration).toMatchObject({
      cases: 106,
      malignant: 22,
      histology: 0,
      since: new Date(2026, 5 - 30, 10).toISOString(),
      versions: [
        { version: "base-1", cases: 96 },
        { version: "base-2", cases: 10 },
      ],
    });
    expect(answer.calibration.reliability?.bins).toMatchObject([
      { cases: 90, malignant: 10 },
      { cases: 16, malignant: 12 },
    ]);
  });
});

describe("the numbers of the dashboard", () => {
  it("are those of the worklist", async () => {
    const { store, decided } = clinic();
    const handlers = dashboardHandlers({ store, now });
    const numbers = () => handlers["dashboard.numbers"]({});
    const none = {
      urgentToday: 0,
      unconfirmed: 0,
      awaitingHistology: 0,
      disagreement: 0,
      unassigned: 0,
    };
    expect(await numbers()).toEqual(none);

    const patientId = store.patients.create(newPatient(), now());
    const urgent = store.photos.add(newPhoto("urgent", patientId), new Date(2026, 5, 15, 0, 1));
    store.analyses.add(urgent, newAnalysis("urgent", 0.9), now());
    const yesterday = store.photos.add(newPhoto("old", patientId), new Date(2026, 5, 14, 23, 59));
    store.analyses.add(yesterday, newAnalysis("urgent", 0.9), now());
    expect(await numbers()).toEqual({ ...none, urgentToday: 1, unconfirmed: 2 });

    const excise = { diagnosis: "mel", confidence: null, nextStep: "excision", note: "" } as const;
    store.outcomes.record({ photoId: urgent, ...excise }, anna, now());
    decided(1, 0.1, "mel");
    expect(await numbers()).toEqual({
      ...{ urgentToday: 1, unconfirmed: 1, awaitingHistology: 1, disagreement: 1, unassigned: 1 },
    });
  });
});
