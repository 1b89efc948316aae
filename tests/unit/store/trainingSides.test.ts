import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PatientId } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { confirmedPhoto, consentingPatient } from "../../fixtures/confirmedPhotos";
import { newPatient } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { plannedPhoto, startedRun, trainingPlan } from "../../fixtures/trainingRuns";

const at = new Date("2026-03-05T12:00:00Z");

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  /** Patients with a photo each, whose names begin alike. */
  const patients = (name: string, count: number, diagnosis: Diagnosis): PatientId[] =>
    store.transaction(() =>
      Array.from({ length: count }, (_, index) => {
        const patientId = consentingPatient(store, `${name}${String(index)}`);
        confirmedPhoto(store, { name: `${name}${String(index)}`, patientId, diagnosis });
        return patientId;
      }),
    );
  const draw = (): void => {
    store.trainingSides.draw(store.trainingCases.all("base-2"), at);
  };
  const heldOut = (ids: readonly PatientId[]): PatientId[] =>
    ids.filter((id) => store.trainingSides.of(id) === "holdout");
  return { store, patients, draw, heldOut };
}

describe("the hold-out", () => {
  it("is a fifth of the patients of each stratum, drawn once", () => {
    const { patients, draw, heldOut } = clinic();
    const naevi = patients("nv", 20, "nv");
    const melanomas = patients("mel", 5, "mel");
    draw();
    const first = heldOut([...naevi, ...melanomas]);
    expect(heldOut(naevi)).toHaveLength(4);
    expect(heldOut(melanomas)).toHaveLength(1);

    const more = patients("more", 10, "nv");
    draw();
    expect(heldOut([...naevi, ...melanomas])).toEqual(first);
    expect(heldOut(more)).toHaveLength(2);
  });

  it("has nobody from whom a version has learned, whose photos came as a folder then", () => {
    const { store, patients, draw, heldOut } = clinic();
    const taught = patients("nv", 20, "nv");
    const cases = store.trainingCases.all("base-2");
    startedRun(store, {
      version: "clinic-1",
      learned: cases.map(({ sourceHash }) => sourceHash),
    });
    draw();
    expect(heldOut(taught)).toEqual([]);
  });

  it("depends on who the patients are, not on the order in which their photos are read", () => {
    const { store, patients, heldOut } = clinic();
    const ids = patients("nv", 20, "nv");
    const cases = store.trainingCases.all("base-2");
    const drawn = [cases, [...cases].reverse()].map((ordered) => {
      let sides: PatientId[] = [];
      const undone = (): void => {
        store.transaction(() => {
          store.trainingSides.draw(ordered, at);
          sides = heldOut(ids);
          throw new Error("undone");
        });
      };
      expect(undone).toThrow("undone");
      return sides;
    });
    expect(drawn[0]).toHaveLength(4);
    expect(drawn[1]).toEqual(drawn[0]);
  });

  it("draws nobody whose photos cannot be learned from", () => {
    const { store, draw } = clinic();
    const refusing = consentingPatient(store, "Bo", false);
    confirmedPhoto(store, { name: "a", patientId: refusing, diagnosis: "mel" });
    draw();
    expect(store.trainingSides.of(refusing)).toBeNull();
    expect(store.trainingCases.all("base-2")).toMatchObject([{ side: null }]);
  });

  it("counts a patient by the gravest of several diagnoses", () => {
    const { store, patients, draw } = clinic();
    const [one, other] = patients("mixed", 2, "nv");
    for (const patientId of [one, other]) {
      if (patientId) confirmedPhoto(store, { name: patientId, patientId, diagnosis: "mel" });
    }
    draw();
    expect([one, other].map((id) => id && store.trainingSides.of(id)).sort()).toEqual([
      "holdout",
      "train",
    ]);
  });
});

describe("that nobody is on both sides", () => {
  function drawnClinic() {
    const { store, patients, draw, heldOut } = clinic();
    const ids = patients("nv", 10, "nv");
    draw();
    const photos = store.trainingCases.all("base-2").map((one) => ({
      photoId: one.photoId,
      sourceHash: one.sourceHash,
      contentHash: one.contentHash,
      group: one.patientId ?? "",
      part: one.side ?? ("train" as const),
    }));
    return { store, ids, photos, held: heldOut(ids) };
  }

  it("is so as drawn", () => {
    const { store, photos } = drawnClinic();
    expect(photos.filter(({ part }) => part === "holdout")).toHaveLength(2);
    store.trainingSides.assertApart(photos);
  });

  it("fails where a photo is on another side than its patient", () => {
    const { store, photos } = drawnClinic();
    const [first, ...others] = photos;
    if (!first) throw new Error("there is no photo");
    const other = first.part === "train" ? ("holdout" as const) : ("train" as const);
    expect(() => {
      store.trainingSides.assertApart([{ ...first, part: other }, ...others]);
    }).toThrow(expect.objectContaining({ code: "training.overlap", details: { photos: 1 } }));
  });

  it("fails where a group of a folder is on both sides", () => {
    const { store } = drawnClinic();
    const twice = [
      { ...plannedPhoto("a", "train"), group: "lesion 1" },
      { ...plannedPhoto("b", "holdout"), group: "lesion 1" },
    ];
    expect(() => {
      store.trainingSides.assertApart(twice);
    }).toThrow(expect.objectContaining({ code: "training.overlap" }));
  });

  it("fails where one picture is on both sides, whatever metadata it came with", () => {
    const { store } = drawnClinic();
    const copies = [
      { ...plannedPhoto("a", "train"), contentHash: "picture" },
      { ...plannedPhoto("b", "holdout"), contentHash: "picture" },
    ];
    expect(() => {
      store.trainingSides.assertApart(copies);
    }).toThrow(expect.objectContaining({ code: "training.overlap", details: { photos: 1 } }));
  });

  it("fails where a version has learned from a copy of a photo that is held out", () => {
    const { store, photos } = drawnClinic();
    const held = photos.find(({ part }) => part === "holdout");
    const copy = { ...plannedPhoto("copy", "train"), contentHash: held?.contentHash ?? "" };
    startedRun(store, { version: "clinic-1", plan: trainingPlan([copy]) });
    expect(() => {
      store.trainingSides.assertApart(photos);
    }).toThrow(expect.objectContaining({ code: "training.overlap", details: { photos: 1 } }));
  });

  it("does not ask for photos that were deleted since", () => {
    const { store, photos } = drawnClinic();
    const [first] = photos;
    if (first) store.removals.photo(first.photoId, null, at);
    store.trainingSides.assertApart(photos);
  });

  it("fails where a version has learned from a photo that is held out", () => {
    const { store, photos } = drawnClinic();
    const held = photos.find(({ part }) => part === "holdout");
    startedRun(store, { version: "clinic-1", learned: [held?.sourceHash ?? ""] });
    expect(() => {
      store.trainingSides.assertApart(photos);
    }).toThrow(expect.objectContaining({ code: "training.overlap", details: { photos: 1 } }));
  });
});

describe("merging patients of both sides", () => {
  function twoSides() {
    const { store, patients, draw, heldOut } = clinic();
    const ids = patients("nv", 5, "nv");
    draw();
    const [held] = heldOut(ids);
    const [train, second] = ids.filter((id) => id !== held);
    if (!held || !train || !second) throw new Error("both sides are needed");
    const sourceOf = (patientId: PatientId): string =>
      store.trainingCases.all("base-2").find((one) => one.patientId === patientId)?.sourceHash ??
      "";
    const merge = (into: PatientId, other: PatientId): void => {
      store.merges.merge(into, other, newPatient({ familyName: "Both" }), at);
    };
    return { store, held, train, second, sourceOf, merge };
  }

  it("holds both out while no version has learned from either", () => {
    const { store, held, train, merge } = twoSides();
    merge(train, held);
    expect(store.trainingSides.of(train)).toBe("holdout");
  });

  it("holds neither out once a version has learned from one", () => {
    const { store, held, train, sourceOf, merge } = twoSides();
    startedRun(store, { version: "clinic-1", learned: [sourceOf(train)] });
    merge(held, train);
    expect(store.trainingSides.of(held)).toBe("train");
    expect(store.trainingCases.all("base-2").filter(({ leftOut }) => leftOut)).toEqual([]);
  });

  it("gives none where neither has one", () => {
    const { store, merge } = twoSides();
    const [one, other] = ["Ann", "Beth"].map((familyName) =>
      store.patients.create(newPatient({ familyName }), at),
    );
    if (!one || !other) throw new Error("no patients");
    merge(one, other);
    expect(store.trainingSides.of(one)).toBeNull();
  });

  it("gives the side of the one who goes to one who has none", () => {
    const { store, held, merge } = twoSides();
    const newcomer = store.patients.create(newPatient({ familyName: "New" }), at);
    merge(newcomer, held);
    expect(store.trainingSides.of(newcomer)).toBe("holdout");
  });

  it("leaves all photos out of one held out to whom a photo moves that a version has learned from", () => {
    const { store, held, train, sourceOf } = twoSides();
    const source = sourceOf(train);
    startedRun(store, { version: "clinic-1", learned: [source] });
    const moved = store.trainingCases.all("base-2").find((one) => one.sourceHash === source);
    if (moved) store.photos.assign(moved.photoId, held);
    const after = store.trainingCases.all("base-2").filter((one) => one.patientId === held);
    expect(after.map(({ side, leftOut }) => [side, leftOut])).toEqual([
      ["holdout", "learned-before"],
      ["holdout", "learned-before"],
    ]);
  });
});
