import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { AnalysisId, PatientId, PhotoId } from "../../../electron/contract/shapes";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { newAnalysis, newPatient, newPhoto, photoFilter } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const nobody = "00000000-0000-4000-8000-000000000000";
const photoMissing = expect.objectContaining({ code: "photo.missing" }) as Error;

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const patientId = store.patients.create(newPatient(), at);
  return { store, patientId, photoId: store.photos.add(newPhoto("a", patientId), at) };
}

describe("photos", () => {
  it("are known by the bytes they came with, and counted", () => {
    const { store, photoId } = clinic();
    expect(store.photos.findBySource("a")).toBe(photoId);
    expect(store.photos.findBySource("b")).toBeNull();
    store.photos.add(newPhoto("b", null), at);
    expect(store.photos.count()).toBe(2);
  });

  it("of one day are those from its first moment up to the next day's, the urgent first", () => {
    const { store } = clinic();
    const add = (name: string, time: string, malignancy: number): PhotoId => {
      const id = store.photos.add(newPhoto(name, null), new Date(time));
      store.analyses.add(id, newAnalysis(malignancy > 0.5 ? "urgent" : "routine", malignancy), at);
      return id;
    };
    add("before", "2026-03-05T23:59:59.999Z", 0.9);
    const routine = add("first", "2026-03-06T00:00:00Z", 0.1);
    const urgent = add("last", "2026-03-06T23:59:59.999Z", 0.8);
    add("after", "2026-03-07T00:00:00Z", 0.9);
    const ofDay = store.photos.addedBetween(
      new Date("2026-03-06T00:00:00Z"),
      new Date("2026-03-07T00:00:00Z"),
    );
    expect(ofDay.map(({ id }) => id)).toEqual([urgent, routine]);
  });

  it("go to no patient that is not there, and stay whose they are", () => {
    const { store, patientId, photoId } = clinic();
    expect(() => {
      store.photos.assign(photoId, PatientId.parse(nobody));
    }).toThrow(expect.objectContaining({ code: "patient.missing" }));
    expect(store.photos.get(photoId).patient?.id).toBe(patientId);
  });

  it("that are not there are named as missing, whatever is asked of them", () => {
    const { store, patientId } = clinic();
    const gone = PhotoId.parse(nobody);
    const { photos, visits, labelReviews, analyses, worklist } = store;
    for (const ask of [
      () => photos.get(gone),
      () => photos.files(gone),
      () => photos.remove(gone),
      () => {
        photos.assign(gone, patientId);
      },
      () => {
        visits.place(gone);
      },
      () => {
        labelReviews.record(gone, "keep", null, at);
      },
      () => analyses.heatmap(AnalysisId.parse(nobody)),
      () => worklist.photoAt(99),
    ]) {
      expect(ask).toThrow(photoMissing);
    }
    expect(photos.count()).toBe(1);
  });

  it("give place to others on a list that was asked for a moment ago", () => {
    const { store, photoId } = clinic();
    const [place = NaN] = store.worklist.places(photoFilter(), at);
    expect(store.worklist.photoAt(place)).toBe(photoId);
    store.photos.remove(photoId);
    expect(() => store.worklist.photoAt(place)).toThrow(photoMissing);
  });
});
