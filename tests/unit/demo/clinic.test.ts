import { describe, expect, it } from "vitest";
import { NewConsent } from "../../../electron/contract/consents";
import { NewLesion, NewPatient } from "../../../electron/contract/shapes";
import { demoClinic } from "../../../electron/demo/clinic";
import type { DemoPatient, DemoPhoto } from "../../../electron/demo/clinic/plan";
import { drawDemoPhoto, type DemoDrawing } from "../../../electron/demo/clinic/photos";
import type { LesionOptions } from "../../../electron/demo/drawLesion";
import { siteAt } from "../../../electron/domain/bodyMap/position";
import { calendarDay } from "../../../electron/domain/calendarDay";
import { ageInYears } from "../../../electron/domain/patient";
import { measureQuality, qualityRefusals } from "../../../electron/vision/quality";
import { resample } from "../../../electron/vision/resample";

/** A Thursday afternoon, and just past midnight of a Monday. */
const DAYS = [new Date(2026, 5, 11, 15, 30), new Date(2026, 2, 2, 0, 1)] as const;

const [now] = DAYS;
const clinic = demoClinic({ now });
const photos = clinic.patients.flatMap((patient) => patient.photos);

function drawnLesion({ drawing }: DemoPhoto): LesionOptions {
  if (drawing.kind === "other") throw new Error("no lesion is drawn");
  return drawing.options;
}

/** The photos of each lesion, blurred and dark ones left out. */
function courses({ lesions, photos: taken }: DemoPatient): DemoPhoto[][] {
  return lesions.map((_, place) => {
    const own = taken.filter(({ lesion }) => lesion === place);
    return own.filter(
      (photo) => photo.drawing.kind === "lesion" && photo.drawing.options.exposure === undefined,
    );
  });
}

const allCourses = clinic.patients.flatMap(courses);

describe("the demo clinic", () => {
  it("is the same for the same seed and moment, and another for another seed", () => {
    expect(demoClinic({ now })).toEqual(clinic);
    expect(demoClinic({ now, seed: 2 })).not.toEqual(clinic);
  });

  it("has 40 patients of all ages with about 110 photos", () => {
    expect(clinic.patients).toHaveLength(40);
    const ages = clinic.patients.map(({ dateOfBirth }) =>
      ageInYears(dateOfBirth, calendarDay(now)),
    );
    expect(Math.min(...ages.map((age) => age ?? NaN))).toBe(4);
    expect(Math.max(...ages.map((age) => age ?? NaN))).toBe(93);
    expect(new Set(clinic.patients.map(({ familyName }) => familyName)).size).toBe(40);
    expect(photos.length).toBeGreaterThan(100);
    expect(photos.length).toBeLessThan(130);
  });

  it("can be made with the first few patients alone", () => {
    const few = demoClinic({ now, patients: 3 });
    expect(few.patients).toEqual(clinic.patients.slice(0, 3));
  });

  it("numbers and names everything once, whatever the day", () => {
    const names = [...clinic.strays, ...photos].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(clinic.patients[6]?.number).toBe("DEMO-007");
    const tomorrow = demoClinic({ now: new Date(2026, 5, 12, 9) });
    expect(tomorrow.patients.flatMap((patient) => patient.photos.map(({ name }) => name))).toEqual(
      photos.map(({ name }) => name),
    );
  });

  it("holds only what the clinic's own forms would accept", () => {
    for (const patient of clinic.patients) {
      const { number, givenName, familyName, dateOfBirth, sex, notes } = patient;
      NewPatient.parse({ number, givenName, familyName, dateOfBirth, sex, notes });
      for (const { label, site, position } of patient.lesions) {
        NewLesion.parse({ label, site, position });
        expect(siteAt(position)).toBe(site);
      }
      for (const { purpose, given, date } of patient.consents) {
        NewConsent.parse({ purpose, given, date });
      }
    }
  });

  it("has consents that are given, refused, withdrawn and missing", () => {
    const kinds = clinic.patients.map(({ consents }) =>
      consents.map(({ purpose, given }) => `${purpose} ${String(given)}`).join(", "),
    );
    expect(kinds.filter((kind) => kind === "").length).toBe(2);
    expect(kinds).toContain("triage true, training false");
    expect(kinds).toContain("triage true, training true, training false");
  });
});

describe.each(DAYS)("the visits before %s", (moment) => {
  const { patients, strays } = demoClinic({ now: moment });

  it("lie within two years, on working days, and none after it", () => {
    for (const { photos: taken, since } of patients) {
      const days = new Set(taken.map(({ takenAt }) => calendarDay(takenAt)));
      expect(days.size).toBeGreaterThanOrEqual(1);
      expect(days.size).toBeLessThanOrEqual(4);
      expect(taken[0]?.takenAt.getTime()).toBeGreaterThanOrEqual(since.getTime() - 60_000);
    }
    for (const { takenAt } of [...strays, ...patients.flatMap((patient) => patient.photos)]) {
      const daysAgo = (moment.getTime() - takenAt.getTime()) / 86_400_000;
      expect(daysAgo).toBeGreaterThan(0);
      expect(daysAgo).toBeLessThan(733);
      if (daysAgo > 1) expect([0, 6]).not.toContain(takenAt.getDay());
    }
  });

  it("are followed by what was said of them, and nothing was said too early or too late", () => {
    for (const photo of patients.flatMap((patient) => patient.photos)) {
      for (const outcome of photo.outcomes) {
        expect(outcome.at.getTime()).toBeGreaterThan(photo.takenAt.getTime());
        expect(outcome.at.getTime()).toBeLessThanOrEqual(moment.getTime());
        if (outcome.kind === "histology") {
          expect(outcome.date > calendarDay(photo.takenAt)).toBe(true);
          expect(outcome.date <= calendarDay(moment)).toBe(true);
        }
      }
    }
  });

  it("have their notes on days on which photos were taken", () => {
    const noted = patients.filter(({ visitNotes }) => visitNotes.length > 0);
    expect(noted.length).toBeGreaterThan(10);
    for (const { visitNotes, photos: taken } of noted) {
      const days = taken.map(({ takenAt }) => calendarDay(takenAt));
      for (const { date } of visitNotes) expect(days).toContain(date);
    }
  });
});

describe("the lesions", () => {
  it("are one to four a patient, each photographed", () => {
    for (const patient of clinic.patients) {
      expect(patient.lesions.length).toBeGreaterThanOrEqual(1);
      expect(patient.lesions.length).toBeLessThanOrEqual(4);
    }
    for (const course of allCourses) expect(course.length).toBeGreaterThanOrEqual(1);
  });

  it("stay the same lesion while months go by", () => {
    const followed = allCourses.filter((course) => course.length > 1);
    expect(followed.length).toBeGreaterThan(15);
    for (const course of followed) {
      const drawn = course.map(drawnLesion);
      expect(new Set(drawn.map(({ seed, diagnosis }) => `${seed} ${diagnosis}`)).size).toBe(1);
      const months = drawn.map(({ visit }) => visit ?? NaN);
      expect(months[0]).toBe(0);
      expect(months.every((month, index) => index === 0 || month > (months[index - 1] ?? 0))).toBe(
        true,
      );
    }
  });

  it("are of different seeds", () => {
    const seeds = allCourses.flatMap((course) => course.slice(0, 1).map(drawnLesion));
    expect(new Set(seeds.map(({ seed }) => seed)).size).toBe(allCourses.length);
  });
});

describe("the photos", () => {
  it("are decided about in half of the cases, sometimes against what is drawn", () => {
    const decided = photos.filter(({ outcomes }) => outcomes.length > 0);
    expect(decided.length / photos.length).toBeGreaterThan(0.4);
    expect(decided.length / photos.length).toBeLessThan(0.6);
    const outcomes = decided.flatMap((photo) =>
      photo.outcomes.map((outcome) => ({ ...outcome, drawn: drawnLesion(photo).diagnosis })),
    );
    const histology = outcomes.filter(({ kind }) => kind === "histology");
    expect(histology.length).toBeGreaterThan(6);
    const differs = outcomes.filter(
      ({ diagnosis, drawn }) => diagnosis !== null && diagnosis !== drawn,
    );
    expect(differs.length).toBeGreaterThan(4);
    expect(differs.length).toBeLessThan(outcomes.length / 3);
    expect(outcomes.some(({ diagnosis }) => diagnosis === null)).toBe(true);
  });

  it("of today mostly wait", () => {
    const today = photos.filter(({ takenAt }) => calendarDay(takenAt) === calendarDay(now));
    expect(today.length).toBeGreaterThan(6);
    const waiting = today.filter(({ outcomes }) => outcomes.length === 0);
    expect(waiting.length / today.length).toBeGreaterThan(0.6);
  });

  it("include blurred and dark ones that cannot be assessed, and a letter", () => {
    const reasons = photos.flatMap(({ drawing }) => {
      const isGood = drawing.kind === "lesion" && drawing.options.exposure === undefined;
      return isGood || drawing.kind === "other" ? [] : refusals(drawing);
    });
    expect(reasons.sort()).toEqual(["blurred", "blurred", "too-dark"]);
    expect(photos.filter(({ drawing }) => drawing.kind === "other")).toHaveLength(1);
    expect(clinic.strays).toHaveLength(3);
  }, 30_000); // three photos of full size are drawn
});

/** Why a photo cannot be assessed, measured as the classifier measures it. */
function refusals(drawing: DemoDrawing): string[] {
  const drawn = drawDemoPhoto(drawing);
  const whole = { left: 0, top: 0, width: drawn.width, height: drawn.height };
  return qualityRefusals(measureQuality(drawn, resample(drawn, whole, 299, 224)));
}
