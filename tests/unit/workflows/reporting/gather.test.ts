import { describe, expect, it } from "vitest";
import type { Diagnosis } from "../../../../electron/domain/diagnosis";
import { gather } from "../../../../electron/workflows/reporting/gather";
import { gatherCase } from "../../../../electron/workflows/reporting/gatherCase";
import {
  gatherCourse,
  gatherDay,
  gatherPatient,
} from "../../../../electron/workflows/reporting/gatherRecord";
import { newAnalysis, newLesion, newPatient } from "../../../fixtures/records";
import { EARLIER, POINTS, reportingClinic, TODAY } from "../../../fixtures/reportingClinic";

function clinic() {
  const made = reportingClinic();
  const { store, actor } = made;
  const decide = (photoId: typeof made.photoId, diagnosis: Diagnosis, at = TODAY) =>
    store.outcomes.record(
      { photoId, diagnosis, confidence: "high", nextStep: "excision", note: "irregular" },
      actor,
      at,
    );
  return { ...made, decide };
}

describe("a case", () => {
  it("tells the photo, its patient, visit, analysis, decision and what came before", async () => {
    const { store, gathering, photoId, patientId, lesionId, decide } = clinic();
    store.visits.create(patientId, "2026-03-04", "itches", TODAY);
    store.descriptions.update(photoId, {
      notes: "left",
      pixelsPerMm: 10,
      diameter: { from: { x: 0, y: 0 }, to: { x: 60, y: 80 } },
    });
    decide(photoId, "mel");
    const { body, gaps, modelVersions, ...about } = await gatherCase(gathering, photoId, false);
    expect(body).toMatchObject({
      patient: { familyName: "Lindqvist", number: "4711", dateOfBirth: "1961-04-03" },
      lesion: { number: 1, label: "mole", site: "left-upper-arm" },
      visit: { date: "2026-03-04", note: "itches" },
      photo: { name: "today.jpg", addedAt: TODAY.toISOString(), notes: "left", diameter: 10 },
      analysis: { modelVersion: "test-1", level: "urgent", operatingPoints: POINTS },
      heatmap: { diagnosis: "mel" },
      outcomes: [{ diagnosis: "mel", confidence: "high", note: "irregular" }],
      earlier: [{ name: "before.jpg", at: EARLIER.toISOString() }],
      similar: null,
    });
    expect(gaps).toEqual([]);
    expect(modelVersions).toEqual(["test-1"]);
    expect(about).toEqual({ patientId, lesionId, signable: { kind: "case", photoId } });
  });

  it("compares with earlier days, not with another photo of the same one", async () => {
    const { store, gathering, photoId, before, patientId, lesionId, takeIn } = clinic();
    const morning = new Date(TODAY.getTime() - 3_600_000);
    store.photos.assignLesion(takeIn("morning", patientId, morning), lesionId);
    const { body } = await gatherCase(gathering, photoId, false);
    expect(body.earlier.map(({ name }) => name)).toEqual(["before.jpg"]);
    expect((await gatherCase(gathering, before, false)).body.earlier).toEqual([]);
  });

  it("leaves out what was taken back", async () => {
    const { store, gathering, photoId, actor, decide } = clinic();
    decide(photoId, "nv");
    store.outcomes.withdraw(decide(photoId, "mel"), actor, TODAY);
    const { body } = await gatherCase(gathering, photoId, false);
    expect(body.outcomes.map(({ diagnosis }) => diagnosis)).toEqual(["nv"]);
  });

  it("shows no heatmap of a photo that cannot be assessed, and says what is missing", async () => {
    const { store, gathering, takeIn } = clinic();
    const stray = takeIn("stray", null, TODAY);
    store.analyses.add(stray, newAnalysis("cannot-assess", 0.8), TODAY);
    const without = { ...gathering, operatingPointsOf: () => null };
    const { body, gaps } = await gatherCase(without, stray, true);
    expect(body).toMatchObject({ patient: null, lesion: null, visit: null, heatmap: null });
    expect(gaps).toEqual([
      "no-patient",
      "cannot-assess",
      "no-operating-point",
      "no-decision",
      "too-few-similar",
    ]);
  });

  it("shows the clinic's similar confirmed cases where they are chosen", async () => {
    const { gathering, photoId, takeIn, decide } = clinic();
    for (let index = 0; index < 10; index++) {
      decide(takeIn(`other ${String(index)}`, null, EARLIER), "bcc");
    }
    const { body } = await gatherCase(gathering, photoId, true);
    expect(body.similar).toHaveLength(4);
    expect(body.similar?.[0]).toMatchObject({ diagnosis: "bcc", confirmedBy: "clinical" });
  });
});

describe("a course", () => {
  it("tells the lesion's photos from the first, and histology once", () => {
    const { store, lesionId, photoId, actor } = clinic();
    const histology = { diagnosis: "mel", date: "2026-03-04", note: "" } as const;
    store.outcomes.recordHistology({ photoId, ...histology }, actor, TODAY);
    const { body } = gatherCourse(store, lesionId);
    expect(body.photos.map(({ name }) => name)).toEqual(["before.jpg", "today.jpg"]);
    expect(body.outcomes).toHaveLength(1);
  });

  it("of a lesion without photos is empty", () => {
    const { store, patientId } = clinic();
    const bare = store.lesions.create(patientId, newLesion(), TODAY);
    expect(() => gatherCourse(store, bare)).toThrow(
      expect.objectContaining({ code: "report.empty" }),
    );
  });
});

describe("a patient", () => {
  it("is told with lesions, other photos, visits and the consents that count", () => {
    const { store, patientId, takeIn } = clinic();
    takeIn("other", patientId, TODAY);
    const consent = { purpose: "training", given: true, date: "2026-03-01" } as const;
    store.consents.record(patientId, consent, null, EARLIER);
    store.consents.record(patientId, { ...consent, given: false }, null, TODAY);
    const { body } = gatherPatient(store, patientId);
    expect(body).toMatchObject({
      consents: [{ purpose: "training", given: false, date: "2026-03-01" }],
      lesions: [{ number: 1, photoCount: 2, archived: false, latest: { name: "today.jpg" } }],
      otherPhotos: [{ name: "other.jpg" }],
      visits: [
        { date: "2026-03-04", photoCount: 2 },
        { date: "2026-02-03", photoCount: 1 },
      ],
    });
  });

  it("whose date of birth is not known is told all the same", () => {
    const { store } = clinic();
    const id = store.patients.create(newPatient({ dateOfBirth: null }), TODAY);
    expect(gatherPatient(store, id).gaps).toEqual(["no-date-of-birth"]);
  });
});

describe("a day", () => {
  it("tells what came in between its midnights, the most urgent first", () => {
    const { store, takeIn } = clinic();
    const routine = takeIn("first minute", null, new Date(2026, 2, 4, 0, 0));
    store.analyses.add(routine, newAnalysis("routine", 0.01), TODAY);
    takeIn("last minute", null, new Date(2026, 2, 4, 23, 59, 59, 999));
    takeIn("the next day", null, new Date(2026, 2, 5, 0, 0));
    const { body } = gatherDay(store, "2026-03-04");
    expect(body.photos.map(({ name }) => name)).toEqual([
      "last minute.jpg",
      "today.jpg",
      "first minute.jpg",
    ]);
    expect(body.photos[1]).toMatchObject({ patient: { number: "4711" }, lesion: { number: 1 } });
  });

  it("on which nothing came in is empty", async () => {
    const { gathering } = clinic();
    const subject = { kind: "day", day: "2026-03-05" } as const;
    await expect(gather(gathering, subject, false)).rejects.toMatchObject({
      code: "report.empty",
    });
  });
});
