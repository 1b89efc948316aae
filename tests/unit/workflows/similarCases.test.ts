import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PatientId, PhotoId } from "../../../electron/contract/shapes";
import type { TriageLevel } from "../../../electron/domain/triage";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { CASES_NEEDED, createSimilarCases } from "../../../electron/workflows/similarCases";
import { newAnalysis, newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const clinician = { id: null, name: "Anna", role: "clinician" } as const;

interface Given {
  /** Degrees between its embedding and that of a photo at 0. */
  readonly angle: number;
  readonly owner?: PatientId | null;
  readonly modelVersion?: string;
  readonly level?: TriageLevel;
}

function archive() {
  const folder = join(temporaryFolder(), "clinic");
  const store = openStore({ folder, guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  let count = 0;
  const photo = ({
    angle,
    owner = null,
    modelVersion = "m-1",
    level = "routine",
  }: Given): PhotoId => {
    const id = store.photos.add(newPhoto(`photo ${String(count++)}`, owner), at);
    const radians = (angle * Math.PI) / 180;
    const embedding = Float32Array.of(Math.cos(radians), Math.sin(radians), 0);
    store.analyses.add(id, { ...newAnalysis(level, 0.1), modelVersion, embedding }, at);
    return id;
  };
  const confirm = (photoId: PhotoId, diagnosis: "nv" | null = "nv") =>
    store.outcomes.record(
      { photoId, diagnosis, confidence: null, nextStep: null, note: "" },
      clinician,
      at,
    );
  /** Confirmed photos at 1, 2, 3 ... degrees. */
  const confirmed = (number: number): PhotoId[] =>
    Array.from({ length: number }, (_, place) => {
      const id = photo({ angle: place + 1 });
      confirm(id);
      return id;
    });
  const finder = createSimilarCases(store);
  const similar = async (photoId: PhotoId): Promise<PhotoId[]> =>
    (await finder.of(photoId)).cases.map((one) => one.photo.id);
  return { store, folder, photo, confirm, confirmed, finder, similar };
}

describe("similar cases", () => {
  it("are the nearest of the confirmed ones, with their outcome and similarity", async () => {
    const { photo, confirmed, finder } = archive();
    const ids = confirmed(CASES_NEEDED);
    photo({ angle: 0.5 });
    const { cases } = await finder.of(photo({ angle: 0 }));
    expect(cases.map((one) => one.photo.id)).toEqual(ids.slice(0, 4));
    expect(cases[2]?.similarity).toBeCloseTo(Math.cos((3 * Math.PI) / 180), 6);
    expect(cases[0]?.photo.outcome?.diagnosis).toBe("nv");
  });

  it("are not shown before there are enough of them", async () => {
    const { photo, confirmed, finder } = archive();
    confirmed(CASES_NEEDED - 1);
    expect(await finder.of(photo({ angle: 0 }))).toEqual({
      cases: [],
      confirmed: CASES_NEEDED - 1,
      needed: CASES_NEEDED,
    });
  });

  it("are of other lesions and other patients, and only those are counted", async () => {
    const { store, photo, confirm, confirmed, finder, similar } = archive();
    const [nearest] = confirmed(CASES_NEEDED);
    const patientId = store.patients.create(newPatient(), at);
    const own = photo({ angle: 0.1, owner: patientId });
    confirm(own);
    const probe = photo({ angle: 0, owner: patientId });
    expect((await similar(probe))[0]).toBe(nearest);
    expect((await finder.of(probe)).confirmed).toBe(CASES_NEEDED);
    store.photos.assign(probe, null);
    expect((await similar(probe))[0]).toBe(own);
    store.photos.assign(probe, patientId);
    const lesionId = store.lesions.create(patientId, newLesion(), at);
    for (const id of [own, probe]) store.photos.assignLesion(id, lesionId);
    expect(await similar(probe)).not.toContain(own);
  });

  it("were assessed by the same model version, and have a diagnosis", async () => {
    const { photo, confirm, confirmed, similar } = archive();
    const ids = confirmed(CASES_NEEDED);
    confirm(photo({ angle: 0.1, modelVersion: "m-0" }));
    confirm(photo({ angle: 0.2, level: "cannot-assess" }));
    confirm(photo({ angle: 0.3 }), null);
    expect(await similar(photo({ angle: 0 }))).toEqual(ids.slice(0, 4));
    expect(await similar(photo({ angle: 0, modelVersion: "m-0" }))).toEqual([]);
    expect(await similar(photo({ angle: 0, level: "cannot-assess" }))).toEqual([]);
  });

  it("follow what is recorded, taken back, analysed again and deleted", async () => {
    const { store, photo, confirm, confirmed, similar } = archive();
    const [first, second] = confirmed(CASES_NEEDED + 3);
    if (!first || !second) throw new Error("no photos");
    const probe = photo({ angle: 0 });
    const nearest = photo({ angle: 0.1 });
    expect((await similar(probe))[0]).toBe(first);
    const outcome = confirm(nearest);
    expect((await similar(probe))[0]).toBe(nearest);
    store.outcomes.withdraw(outcome, clinician, at);
    expect((await similar(probe))[0]).toBe(first);
    const far = { ...newAnalysis("routine", 0.1), embedding: Float32Array.of(0, 0, 1) };
    store.analyses.add(first, { ...far, modelVersion: "m-1" }, at);
    expect((await similar(probe))[0]).toBe(second);
    store.photos.remove(second);
    expect(await similar(probe)).not.toContain(second);
  });

  it("follow what another program records in the same clinic", async () => {
    const { store, folder, photo, confirmed, similar } = archive();
    const [first] = confirmed(CASES_NEEDED);
    const probe = photo({ angle: 0 });
    expect((await similar(probe))[0]).toBe(first);
    const nearest = photo({ angle: 0.1 });
    const other = openStore({ folder, guards: [unguarded] });
    other.outcomes.record(
      { photoId: nearest, diagnosis: "nv", confidence: null, nextStep: null, note: "" },
      clinician,
      at,
    );
    other.close();
    expect((await similar(probe))[0]).toBe(nearest);
    store.photos.remove(nearest);
    expect((await similar(probe))[0]).toBe(first);
  });

  it("are all found where they fill more than a page", async () => {
    const { photo, confirmed, finder } = archive();
    confirmed(250);
    expect((await finder.of(photo({ angle: 0 }))).confirmed).toBe(250);
  });

  it("answer several questions at once", async () => {
    const { photo, confirmed, similar } = archive();
    const ids = confirmed(CASES_NEEDED + 1);
    const [near, far] = [photo({ angle: 0 }), photo({ angle: 90 })];
    const [ofNear, ofFar] = await Promise.all([similar(near), similar(far)]);
    expect(ofNear).toEqual(ids.slice(0, 4));
    expect(ofFar).toEqual([...ids].reverse().slice(0, 4));
  });
});
