import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { OutcomeId, type NewClinicalOutcome } from "../../../electron/contract/outcomes";
import type { PatientId, PhotoFilter, PhotoId } from "../../../electron/contract/shapes";
import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";
import {
  countingOutcome,
  DISAGREEMENTS,
  disagreementBetween,
} from "../../../electron/domain/outcome";
import { unguarded } from "../../../electron/store/keyFile";
import { migrate } from "../../../electron/store/migrations/migrate";
import { openStore } from "../../../electron/store/open";
import { newAnalysis, newLesion, newPatient, newPhoto, photoFilter } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const anna = { id: null, name: "Anna", role: "clinician" } as const;
const bo = { id: null, name: "Bo", role: "admin" } as const;

/** A store whose clock goes on by a minute with every entry. */
function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  let minutes = 0;
  const now = (): Date => new Date(Date.UTC(2026, 2, 4, 5, minutes++));
  const patientId = store.patients.create(newPatient(), now());
  const photo = (name: string, owner: PatientId | null = null): PhotoId => {
    const id = store.photos.add(newPhoto(name, owner), now());
    store.analyses.add(id, newAnalysis("routine", 0.1), now());
    return id;
  };
  const say = (photoId: PhotoId, given: Partial<NewClinicalOutcome> = {}): OutcomeId =>
    store.outcomes.record(
      { photoId, diagnosis: "nv", confidence: null, nextStep: null, note: "", ...given },
      anna,
      now(),
    );
  const report = (photoId: PhotoId, diagnosis: Diagnosis, date: string): OutcomeId =>
    store.outcomes.recordHistology({ photoId, diagnosis, date, note: "" }, bo, now());
  const listed = (filter: Partial<PhotoFilter>): PhotoId[] =>
    store.photos.list(photoFilter(filter), now(), 500, 0).photos.map(({ id }) => id);
  return { store, now, patientId, photo, say, report, listed };
}

describe("an outcome", () => {
  it("is kept as it was said, with its photo and its author", () => {
    const { store, photo, say } = clinic();
    const photoId = photo("a");
    const details = { confidence: "high", nextStep: "follow-up", note: "regular" } as const;
    const id = say(photoId, { diagnosis: "bkl", ...details });
    expect(store.outcomes.get(id)).toMatchObject({
      photoId,
      kind: "clinical",
      diagnosis: "bkl",
      ...details,
      date: null,
      by: "Anna",
      withdrawn: null,
    });
    expect(store.photos.get(photoId).outcome).toMatchObject({ diagnosis: "bkl", by: "Anna" });
  });

  it("is followed by others: the latest counts, all stay", () => {
    const { store, photo, say } = clinic();
    const photoId = photo("a");
    say(photoId);
    say(photoId, { diagnosis: null });
    expect(store.photos.get(photoId).outcome?.diagnosis).toBeNull();
    say(photoId, { diagnosis: "mel" });
    expect(store.photos.get(photoId).outcome?.diagnosis).toBe("mel");
    const history = store.outcomes.ofPhoto(photoId).map(({ diagnosis }) => diagnosis);
    expect(history).toEqual(["mel", null, "nv"]);
  });

  it("of histology counts for every photo of the lesion, as long as they share it", () => {
    const { store, now, patientId, photo, say, report } = clinic();
    const [first, second, other] = ["a", "b", "c"].map((name) => photo(name, patientId));
    if (!first || !second || !other) throw new Error("no photos");
    const lesionId = store.lesions.create(patientId, newLesion(), now());
    for (const id of [first, second]) store.photos.assignLesion(id, lesionId);
    say(second);
    report(first, "mel", "2026-02-01");
    const outcomeOf = (id: PhotoId) => store.photos.get(id).outcome;
    expect(outcomeOf(second)).toMatchObject({ kind: "histology", diagnosis: "mel", by: "Bo" });
    expect(outcomeOf(other)).toBeNull();
    expect(store.outcomes.ofPhoto(second).map(({ photoId }) => photoId)).toEqual([first, second]);

    store.photos.assignLesion(other, lesionId);
    expect(outcomeOf(other)?.diagnosis).toBe("mel");
    store.photos.assignLesion(second, null);
    expect(outcomeOf(second)).toMatchObject({ kind: "clinical", diagnosis: "nv" });
    store.photos.remove(first);
    expect(outcomeOf(other)).toBeNull();
  });

  it("is taken back: the one before it counts again, and both stay in the history", () => {
    const { store, now, photo, say } = clinic();
    const photoId = photo("a");
    const first = say(photoId, { diagnosis: "bcc" });
    const second = say(photoId, { diagnosis: "mel" });
    store.outcomes.withdraw(second, bo, now());
    expect(store.photos.get(photoId).outcome?.diagnosis).toBe("bcc");
    expect(store.outcomes.get(second).withdrawn).toMatchObject({ by: "Bo" });
    expect(() => {
      store.outcomes.withdraw(second, bo, now());
    }).toThrow(expect.objectContaining({ code: "outcome.withdrawn" }));
    store.outcomes.withdraw(first, bo, now());
    expect(store.photos.get(photoId).outcome).toBeNull();
    expect(store.outcomes.ofPhoto(photoId)).toHaveLength(2);
    say(photoId, { diagnosis: "df" });
    expect(store.photos.get(photoId).outcome?.diagnosis).toBe("df");
  });

  it("is taken back, and the one entered before counts again, though the clock was set back", () => {
    const { store, photo } = clinic();
    const photoId = photo("a");
    const say = (diagnosis: Diagnosis, day: string): OutcomeId => {
      const said = { photoId, diagnosis, confidence: null, nextStep: null, note: "" };
      return store.outcomes.record(said, anna, new Date(`2026-03-${day}T08:00:00Z`));
    };
    say("nv", "10");
    say("mel", "05");
    store.outcomes.withdraw(say("df", "06"), bo, new Date("2026-03-06T09:00:00Z"));
    expect(store.photos.get(photoId).outcome?.diagnosis).toBe("mel");
    const counting = countingOutcome(store.outcomes.ofPhoto(photoId), photoId);
    expect(counting?.diagnosis).toBe("mel");
  });

  it("of histology can be taken back, too", () => {
    const { store, now, photo, say, report } = clinic();
    const photoId = photo("a");
    say(photoId);
    const id = report(photoId, "mel", "2026-02-01");
    store.outcomes.withdraw(id, anna, now());
    expect(store.photos.get(photoId).outcome).toMatchObject({ kind: "clinical", diagnosis: "nv" });
  });

  it("has no author where nobody is known", () => {
    const { store, photo, now } = clinic();
    const photoId = photo("a");
    const given = { photoId, diagnosis: "nv", confidence: null, nextStep: null, note: "" } as const;
    store.outcomes.record(given, { ...anna, name: "" }, now());
    expect(store.photos.get(photoId).outcome).toMatchObject({ diagnosis: "nv", by: null });
  });

  it("needs a photo, and is named as missing where it is not there", () => {
    const { store, photo, say } = clinic();
    const photoId = photo("a");
    const id = say(photoId);
    store.photos.remove(photoId);
    const missing = expect.objectContaining({ code: "outcome.missing" }) as Error;
    expect(() => store.outcomes.get(id)).toThrow(missing);
    expect(() => say(photoId)).toThrow(expect.objectContaining({ code: "photo.missing" }));
  });

  it("that counts is the same in the database as by the rule", () => {
    const { store, now, patientId, photo, say, report } = clinic();
    const ids = ["a", "b", "c"].map((name) => photo(name, patientId));
    const lesionId = store.lesions.create(patientId, newLesion(), now());
    const dates = ["2026-01-09", "2026-03-01", "2026-02-01", "2026-02-01"];
    const entries: OutcomeId[] = [];
    ids.forEach((id) => {
      store.photos.assignLesion(id, lesionId);
    });
    for (let turn = 0; turn < 24; turn++) {
      const id = ids[turn % 3];
      const diagnosis = DIAGNOSES[turn % 7];
      if (!id || !diagnosis) throw new Error("no photo");
      if (turn % 5 === 4) {
        store.outcomes.withdraw(
          OutcomeId.parse(entries.splice(turn % entries.length, 1)[0]),
          bo,
          now(),
        );
      } else {
        const isReport = turn % 4 === 3;
        entries.push(
          isReport ? report(id, diagnosis, dates[turn % 3] ?? "") : say(id, { diagnosis }),
        );
      }
      for (const each of ids) {
        const counting = countingOutcome(store.outcomes.ofPhoto(each), each);
        const { at, diagnosis: found = null } = store.photos.get(each).outcome ?? {};
        expect([at, found]).toEqual([counting?.at, counting?.diagnosis ?? null]);
      }
    }
  });
});

describe("the queue of disagreements", () => {
  it("holds what the rule calls one, the gravest first", () => {
    const { store, now, say, listed } = clinic();
    const found: { id: PhotoId; rank: number }[] = [];
    for (const model of DIAGNOSES) {
      for (const outcome of [...DIAGNOSES, null]) {
        const id = store.photos.add(newPhoto(`${model} ${String(outcome)}`, null), now());
        store.analyses.add(id, { ...newAnalysis("routine", 0.1), diagnosis: model }, now());
        say(id, { diagnosis: outcome });
        const disagreement = disagreementBetween(model, outcome);
        if (disagreement) found.push({ id, rank: DISAGREEMENTS.indexOf(disagreement) });
      }
    }
    const rankOf = new Map(found.map(({ id, rank }) => [id, rank]));
    const ids = listed({ disagreement: true });
    expect(new Set(ids)).toEqual(new Set(rankOf.keys()));
    const ranks = ids.map((id) => rankOf.get(id) ?? -1);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it("holds no photo that the model could not assess, and follows the latest analysis", () => {
    const { store, now, photo, say, listed } = clinic();
    const photoId = photo("a");
    say(photoId, { diagnosis: "mel" });
    expect(listed({ disagreement: true })).toEqual([photoId]);
    store.analyses.add(photoId, newAnalysis("urgent", 0.9), now());
    expect(listed({ disagreement: true })).toEqual([]);
    store.analyses.add(photoId, newAnalysis("cannot-assess", 0.1), now());
    expect(listed({ disagreement: true })).toEqual([]);
  });
});

describe("what awaits histology", () => {
  it("is to be excised, until the report comes", () => {
    const { store, now, photo, say, report, listed } = clinic();
    const photoId = photo("a");
    say(photoId, { nextStep: "excision" });
    expect(listed({ awaitingHistology: true })).toEqual([photoId]);
    const id = report(photoId, "nv", "2026-02-01");
    expect(listed({ awaitingHistology: true })).toEqual([]);
    store.outcomes.withdraw(id, anna, now());
    expect(listed({ awaitingHistology: true })).toEqual([photoId]);
    say(photoId, { nextStep: "none" });
    expect(listed({ awaitingHistology: true })).toEqual([]);
    report(photoId, "nv", "2026-02-01");
    say(photoId, { nextStep: "excision" });
    expect(listed({ awaitingHistology: true })).toEqual([photoId]);
  });
});

describe("unconfirmed", () => {
  it("is a photo of which nobody has said anything", () => {
    const { store, now, photo, say, listed } = clinic();
    const [first, second] = [photo("a"), photo("b")];
    const id = say(first, { diagnosis: null });
    expect(listed({ unconfirmed: true })).toEqual([second]);
    store.outcomes.withdraw(id, anna, now());
    expect(new Set(listed({ unconfirmed: true }))).toEqual(new Set([first, second]));
  });
});

describe("migration 5", () => {
  it("queues the photos that are there, analysed or not", () => {
    const database = new Database(":memory:");
    migrate(database, 4);
    database.exec(`
      INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at)
      VALUES ('p', 'h', 'a.jpg', 600, 450, 'b', 't', '2026-01-01T00:00:00Z'),
        ('q', 'i', 'b.jpg', 600, 450, 'b', 't', '2026-01-02T00:00:00Z');
      INSERT INTO analyses (id, photo_id, model_version, created_at, urgency, reasons, malignancy,
        diagnosis, probabilities, heat, heat_width, heat_height, heat_frame, embedding, is_latest)
      VALUES ('a', 'p', 'base-1', '', 1, '', 0.2, 'nv', zeroblob(56), x'', 0, 0, '{}', x'', 1);
    `);
    migrate(database, 5);
    const rows = database
      .prepare("SELECT photo_id, urgency, malignancy, unassigned FROM queue ORDER BY photo_id")
      .all();
    expect(rows).toEqual([
      { photo_id: "p", urgency: 1, malignancy: 0.2, unassigned: 1 },
      { photo_id: "q", urgency: -1, malignancy: 0, unassigned: 1 },
    ]);
    database.close();
  });
});
