import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PatientId } from "../../../electron/contract/shapes";
import { analysisRepository } from "../../../electron/store/analyses";
import { blobFile, SHELVES } from "../../../electron/store/blobs";
import { consentRepository } from "../../../electron/store/consents";
import { openDatabase } from "../../../electron/store/database";
import { unguarded } from "../../../electron/store/keyFile";
import { lesionRepository } from "../../../electron/store/lesions";
import { openStore } from "../../../electron/store/open";
import { patientRepository } from "../../../electron/store/patients";
import { photoRepository } from "../../../electron/store/photos";
import { removalRepository } from "../../../electron/store/removals";
import { visitRepository } from "../../../electron/store/visits";
import { newAnalysis, newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");

function clinic() {
  const database = openDatabase(join(temporaryFolder(), "clinic.db"), Buffer.alloc(32, 7), true);
  onTestFinished(() => {
    database.close();
  });
  const patients = patientRepository(database);
  const visits = visitRepository(database);
  const photos = photoRepository(database, visits);
  const removals = removalRepository(database, patients, photos);
  const lesions = lesionRepository(database);
  const analyses = analysisRepository(database);
  const patientId = patients.create(newPatient({ familyName: "Gonesson", number: "77" }), at);
  const other = patients.create(newPatient({ familyName: "Staysson" }), at);

  /** A photo that these model versions learned from. */
  const add = (name: string, owner: PatientId | null, ...versions: string[]) => {
    const id = photos.add(newPhoto(name, owner), at);
    analyses.add(id, newAnalysis("soon", 0.4), at);
    const use = database.prepare("INSERT INTO training_uses VALUES (?, ?)");
    for (const version of versions) use.run(name, version);
    return id;
  };
  const count = (table: string): unknown =>
    database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  /** Names of the files that are removed now. */
  const finished = (): string[] => {
    const names: string[] = [];
    removals.finish((name) => names.push(name));
    return names;
  };
  return {
    finished,
    database,
    patients,
    photos,
    lesions,
    removals,
    visits,
    patientId,
    other,
    add,
    count,
  };
}

describe("deleting a patient", () => {
  it("takes everything that is theirs, nothing of anybody else, and leaves no name", () => {
    const clinicOfTwo = clinic();
    const { database, patients, photos, lesions, removals, patientId, other } = clinicOfTwo;
    const { add, count, finished } = clinicOfTwo;
    consentRepository(database).record(
      patientId,
      { purpose: "triage", given: true, date: "2026-03-04" },
      null,
      at,
    );
    const lesion = lesions.create(patientId, newLesion(), at);
    photos.assignLesion(add("a", patientId, "own-2", "own-1"), lesion);
    add("b", patientId, "own-2");
    add("kept", other, "own-3");

    expect(removals.lossOf(patientId)).toEqual({
      lesions: 1,
      visits: 1,
      photos: 2,
      analyses: 2,
      outcomes: 0,
      reports: 0,
      modelVersions: ["own-1", "own-2"],
    });
    removals.patient(patientId, "Eva", at);
    expect(finished().sort()).toEqual(
      ["a", "b"].flatMap((name) => [`blob of ${name}`, `thumbnail of ${name}`]).sort(),
    );
    expect(() => patients.get(patientId)).toThrow(
      expect.objectContaining({ code: "patient.missing" }),
    );
    expect(patients.list("gonesson", 10, 0).total).toBe(0);
    expect(patients.list("staysson", 10, 0).total).toBe(1);
    const left = ["photos", "analyses", "visits", "lesions", "consents"].map(count);
    expect(left).toEqual([1, 1, 1, 0, 0]);
    // Were it forgotten, the photo could come again and judge what it taught.
    const uses = database.prepare("SELECT DISTINCT source_hash FROM training_uses ORDER BY 1");
    expect(uses.pluck().all()).toEqual(["a", "b", "kept"]);
    expect(removals.list()).toEqual([
      {
        kind: "patient",
        photoCount: 2,
        modelVersions: ["own-1", "own-2"],
        by: "Eva",
        at: at.toISOString(),
      },
    ]);
    expect(JSON.stringify(database.prepare("SELECT * FROM deletions").all())).not.toMatch(
      /Gonesson|"77\\?"/,
    );
  });

  it("leaves no word of them in the search index", () => {
    const { database, removals, patientId } = clinic();
    const holdsName = (): boolean =>
      database
        .prepare<[], Buffer>("SELECT block FROM patient_words_data")
        .pluck()
        .all()
        .some((block) => block.includes("onesson"));
    expect(holdsName()).toBe(true);
    removals.patient(patientId, null, at);
    expect(holdsName()).toBe(false);
  });

  it("keeps a file that somebody else's photo refers to, too", () => {
    const { photos, removals, patientId, other, add, finished } = clinic();
    add("a", patientId);
    photos.add({ ...newPhoto("b", other), blob: "blob of a" }, at);
    removals.patient(patientId, null, at);
    expect(finished()).toEqual(["thumbnail of a"]);
  });

  it("that a crash cut short before its files went is finished later, but spares new photos", () => {
    const { photos, removals, patientId, other, add, finished } = clinic();
    add("a", patientId);
    removals.patient(patientId, null, at);
    removals.photo(add("b", other), null, at);
    photos.add(newPhoto("b", other), at);
    expect(finished().sort()).toEqual(["blob of a", "thumbnail of a"]);
    expect(finished()).toEqual([]);
  });

  it("is not undone by a file that cannot be removed: it goes the next time", () => {
    const { removals, patientId, add, finished } = clinic();
    add("a", patientId);
    removals.patient(patientId, null, at);
    removals.finish((name) => {
      if (name === "blob of a") throw new Error("EBUSY");
    });
    expect(removals.unfinished()).toEqual(["blob of a"]);
    expect(finished()).toEqual(["blob of a"]);
    expect(removals.unfinished()).toEqual([]);
  });

  it("that nobody knows is refused, and leaves no note", () => {
    const { removals, patientId } = clinic();
    removals.patient(patientId, null, at);
    const missing = expect.objectContaining({ code: "patient.missing" }) as Error;
    expect(() => removals.lossOf(patientId)).toThrow(missing);
    expect(() => {
      removals.patient(patientId, null, at);
    }).toThrow(missing);
    expect(removals.list()).toHaveLength(1);
  });
});

describe("deleting a photo", () => {
  it("leaves a note of the models that learned from it, and its visit goes when empty", () => {
    const { removals, visits, patientId, add, count, finished } = clinic();
    const id = add("a", patientId, "own-1");
    removals.photo(id, null, at);
    expect(finished()).toEqual(["blob of a", "thumbnail of a"]);
    expect(removals.list()).toMatchObject([
      { kind: "photo", photoCount: 1, modelVersions: ["own-1"], by: null },
    ]);
    expect(count("training_uses")).toBe(1);
    expect(visits.ofPatient(patientId)).toEqual([]);
    expect(() => {
      removals.photo(id, null, at);
    }).toThrow(expect.objectContaining({ code: "photo.missing" }));
  });
});

describe("a deletion that a crash cut short", () => {
  it("is finished when the store is set right: the files go, they are not set aside", async () => {
    const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
    onTestFinished(() => {
      store.close();
    });
    const blob = store.blobs.put(Buffer.from("photo"));
    const thumbnail = store.blobs.put(Buffer.from("thumbnail"));
    const id = store.photos.add({ ...newPhoto("a", null), blob, thumbnail }, at);
    store.removals.photo(id, null, at);
    const files = () => SHELVES.flatMap((shelf) => store.blobs.list(shelf));
    expect(files()).toHaveLength(2);
    const report = await store.repair(new AbortController().signal);
    expect(report).toEqual({ unreferencedFiles: 0, missingFiles: 0 });
    expect(files()).toEqual([]);
  });

  it("sets no file aside that cannot be removed yet: a deleted photo is not kept", async () => {
    const folder = join(temporaryFolder(), "clinic");
    const store = openStore({ folder, guards: [unguarded] });
    onTestFinished(() => {
      store.close();
    });
    const blob = store.blobs.put(Buffer.from("photo"));
    const thumbnail = store.blobs.put(Buffer.from("thumbnail"));
    const id = store.photos.add({ ...newPhoto("a", null), blob, thumbnail }, at);
    store.removals.photo(id, null, at);
    // A folder in the file's place can be renamed, but not removed like a file.
    const file = blobFile(join(folder, "photos"), blob);
    rmSync(file);
    mkdirSync(join(file, "held"), { recursive: true });
    const report = await store.repair(new AbortController().signal);
    expect(report).toEqual({ unreferencedFiles: 0, missingFiles: 0 });
    expect(existsSync(file)).toBe(true);
    expect(store.removals.unfinished()).toEqual([blob]);
  });
});
