import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { clinician, confirmedPhoto, consentingPatient } from "../../fixtures/confirmedPhotos";
import { newPhoto } from "../../fixtures/records";
import { someComparison } from "../../fixtures/comparisons";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { startedRun } from "../../fixtures/trainingRuns";

const at = new Date("2026-03-05T12:00:00Z");

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const caseOf = (name: string) =>
    store.trainingCases.all("base-2").find((one) => one.name === `${name}.jpg`);
  return { store, caseOf };
}

describe("cases to learn from", () => {
  it("are photos with a diagnosis of patients who consent", () => {
    const { store, caseOf } = clinic();
    const patientId = consentingPatient(store, "Ada");
    const photoId = confirmedPhoto(store, { name: "a", patientId, diagnosis: "bcc" });
    store.photos.add(newPhoto("undecided", patientId), at);
    expect(caseOf("a")).toEqual({
      photoId,
      patientId,
      name: "a.jpg",
      sourceHash: "a",
      contentHash: "blob of a",
      lesionId: null,
      label: "bcc",
      source: "clinical",
      side: null,
      review: null,
      learned: false,
      leftOut: null,
    });
    expect(store.trainingCases.all("base-2")).toHaveLength(1);
  });

  it("are told with the reason where they are left out", () => {
    const { store, caseOf } = clinic();
    const consenting = consentingPatient(store, "Ada");
    const refusing = consentingPatient(store, "Bo", false);
    confirmedPhoto(store, { name: "nobody", patientId: null, diagnosis: "nv" });
    confirmedPhoto(store, { name: "refused", patientId: refusing, diagnosis: "nv" });
    confirmedPhoto(store, { name: "unsure", patientId: consenting, diagnosis: null });
    const blurred = { name: "blurred", patientId: consenting, level: "cannot-assess" } as const;
    confirmedPhoto(store, { ...blurred, diagnosis: "nv" });
    expect(caseOf("nobody")?.leftOut).toBe("no-patient");
    expect(caseOf("refused")?.leftOut).toBe("no-consent");
    expect(caseOf("unsure")).toMatchObject({ leftOut: "cannot-say", label: null });
    expect(caseOf("blurred")?.leftOut).toBe("poor-quality");
  });

  it("go with a consent that is withdrawn, and come with one that is given", () => {
    const { store, caseOf } = clinic();
    const patientId = consentingPatient(store, "Ada");
    confirmedPhoto(store, { name: "a", patientId, diagnosis: "mel" });
    const consent = (given: boolean): void => {
      const said = { purpose: "training", given, date: "2026-03-05" } as const;
      store.consents.record(patientId, said, null, at);
    };
    consent(false);
    expect(caseOf("a")?.leftOut).toBe("no-consent");
    consent(true);
    expect(caseOf("a")?.leftOut).toBeNull();
  });

  it("are excluded by a review, until the photo gets another outcome", () => {
    const { store, caseOf } = clinic();
    const patientId = consentingPatient(store, "Ada");
    const photoId = confirmedPhoto(store, { name: "a", patientId, diagnosis: "mel" });
    store.labelReviews.record(photoId, "keep", "Dr. Chen", at);
    expect(caseOf("a")).toMatchObject({ review: "keep", leftOut: null });
    store.labelReviews.record(photoId, "exclude", "Dr. Chen", at);
    expect(caseOf("a")).toMatchObject({ review: "exclude", leftOut: "excluded" });
    const report = { photoId, diagnosis: "nv", date: "2026-03-05", note: "" } as const;
    store.outcomes.recordHistology(report, clinician, at);
    expect(caseOf("a")).toMatchObject({ review: null, leftOut: null, source: "histology" });
  });

  it("tell which of them the version has learned from", () => {
    const { store, caseOf } = clinic();
    const patientId = consentingPatient(store, "Ada");
    confirmedPhoto(store, { name: "a", patientId, diagnosis: "mel" });
    const id = startedRun(store, { version: "clinic-1", learned: ["a"] });
    expect(caseOf("a")?.learned).toBe(false);
    expect(store.trainingCases.all("clinic-1")).toMatchObject([{ learned: true }]);
    store.trainingRuns.end(id, { state: "done", comparison: someComparison() }, at);
    startedRun(store, { version: "clinic-2", parent: "clinic-1" });
    expect(store.trainingCases.all("clinic-2")).toMatchObject([{ learned: true }]);
  });

  it("give the latest answer, with what the network saw", () => {
    const { store } = clinic();
    const photoId = confirmedPhoto(store, { name: "a", patientId: null, diagnosis: "mel" });
    const answer = store.trainingCases.answer(photoId);
    expect(answer?.modelVersion).toBe("base-2");
    expect(answer?.probabilities.mel).toBe(0.8);
    expect(answer?.embedding).toEqual(new Float32Array(1280).fill(0.5));
    expect(store.trainingCases.answer(store.photos.add(newPhoto("b", null), at))).toBeNull();
  });

  it("refuses to review what has no outcome", () => {
    const { store } = clinic();
    const photoId = store.photos.add(newPhoto("a", null), at);
    expect(() => {
      store.labelReviews.record(photoId, "keep", null, at);
    }).toThrow(expect.objectContaining({ code: "outcome.missing" }));
  });
});
