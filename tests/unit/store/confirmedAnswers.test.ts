import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PatientId, PhotoId } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import type { TriageLevel } from "../../../electron/domain/triage";
import { analysisRepository } from "../../../electron/store/analyses";
import { CONFIRMED_ANSWERS, confirmedAnswers } from "../../../electron/store/confirmedAnswers";
import { openDatabase } from "../../../electron/store/database";
import { unguarded } from "../../../electron/store/keyFile";
import { createDataKey } from "../../../electron/store/keys";
import { migrate } from "../../../electron/store/migrations/migrate";
import { openStore } from "../../../electron/store/open";
import { outcomeRepository } from "../../../electron/store/outcomes";
import { photoRepository } from "../../../electron/store/photos";
import { visitRepository } from "../../../electron/store/visits";
import { someComparison } from "../../fixtures/comparisons";
import { newAnalysis, newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { startedRun } from "../../fixtures/trainingRuns";

const anna = { id: null, name: "Anna", role: "clinician" } as const;
const day = (number: number): Date => new Date(Date.UTC(2026, 2, number, 12));

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const photo = (name: string, on: number, patientId: PatientId | null = null): PhotoId =>
    store.photos.add(newPhoto(name, patientId), day(on));
  const analyse = (
    photoId: PhotoId,
    on: number,
    diagnosis: Diagnosis,
    given: { readonly level?: TriageLevel; readonly version?: string } = {},
  ): void => {
    const { level = "soon", version = "base-1" } = given;
    const answer = { ...newAnalysis(level, 0.4), diagnosis, modelVersion: version };
    store.analyses.add(photoId, answer, day(on));
  };
  const say = (photoId: PhotoId, on: number, diagnosis: Diagnosis | null) =>
    store.outcomes.record(
      { photoId, diagnosis, confidence: null, nextStep: null, note: "" },
      anna,
      day(on),
    );
  const report = (photoId: PhotoId, on: number, diagnosis: Diagnosis) =>
    store.outcomes.recordHistology(
      { photoId, diagnosis, date: "2026-03-01", note: "" },
      anna,
      day(on),
    );
  const answers = (from = 1, before = 31) => store.confirmedAnswers.between(day(from), day(before));
  return { store, photo, analyse, say, report, answers };
}

describe("a confirmed answer", () => {
  it("is what the model said, beside what was found, and when", () => {
    const { photo, analyse, say, answers } = clinic();
    const photoId = photo("a", 1);
    analyse(photoId, 1, "bkl", { version: "base-2" });
    expect(answers()).toEqual([]);
    say(photoId, 2, "mel");
    expect(answers()).toEqual([
      {
        at: day(2).toISOString(),
        kind: "clinical",
        outcome: "mel",
        answer: "bkl",
        malignancy: 0.4,
        modelVersion: "base-2",
      },
    ]);
  });

  it("is the last one before the outcome, not what a model said once it was known", () => {
    const { photo, analyse, say, answers } = clinic();
    const photoId = photo("a", 1);
    analyse(photoId, 1, "nv");
    analyse(photoId, 3, "bkl", { version: "base-2" });
    say(photoId, 4, "mel");
    analyse(photoId, 5, "mel", { version: "clinic-1" });
    expect(answers()).toMatchObject([{ answer: "bkl", modelVersion: "base-2" }]);
  });

  it("is not there where the model was asked only afterwards, or could not assess it", () => {
    const { photo, analyse, say, answers } = clinic();
    const [late, blurred] = [photo("late", 1), photo("blurred", 1)];
    say(late, 2, "nv");
    analyse(late, 3, "nv");
    analyse(blurred, 1, "nv", { level: "cannot-assess" });
    say(blurred, 2, "nv");
    expect(answers()).toEqual([]);
  });

  it("follows the outcome: histology first, the latest, and none where nobody can say", () => {
    const { store, photo, analyse, say, report, answers } = clinic();
    const photoId = photo("a", 1);
    analyse(photoId, 1, "nv");
    const first = say(photoId, 2, "nv");
    say(photoId, 3, null);
    expect(answers()).toEqual([]);
    const histology = report(photoId, 4, "mel");
    say(photoId, 5, "bkl");
    expect(answers()).toMatchObject([
      { kind: "histology", outcome: "mel", at: day(4).toISOString() },
    ]);
    store.outcomes.withdraw(histology, anna, day(6));
    expect(answers()).toMatchObject([{ kind: "clinical", outcome: "bkl" }]);
    expect(store.outcomes.get(first).withdrawn).toBeNull();
  });

  it("is there for every photo of the lesion that histology tells of", () => {
    const { store, photo, analyse, say, report, answers } = clinic();
    const patientId = store.patients.create(newPatient(), day(1));
    const lesionId = store.lesions.create(patientId, newLesion(), day(1));
    const [first, second, scar] = [1, 2, 9].map((on) => photo(`on ${String(on)}`, on, patientId));
    if (!first || !second || !scar) throw new Error("no photos");
    for (const id of [first, second, scar]) store.photos.assignLesion(id, lesionId);
    analyse(first, 1, "nv");
    analyse(second, 2, "mel");
    say(first, 3, "nv");
    report(second, 5, "mel");
    analyse(scar, 9, "df");
    const found = answers().map(({ answer, outcome }) => [answer, outcome]);
    expect(found.sort()).toEqual([
      ["mel", "mel"],
      ["nv", "mel"],
    ]);
  });

  it("belongs to the time in which the outcome was recorded; the latest come first", () => {
    const { store, photo, analyse, say, answers } = clinic();
    expect(store.confirmedAnswers.earliest()).toBeNull();
    for (const on of [4, 2, 3]) {
      const photoId = photo(`on ${String(on)}`, 1);
      analyse(photoId, 1, "nv");
      say(photoId, on, "nv");
    }
    expect(store.confirmedAnswers.earliest()).toEqual(day(2));
    expect(answers(2, 4).map(({ at }) => at)).toEqual([3, 2].map((on) => day(on).toISOString()));
  });
});

describe("an answer by a version that had learned from the photo", () => {
  it("does not count; an earlier one by another version does", () => {
    const database = openDatabase(join(temporaryFolder(), "clinic.db"), createDataKey(), true);
    onTestFinished(() => {
      database.close();
    });
    const photos = photoRepository(database, visitRepository(database));
    const analyses = analysisRepository(database);
    const answers = () => confirmedAnswers(database).between(day(1), day(31));
    const photoId = photos.add(newPhoto("a", null), day(1));
    const outcome = {
      photoId,
      diagnosis: "mel",
      confidence: null,
      nextStep: null,
      note: "",
    } as const;
    outcomeRepository(database).record(outcome, anna, day(9));
    const learned = { ...newAnalysis("urgent", 0.9), modelVersion: "clinic-1" };
    analyses.add(photoId, learned, day(5));
    expect(answers()).toMatchObject([{ answer: "mel", modelVersion: "clinic-1" }]);
    database.exec("INSERT INTO training_uses VALUES ('a', 'clinic-1'), ('b', 'base-1')");
    expect(answers()).toEqual([]);
    analyses.add(photoId, { ...newAnalysis("routine", 0.1), modelVersion: "base-1" }, day(4));
    expect(answers()).toMatchObject([{ answer: "nv", modelVersion: "base-1" }]);
  });

  it("does not count either where only an ancestor had learned from it", () => {
    const { store, photo, analyse, say, answers } = clinic();
    const id = startedRun(store, { version: "clinic-1", learned: ["a"] });
    store.trainingRuns.end(id, { state: "done", comparison: someComparison() }, day(1));
    startedRun(store, { version: "clinic-2", parent: "clinic-1", learned: ["b"] });
    const [learned, other] = [photo("a", 2), photo("c", 2)];
    for (const photoId of [learned, other]) {
      analyse(photoId, 3, "mel", { version: "clinic-2" });
      say(photoId, 4, "mel");
    }
    expect(answers()).toHaveLength(1);
    analyse(learned, 3, "nv", { version: "base-2" });
    expect(
      answers()
        .map(({ modelVersion }) => modelVersion)
        .sort(),
    ).toEqual(["base-2", "clinic-2"]);
  });
});

describe("the question for confirmed answers", () => {
  it("goes from the outcomes of its time by indexes, whatever SQLite knows of the tables", () => {
    const database = new Database(":memory:");
    migrate(database);
    const plan = database
      .prepare<[{ from: string; before: string }], { detail: string }>(
        `EXPLAIN QUERY PLAN ${CONFIRMED_ANSWERS}`,
      )
      .all({ from: "2026-03", before: "2026-04" })
      .map(({ detail }) => detail);
    database.close();
    expect(plan[0]).toMatch(/^SEARCH outcomes USING COVERING INDEX outcomes_by_time/);
    // Of versions there are a few.
    const few = /^SCAN (CONSTANT ROW|training_uses|model_versions|training_runs|parents|lineages)/;
    expect(plan.filter((step) => step.startsWith("SCAN") && !few.test(step))).toEqual([]);
    expect(plan[1]).toMatch(/^SEARCH queue USING COVERING INDEX queue_confirmed/);
    expect(plan.join("\n")).toContain("SEARCH analyses USING COVERING INDEX analyses_by_photo");
    expect(plan.join("\n")).not.toContain("TEMP B-TREE FOR ORDER BY");
  });
});
