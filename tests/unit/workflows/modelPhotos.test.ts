import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { changedPhotos, photosOfCell } from "../../../electron/workflows/modelPhotos";
import { someAnswers, someComparison } from "../../fixtures/comparisons";
import { confirmedPhoto } from "../../fixtures/confirmedPhotos";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { plannedPhoto, trainingPlan } from "../../fixtures/trainingRuns";

/** A run judged by four photos: two of the clinic, one that is gone since, one of a folder. */
function comparedRun() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const add = (name: string) => confirmedPhoto(store, { name, patientId: null, diagnosis: "nv" });
  const [naevus, melanoma, gone] = [add("naevus"), add("melanoma"), add("gone")];
  store.removals.photo(gone, null, new Date());
  const photos = [
    plannedPhoto("x", "train"),
    plannedPhoto("naevus", "holdout", naevus),
    plannedPhoto("melanoma", "holdout", melanoma),
    plannedPhoto("gone", "holdout", gone),
    { ...plannedPhoto("file", "holdout"), file: "images/one.jpg" },
  ];
  const answers = [
    someAnswers(1, "nv", "nv", "mel"),
    someAnswers(2, "mel", "mel", "nv"),
    someAnswers(3, "nv", "bkl", "nv"),
    someAnswers(4, "nv", "nv", "nv"),
  ];
  const run = {
    comparison: someComparison({ answers }),
    plan: trainingPlan(photos),
  };
  return { store, run, naevus, melanoma };
}

describe("photos behind a comparison", () => {
  it("are those of a cell, of either version", () => {
    const { store, run, naevus } = comparedRun();
    const cell = { label: "nv", answer: "nv" } as const;
    const byActive = photosOfCell(store, run, { by: "active", ...cell });
    expect(byActive.map(({ photoId, name }) => [photoId, name])).toEqual([
      [naevus, "naevus.jpg"],
      [null, "images/one.jpg"],
    ]);
    const byCandidate = photosOfCell(store, run, { by: "candidate", ...cell });
    expect(byCandidate.map(({ photoId, name }) => [photoId, name])).toEqual([
      [null, ""],
      [null, "images/one.jpg"],
    ]);
    expect(photosOfCell(store, run, { by: "active", label: "bcc", answer: "nv" })).toEqual([]);
  });

  it("are those that change, a melanoma that would wait longer first", () => {
    const { store, run, naevus, melanoma } = comparedRun();
    expect(changedPhotos(store, run).map(({ photoId }) => photoId)).toEqual([
      melanoma,
      naevus,
      null,
    ]);
  });
});
