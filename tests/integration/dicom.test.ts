import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NewPatient } from "../../electron/contract/shapes";
import { unguarded } from "../../electron/store/keyFile";
import { openStore } from "../../electron/store/open";
import { createIntake } from "../../electron/workflows/intakePhoto";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { addPhoto, newClinicFolder, openClinic, visionProcess } from "../fixtures/archiveClinic";
import { lentigo } from "../fixtures/commandLine";
import { hasDciodvfy } from "../fixtures/orthanc";
import { writeLesionPhoto } from "../fixtures/photos";
import { newPatient } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const actor = { id: null, name: "", role: "admin" } as const;

/** What the validator says of a file; it complains on standard error. */
function verdictOn(file: string): { isOf: string; errors: string[] } {
  const { stderr } = spawnSync("dciodvfy", [file], { encoding: "utf8" });
  const lines = stderr.split("\n");
  return {
    isOf: lines.find((line) => /^\w+Image$/.test(line)) ?? "",
    errors: lines.filter((line) => line.startsWith("Error")),
  };
}

async function drawn(name: string, given: object = {}): Promise<string> {
  const file = join(temporaryFolder(), name);
  await writeLesionPhoto(file, { diagnosis: "mel", seed: 4, width: 321, height: 241, ...given });
  return file;
}

/** Patients of whom little, much or something unusual is known. */
const PATIENTS: readonly (Partial<NewPatient> & { readonly number: string })[] = [
  { number: "1", familyName: "Müller-Lüdenscheidt", givenName: "Änne" },
  { number: "2", familyName: "כהן", givenName: "רחל", sex: "other" },
  { number: "3", familyName: "x".repeat(200), givenName: "", dateOfBirth: null, sex: "unknown" },
  { number: "4", familyName: "A^B=C\\D", givenName: "E" },
];

describe.skipIf(!hasDciodvfy)("photos as DICOM (skipped where there is no dciodvfy)", () => {
  it("have no error, of whatever kind, and whoever's they are", async () => {
    const { store, objects } = openClinic(newClinicFolder(), visionProcess());
    const jpeg = await drawn("lesion.jpg");
    const png = await drawn("lesion.png", { seed: 5 });
    const photoIds = PATIENTS.flatMap((patient, index) => [
      addPhoto(store, jpeg, patient, index % 2 === 0 ? "left-palm" : "scalp"),
      addPhoto(store, png, { ...patient, number: `${patient.number} again` }),
    ]);
    for (const kind of ["dermoscopy", "clinical"] as const) {
      for (const photoId of photoIds) {
        const file = join(temporaryFolder(), "photo.dcm");
        writeFileSync(file, (await objects(photoId, kind)).file);
        expect(verdictOn(file)).toEqual({
          isOf: kind === "dermoscopy" ? "DermoscopicPhotographyImage" : "VLPhotographicImage",
          errors: [],
        });
      }
    }
  });

  it("are written by the command line, of a clinic and of a file alone", async () => {
    const clinic = newClinicFolder();
    const store = openStore({ folder: clinic, guards: [unguarded] });
    const photoId = addPhoto(store, await drawn("lesion.jpg"), { number: "7" });
    store.close();
    const [one, other] = ["one.dcm", "other.dcm"].map((name) => join(temporaryFolder(), name));
    const ofClinic = await lentigo(
      ...["dicom", "export", "--photo", photoId, "--out", one ?? "", "--clinic", clinic, "--json"],
    );
    expect(ofClinic.complaints).toBe("");
    expect(JSON.parse(ofClinic.output)).toMatchObject({ out: one });
    const turned = await drawn("turned.jpg", { orientation: 6 });
    const ofFile = await lentigo(
      ...["dicom", "export", "--file", turned, "--out", other ?? "", "--kind", "clinical"],
    );
    expect(ofFile.status).toBe(0);
    expect(verdictOn(one ?? "")).toEqual({ isOf: "DermoscopicPhotographyImage", errors: [] });
    expect(verdictOn(other ?? "")).toEqual({ isOf: "VLPhotographicImage", errors: [] });
    const asClinical = await lentigo(
      ...["dicom", "export", "--photo", photoId, "--out", one ?? "", "--kind", "clinical"],
      ...["--clinic", clinic],
    );
    expect(asClinical.status).toBe(0);
    expect(verdictOn(one ?? "")).toEqual({ isOf: "VLPhotographicImage", errors: [] });
    expect((await lentigo("dicom", "export", "--out", "x.dcm")).status).toBe(2);
    const unknown = await lentigo(
      ...["dicom", "export", "--photo", photoId, "--out", "x.dcm", "--kind", "x-ray"],
    );
    expect(unknown.status).toBe(2);
  });
});

describe("photos out of DICOM", () => {
  it("are assigned by the number in them, and known when they come back", async () => {
    const vision = visionProcess();
    const { store, objects } = openClinic(newClinicFolder(), vision);
    const now = (): Date => new Date();
    const recorded = createRecordedChange({ store, actor, now });
    const intake = createIntake({ store, recorded, vision, now });
    const jpeg = await drawn("lesion.jpg");
    const number = "2026-0117";
    const first = addPhoto(store, jpeg, { number, dateOfBirth: "1961-04-03" });
    const asFile = { name: "IM0001.dcm", takenAt: null, patientId: null };
    const { file } = await objects(first);

    const taken = await intake({ ...asFile, bytes: file });
    expect(taken.photo).toMatchObject({
      name: "IM0001.dcm",
      takenAt: "2026-11-20T09:30:15.000Z",
      patient: { number },
    });
    const stored = store.blobs.get(store.photos.files(taken.photo.id).blob);
    expect(Buffer.from(stored).equals(readFileSync(jpeg))).toBe(true);
    const again = await intake({ ...asFile, bytes: readFileSync(jpeg) });
    expect(again).toMatchObject({ outcome: "duplicate", photo: { id: taken.photo.id } });

    const other = store.patients.create(newPatient({ number: "2026-0118" }), now());
    await expect(intake({ ...asFile, bytes: file, patientId: other })).rejects.toMatchObject({
      code: "dicom.other-patient",
    });
  });

  it("are nobody's where the date of birth says otherwise", async () => {
    const vision = visionProcess();
    const { store, objects } = openClinic(newClinicFolder(), vision);
    const now = (): Date => new Date();
    const recorded = createRecordedChange({ store, actor, now });
    const intake = createIntake({ store, recorded, vision, now });
    const patient = { number: "2026-0117", dateOfBirth: "1961-04-03" };
    const photoId = addPhoto(store, await drawn("lesion.png"), patient);
    const { file } = await objects(photoId);
    const { id } = store.photos.get(photoId).patient ?? {};
    if (!id) throw new Error("nobody's photo");
    store.patients.update(id, newPatient({ ...patient, dateOfBirth: "1971-04-03" }), now());
    const { photo } = await intake({
      ...{ name: "IM0002.dcm", takenAt: null, patientId: null, bytes: file },
    });
    expect(photo.patient).toBeNull();
    expect([photo.width, photo.height]).toEqual([321, 241]);
  });
});
