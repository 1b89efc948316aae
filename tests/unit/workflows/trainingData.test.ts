import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { LentigoError } from "../../../electron/contract/errors";
import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore, type Store } from "../../../electron/store/open";
import { findSuspiciousLabels } from "../../../electron/workflows/suspiciousLabels";
import { clinicData, folderData, hintOf, sideOf } from "../../../electron/workflows/trainingData";
import type { FolderPhoto } from "../../../electron/workflows/trainingFolder/takeFolder";
import { clinician, confirmedPhoto, consentingPatient } from "../../fixtures/confirmedPhotos";
import { newAnalysis, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { startedRun } from "../../fixtures/trainingRuns";

const now = (): Date => new Date("2026-03-05T12:00:00Z");

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  return { store, now };
}

/** So many patients with a photo each, the diagnoses in turn. */
function fill(store: ReturnType<typeof clinic>["store"], patients: number): void {
  store.transaction(() => {
    for (let index = 0; index < patients; index++) {
      const name = `patient ${String(index)}`;
      const patientId = consentingPatient(store, name);
      confirmedPhoto(store, { name, patientId, diagnosis: DIAGNOSES[index % 7] ?? "nv" });
    }
  });
}

const folderPhoto = (hash: string, group = hash): FolderPhoto => ({
  ...{ file: `${hash}.jpg`, label: "mel", sourceHash: hash, contentHash: hash, group },
  isHeldOut: null,
});

describe("the clinic's cases to learn from", () => {
  it("are all of them, on two sides that no patient is on both of", () => {
    const options = clinic();
    fill(options.store, 70);
    confirmedPhoto(options.store, { name: "stray", patientId: null, diagnosis: "nv" });
    const data = clinicData(options, "base-2");
    const [train, holdout] = [sideOf(data, "train"), sideOf(data, "holdout")];
    expect([train.photos, holdout.photos]).toEqual([56, 14]);
    expect(holdout.classes).toEqual(Object.fromEntries(DIAGNOSES.map((name) => [name, 2])));
    expect(data.labelSources).toEqual({ histology: 0, clinical: 70, table: 0 });
    expect(data.leftOut).toEqual([{ reason: "no-patient", photos: 1 }]);
    expect(() => {
      options.store.trainingSides.assertApart(data.photos);
    }).not.toThrow();
  });

  it("keep their sides when others come", () => {
    const options = clinic();
    fill(options.store, 21);
    const before = new Map(clinicData(options, "base-2").photos.map((p) => [p.group, p.part]));
    for (let index = 0; index < 30; index++) {
      const patientId = consentingPatient(options.store, `new ${String(index)}`);
      confirmedPhoto(options.store, { name: `n${String(index)}`, patientId, diagnosis: "nv" });
    }
    const after = clinicData(options, "base-2").photos.filter(({ group }) => before.has(group));
    expect(new Map(after.map((p) => [p.group, p.part]))).toEqual(before);
  });
});

describe("a folder's photos to learn from", () => {
  it("are judged by the clinic's hold-out as well, and never hold whom it holds out", () => {
    const options = clinic();
    fill(options.store, 21);
    const own = clinicData(options, "base-2").photos;
    const known = own.find(({ part }) => part === "holdout")?.sourceHash ?? "";
    const photos = [
      folderPhoto(known, "same patient"),
      folderPhoto("sibling", "same patient"),
      ...Array.from({ length: 50 }, (_, index) => folderPhoto(String(index))),
    ];
    const problem = { row: null, name: "x", problem: "file-repeated", details: {} } as const;
    const folder = { path: "/import", name: "import", photos, problems: [problem] };
    const data = folderData(options, "base-2", folder);
    expect(data.leftOut).toEqual([
      { reason: "in-hold-out", photos: 2 },
      { reason: "duplicate", photos: 1 },
    ]);
    expect(data.photos.some(({ sourceHash }) => sourceHash === "sibling")).toBe(false);
    const fromClinic = data.photos.filter(({ photoId }) => photoId !== null);
    expect(fromClinic.every(({ part }) => part === "holdout")).toBe(true);
    expect(fromClinic).toHaveLength(own.filter(({ part }) => part === "holdout").length);
    expect(data.labelSources).toEqual({ histology: 0, clinical: fromClinic.length, table: 50 });
    expect(() => {
      options.store.trainingSides.assertApart(data.photos);
    }).not.toThrow();
  });

  it("are left out where the clinic may not learn from them, whatever metadata they come with", () => {
    const { store } = clinic();
    fill(store, 21);
    const [withdrawn, excluded, ...others] = store.trainingCases.all("base-2");
    if (!withdrawn?.patientId || !excluded) throw new Error("no cases");
    const withdrawal = { purpose: "training", given: false, date: "2026-03-05" } as const;
    store.consents.record(withdrawn.patientId, withdrawal, "Ines", now());
    store.labelReviews.record(excluded.photoId, "exclude", "Ines", now());
    const photos = [withdrawn, excluded, ...others.slice(0, 1)].map(({ contentHash }, index) => ({
      ...folderPhoto(`other bytes ${String(index)}`),
      contentHash,
    }));
    const folder = { path: "/import", name: "import", photos, problems: [] };
    const data = folderData({ store, now }, "base-2", folder);
    expect(data.leftOut).toContainEqual({ reason: "no-consent", photos: 1 });
    expect(data.leftOut).toContainEqual({ reason: "excluded", photos: 1 });
    const hashes = data.photos.flatMap((one) => (one.photoId === null ? one.contentHash : []));
    expect(hashes).not.toContain(withdrawn.contentHash);
    expect(hashes).not.toContain(excluded.contentHash);
  });

  it("are learned from where a version has learned from them before", () => {
    const options = clinic();
    const hashes = Array.from({ length: 50 }, (_, index) => String(index));
    startedRun(options.store, { version: "earlier", learned: hashes });
    const photos = hashes.map((hash) => folderPhoto(hash));
    const folder = { path: "/import", name: "import", photos, problems: [] };
    const { photos: taken } = folderData(options, "base-2", folder);
    expect(taken.every(({ part }) => part === "train")).toBe(true);
  });
});

describe("the hint of a clinic", () => {
  it("counts what the active version has not learned from, the hold-out left out", () => {
    const options = clinic();
    fill(options.store, 70);
    const { photos } = clinicData(options, "base-2");
    expect(hintOf(options.store.trainingCases.all("base-2"))).toMatchObject({
      newCases: 56,
      newMalignant: 24,
    });
    const learned = photos.flatMap((p) => (p.part === "train" ? [p.sourceHash] : []));
    startedRun(options.store, { version: "clinic-1", learned: learned.slice(0, 50) });
    expect(hintOf(options.store.trainingCases.all("clinic-1"))).toMatchObject({ newCases: 6 });
    expect(hintOf(options.store.trainingCases.all("base-2"))).toMatchObject({ newCases: 56 });
  });
});

describe("suspicious labels", () => {
  /** A photo of a patient of its own that looks like `look` and that the model takes for a nevus. */
  const seen = (
    store: ReturnType<typeof clinic>["store"],
    name: string,
    diagnosis: Diagnosis,
    look: number,
    malignancy: number,
  ) => {
    const photoId = store.photos.add(newPhoto(name, consentingPatient(store, name)), now());
    const embedding = new Float32Array(1280).fill(0.01);
    embedding[look] = 1;
    const analysis = { ...newAnalysis("routine", malignancy), modelVersion: "base-2", embedding };
    store.analyses.add(photoId, analysis, now());
    const outcome = { photoId, diagnosis, confidence: null, nextStep: null, note: "" };
    store.outcomes.record(outcome, clinician, now());
    return photoId;
  };

  const suspiciousIn = (store: Store, pause = () => Promise.resolve()) =>
    findSuspiciousLabels(store, store.trainingCases.all("base-2"), pause);

  it("are those that model and neighbours speak against", async () => {
    const { store } = clinic();
    for (let index = 0; index < 10; index++) seen(store, `nv ${String(index)}`, "nv", 3, 0.02);
    for (let index = 0; index < 10; index++) seen(store, `mel ${String(index)}`, "mel", 700, 0.9);
    const wrong = seen(store, "mistyped", "mel", 3, 0.02);
    // The model doubts this one, too, but it looks like other melanomas.
    seen(store, "hard", "mel", 700, 0.1);
    const found = await suspiciousIn(store);
    expect(found).toEqual([
      {
        ...{ photoId: wrong, name: "mistyped.jpg", label: "mel", answer: "nv", review: null },
        ...{ probability: 0.02, neighbours: { same: 0, total: 10 } },
      },
    ]);
  });

  it("are searched for no longer once a pause says so", async () => {
    const { store } = clinic();
    for (let index = 0; index < 10; index++) seen(store, `nv ${String(index)}`, "nv", 3, 0.02);
    seen(store, "mistyped", "mel", 3, 0.02);
    const locking = () => Promise.reject(new LentigoError("session.locked"));
    await expect(suspiciousIn(store, locking)).rejects.toThrow("session.locked");
  });

  it("are still shown once they are excluded", async () => {
    const { store } = clinic();
    for (let index = 0; index < 10; index++) seen(store, `nv ${String(index)}`, "nv", 3, 0.02);
    const wrong = seen(store, "mistyped", "mel", 3, 0.02);
    store.labelReviews.record(wrong, "exclude", "Ines", now());
    expect(await suspiciousIn(store)).toMatchObject([{ review: "exclude" }]);
  });
});
