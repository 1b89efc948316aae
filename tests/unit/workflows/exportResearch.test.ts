import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { LentigoError } from "../../../electron/contract/errors";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import type { PatientId } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore, type Store } from "../../../electron/store/open";
import { readTable } from "../../../electron/training/csvTable";
import { classCounts } from "../../../electron/training/dataset/task";
import { readDataset } from "../../../electron/training/dataset/readDataset";
import { exportResearch, type ResearchPlaces } from "../../../electron/workflows/exportResearch";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import { planResearch } from "../../../electron/workflows/researchPlan";
import { clinician, consentingPatient } from "../../fixtures/confirmedPhotos";
import { newAnalysis, newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date(2026, 2, 4, 12);
const turn = () => Promise.resolve();

function openClinic(): Store {
  return openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
}

/** A confirmed photo with a picture of its own behind it. */
async function photo(
  store: Store,
  name: string,
  patientId: PatientId | null,
  diagnosis: Diagnosis | null,
  shade = 20 * name.length,
): Promise<ReturnType<Store["photos"]["add"]>> {
  const background = { r: shade, g: 90, b: 80 };
  const picture = sharp({ create: { width: 16, height: 12, channels: 3, background } });
  const blob = store.blobs.put(await picture.jpeg().toBuffer());
  const photoId = store.photos.add({ ...newPhoto(name, patientId), blob, thumbnail: blob }, at);
  store.analyses.add(photoId, newAnalysis("routine", 0.1), at);
  const outcome = { photoId, diagnosis, confidence: null, nextStep: null, note: "a note" };
  store.outcomes.record(outcome, clinician, at);
  return photoId;
}

function placesIn(folder: string): ResearchPlaces {
  mkdirSync(join(folder, "safe"));
  return { folder: join(folder, "given"), keysFile: join(folder, "safe", "keys.csv") };
}

async function written(store: Store, places: ResearchPlaces, pause = turn): Promise<number> {
  const recorded = createRecordedChange({ store, actor: clinician, now: () => at });
  const plan = await planResearch(store, turn);
  return exportResearch(plan, places, { store, recorded, turn: pause });
}

describe("photos for research", () => {
  it("are read back as a data set with the same counts", async () => {
    const store = openClinic();
    const one = consentingPatient(store, "Lindqvist");
    const other = consentingPatient(store, "Haddad");
    await photo(store, "a", one, "mel");
    await photo(store, "bb", one, "nv");
    await photo(store, "ccc", other, "nv");
    const { preview } = await planResearch(store, turn);
    expect(preview).toMatchObject({ photos: 3, patients: 2, lesions: 3, clinical: 3, leftOut: [] });

    const places = placesIn(temporaryFolder());
    expect(await written(store, places)).toBe(3);
    const dataset = await readDataset(places.folder);
    expect(dataset.problems).toEqual([]);
    expect(dataset.layout).toBe("ham10000");
    expect(Object.fromEntries(classCounts(dataset.photos))).toEqual({ nv: 2, mel: 1 });
    expect(new Set(dataset.photos.map(({ patientId }) => patientId)).size).toBe(2);
    expect(store.audit.list(NO_AUDIT_FILTER, 1, 0).entries[0]).toMatchObject({
      action: "research.exported",
      details: { photos: 3 },
    });
  });

  it("tell nothing that leads back to a person, and the keys tell all of it", async () => {
    const store = openClinic();
    const patientId = store.patients.create(
      newPatient({ familyName: "Lindqvist", number: "4711", dateOfBirth: "1958-01-02" }),
      at,
    );
    const consent = { purpose: "training", given: true, date: "2026-03-04" } as const;
    store.consents.record(patientId, consent, null, at);
    const lesionId = store.lesions.create(patientId, newLesion({ site: "upper-back" }), at);
    const photoId = await photo(store, "Lindqvist-back", patientId, "mel");
    store.photos.assignLesion(photoId, lesionId);
    const histology = { photoId, diagnosis: "mel", date: "2026-03-01", note: "" } as const;
    store.outcomes.recordHistology(histology, clinician, at);

    const places = placesIn(temporaryFolder());
    await written(store, places);
    const metadata = readFileSync(join(places.folder, "HAM10000_metadata.csv"), "utf8");
    const { rows } = readTable(Buffer.from(metadata));
    expect(rows[0]?.cells.slice(2, 7)).toEqual(["mel", "histo", "70", "female", "back"]);
    // The names drawn at random may hold any digits.
    const told = metadata.replace(/_[0-9a-f]{16}/g, "");
    expect(told).not.toMatch(/Lindqvist|4711|1958|2026/);
    for (const id of [patientId, lesionId, photoId]) expect(metadata).not.toContain(id);

    const keys = readTable(readFileSync(places.keysFile));
    const [image = "", lesion = "", patient = "", ...rest] = keys.rows[0]?.cells ?? [];
    expect(rest).toEqual([photoId, "4711", patientId]);
    for (const name of [image, lesion, patient]) expect(metadata).toContain(name);
    expect(readdirSync(join(places.folder, "images"))).toEqual([`${image}.jpg`]);
    expect(readdirSync(places.folder).sort()).toEqual(["HAM10000_metadata.csv", "images"]);
  });

  it("bear other names in every export", async () => {
    const store = openClinic();
    await photo(store, "a", consentingPatient(store, "Lindqvist"), "mel");
    const [one, other] = [await planResearch(store, turn), await planResearch(store, turn)];
    expect(one.photos[0]?.row.imageId).not.toBe(other.photos[0]?.row.imageId);
    expect(one.photos[0]?.row.patientId).not.toBe(other.photos[0]?.row.patientId);
  });

  it("are only of patients who consent, and confirmed, and each once", async () => {
    const store = openClinic();
    const consenting = consentingPatient(store, "Yes");
    await photo(store, "kept", consenting, "nv", 20);
    await photo(store, "copy", consenting, "nv", 20);
    await photo(store, "unsure", consenting, null, 40);
    await photo(store, "refused", consentingPatient(store, "No", false), "nv", 60);
    await photo(store, "nobody", null, "nv", 80);
    store.photos.add(newPhoto("unconfirmed", consenting), at);
    const { preview } = await planResearch(store, turn);
    expect(preview.photos).toBe(1);
    expect(preview.leftOut).toEqual([
      { reason: "cannot-say", photos: 1 },
      { reason: "no-patient", photos: 1 },
      { reason: "no-consent", photos: 1 },
      { reason: "duplicate", photos: 1 },
    ]);
  });
});

describe("an export for research that does not come about", () => {
  async function clinicWithAPhoto(): Promise<Store> {
    const store = openClinic();
    await photo(store, "a", consentingPatient(store, "Lindqvist"), "mel");
    return store;
  }

  it("leaves neither photos nor keys where it is given up", async () => {
    const store = await clinicWithAPhoto();
    const parent = temporaryFolder();
    const places = placesIn(parent);
    const cancelled = new LentigoError("export.cancelled");
    await expect(written(store, places, () => Promise.reject(cancelled))).rejects.toBe(cancelled);
    expect(readdirSync(parent)).toEqual(["safe"]);
    expect(readdirSync(join(parent, "safe"))).toEqual([]);
    expect(store.audit.list(NO_AUDIT_FILTER, 10, 0).total).toBe(0);
  });

  it("puts no keys among what is given away, whichever way leads there", async () => {
    const store = await clinicWithAPhoto();
    const parent = temporaryFolder();
    const folder = join(parent, "given");
    symlinkSync(parent, join(parent, "link"));
    for (const keysFile of [
      join(folder, "keys.csv"),
      join(folder, "deeper", "keys.csv"),
      join(parent, "link", "given", "keys.csv"),
      folder,
    ]) {
      await expect(written(store, { folder, keysFile })).rejects.toMatchObject({
        code: "export.keys-inside",
      });
    }
    expect(existsSync(folder)).toBe(false);
  });

  it("overwrites neither earlier keys nor a folder that holds something", async () => {
    const store = await clinicWithAPhoto();
    const places = placesIn(temporaryFolder());
    writeFileSync(places.keysFile, "earlier keys");
    await expect(written(store, places)).rejects.toMatchObject({ code: "export.keys-exist" });
    expect(readFileSync(places.keysFile, "utf8")).toBe("earlier keys");

    const taken = { ...places, keysFile: join(places.keysFile, "..", "others.csv") };
    mkdirSync(places.folder);
    writeFileSync(join(places.folder, "mine.txt"), "mine");
    await expect(written(store, taken)).rejects.toMatchObject({ code: "export.folder-exists" });
    expect(readdirSync(places.folder)).toEqual(["mine.txt"]);
  });

  it("is told where the photos cannot be put, and leaves no keys then", async () => {
    const store = await clinicWithAPhoto();
    const places = placesIn(temporaryFolder());
    const folder = join(places.folder, "where", "there", "is", "none");
    mkdirSync(places.folder);
    writeFileSync(join(places.folder, "where"), "a file");
    await expect(written(store, { ...places, folder })).rejects.toMatchObject({
      code: "output.unwritable",
    });
    expect(readdirSync(join(places.keysFile, ".."))).toEqual([]);
  });

  it("goes into a folder that is there and empty", async () => {
    const places = placesIn(temporaryFolder());
    mkdirSync(places.folder);
    expect(await written(await clinicWithAPhoto(), places)).toBe(1);
  });

  it("says that there is nothing to export", async () => {
    const places = placesIn(temporaryFolder());
    await expect(written(openClinic(), places)).rejects.toMatchObject({ code: "export.nothing" });
  });
});
