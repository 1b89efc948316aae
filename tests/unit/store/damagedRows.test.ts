/** Rows that say what no Lentigo wrote: they are named as damage, never shown as something else. */
import type { Database } from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../../electron/store/database";
import { withKeys } from "../../../electron/store/keys";
import { readKeyFile, revealKey, unguarded } from "../../../electron/store/keyFile";
import { databaseFile, keyFileOf, openStore } from "../../../electron/store/open";
import { confirmedPhoto, consentingPatient } from "../../fixtures/confirmedPhotos";
import { newLesion } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { startedRun } from "../../fixtures/trainingRuns";

const at = new Date("2026-03-04T12:00:00Z");

/** A clinic with one confirmed photo of a lesion, in which something is altered behind its back. */
function altered(sql: string) {
  const folder = join(temporaryFolder(), "clinic");
  const store = openStore({ folder, guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const patientId = consentingPatient(store, "Lindqvist");
  const photoId = confirmedPhoto(store, { name: "a", patientId, diagnosis: "nv" });
  const lesionId = store.lesions.create(patientId, newLesion(), at);
  store.photos.assignLesion(photoId, lesionId);
  store.descriptions.update(photoId, { notes: "by the ear" });
  const runId = startedRun(store, { version: "clinic-1" });
  inDatabase(folder, (database) => {
    database.pragma("ignore_check_constraints = ON");
    expect(database.prepare(sql).run().changes).toBe(1);
  });
  return { store, patientId, photoId, lesionId, runId };
}

function inDatabase(folder: string, work: (database: Database) => void): void {
  const content = readKeyFile(keyFileOf(folder));
  if (content.format !== 1) throw new Error("not as it was made");
  withKeys(revealKey(content, [unguarded]), (keys) => {
    const database = openDatabase(databaseFile(folder), keys.database, false);
    try {
      work(database);
    } finally {
      database.close();
    }
  });
}

type Altered = ReturnType<typeof altered>;
const from = new Date(0);
const before = new Date(Date.UTC(2100, 0));

describe("damage in the records is named", () => {
  it.each<[string, string, (given: Altered) => unknown]>([
    [
      "a lesion on no part of the body, on the patient's page",
      "UPDATE lesions SET site = 'third arm'",
      ({ store, patientId }) => store.lesions.ofPatient(patientId),
    ],
    [
      "a lesion on no part of the body, beside the photo",
      "UPDATE lesions SET site = 'third arm'",
      ({ store, photoId }) => store.photos.get(photoId),
    ],
    [
      "an answer of the model that is no diagnosis",
      "UPDATE analyses SET diagnosis = 'wart'",
      ({ store, photoId }) => store.photos.get(photoId),
    ],
    [
      "such an answer among those that are compared with what people found",
      "UPDATE analyses SET diagnosis = 'wart'",
      ({ store }) => store.confirmedAnswers.between(from, before),
    ],
    [
      "an outcome that is no diagnosis",
      "UPDATE outcomes SET diagnosis = 'wart'",
      ({ store, photoId }) => store.photos.get(photoId),
    ],
    [
      "such an outcome as the label of a photo to learn from",
      "UPDATE outcomes SET diagnosis = 'wart'",
      ({ store }) => store.trainingCases.all("base-2"),
    ],
    [
      "findings of nobody's making",
      `UPDATE photos SET abcd = '{"checklist":{"asymmetry":9}}'`,
      ({ store, photoId }) => store.descriptions.get(photoId),
    ],
    [
      "a plan of training that was cut short",
      `UPDATE training_runs SET plan = '{"seed":1,'`,
      ({ store, runId }) => store.trainingRuns.plan(runId),
    ],
  ])("%s", (_, sql, read) => {
    const given = altered(sql);
    expect(() => read(given)).toThrow(expect.objectContaining({ code: "store.damaged" }));
  });

  it("and keeps nobody from what lies beside it", () => {
    const { store, patientId } = altered("UPDATE lesions SET site = 'third arm'");
    expect(store.patients.get(patientId).familyName).toBe("Lindqvist");
    const id = confirmedPhoto(store, { name: "b", patientId: null, diagnosis: "mel" });
    expect(store.photos.get(id).outcome?.diagnosis).toBe("mel");
  });
});
