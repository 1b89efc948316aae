/** A clinic of many patients, with rows only: no files, maps of one cell. */
import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { seededRandom, type SeededRandom } from "../../electron/demo/seededRandom";
import { calendarDay } from "../../electron/domain/calendarDay";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import { sortNameOf } from "../../electron/domain/patientMatch";
import { searchForm } from "../../electron/domain/patient";

export interface LargeClinicOptions {
  readonly patients: number;
  readonly photosPerPatient: number;
  /** The day up to which photos were taken. */
  readonly today: Date;
}

export interface InventedPatient {
  readonly id: string;
  readonly number: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly dateOfBirth: string;
}

const ONSETS = [
  "b",
  "br",
  "ch",
  "d",
  "f",
  "g",
  "h",
  "j",
  "k",
  "l",
  "m",
  "n",
  "p",
  "r",
  "s",
  "sch",
  "st",
  "t",
  "v",
  "w",
  "z",
] as const;
const VOWELS = ["a", "e", "i", "o", "u", "ä", "ei", "au"] as const;
const ENDS = ["n", "r", "s", "l", "nn", "rt", "ck", "ng", ""] as const;
const SUFFIXES = ["mann", "er", "sen", "son", "ez", "ini", "ska", "berg", "feld", "", ""] as const;
const DAY = 86_400_000;

/** Fills an empty database by seed; gives some of the patients, to search for. */
export function fillLargeClinic(
  database: Database,
  options: LargeClinicOptions,
): InventedPatient[] {
  const random = seededRandom(20_26);
  const families = times(
    4000,
    () => syllable(random) + (random.chance(0.5) ? syllable(random) : "") + random.pick(SUFFIXES),
  );
  const given = times(
    600,
    () => (random.chance(0.2) ? random.pick(VOWELS) : "") + syllable(random) + random.pick(VOWELS),
  );
  const insertPatient = database.prepare(`
    INSERT INTO patients (id, number, family_name, given_name, date_of_birth, sex, notes,
      sort_name, created_at, updated_at, archived_at)
    VALUES (@id, @number, @familyName, @givenName, @dateOfBirth, @sex, '', @sortName, @at, @at,
      @archivedAt)
  `);
  const insertWords = database.prepare("INSERT INTO patient_words (rowid, words) VALUES (?, ?)");
  const addPhotos = photoWriter(database, random, options);
  const known: InventedPatient[] = [];

  /** Some names are common, most are rare. */
  const commonFirst = (names: readonly string[]): string =>
    names[Math.floor(random.next() ** 2 * names.length)] ?? "";
  const at = options.today.toISOString();
  database.transaction(() => {
    for (let index = 0; index < options.patients; index++) {
      const patient: InventedPatient = {
        id: randomUUID(),
        number: `${String(2005 + Math.floor(index / 5000))}-${String(index % 5000).padStart(5, "0")}`,
        familyName: capital(commonFirst(families)),
        givenName: capital(commonFirst(given)),
        dateOfBirth: calendarDay(
          new Date(1930 + random.whole(0, 90), random.whole(0, 11), random.whole(1, 28)),
        ),
      };
      const { lastInsertRowid } = insertPatient.run({
        ...patient,
        sex: random.pick(["female", "male"]),
        sortName: sortNameOf(patient),
        at,
        archivedAt: random.chance(0.05) ? at : null,
      });
      const { familyName, givenName, number, dateOfBirth } = patient;
      const words = [familyName, givenName, number, dateOfBirth].join(" ");
      insertWords.run(lastInsertRowid, searchForm(words));
      addPhotos(patient.id);
      if (index % Math.ceil(options.patients / 500) === 0) known.push(patient);
    }
  })();
  return known;
}

/** Writes a patient's photos, with lesions, visits, analyses and, of some, a diagnosis. */
function photoWriter(database: Database, random: SeededRandom, options: LargeClinicOptions) {
  const lesion = database.prepare(
    "INSERT INTO lesions (id, patient_id, label, site, created_at, number) VALUES (?, ?, '', 'upper-back', ?, ?)",
  );
  const visit = database.prepare(
    "INSERT INTO visits (id, patient_id, date, notes, created_at) VALUES (?, ?, ?, '', ?)",
  );
  const photo = database.prepare(`
    INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, taken_at, added_at,
      patient_id, lesion_id, visit_id)
    VALUES (@id, @id, 'photo.jpg', 600, 450, @blob, @thumbnail, @at, @at, @patientId, @lesionId,
      @visitId)
  `);
  const analysis = database.prepare(`
    INSERT INTO analyses (id, photo_id, model_version, created_at, urgency, reasons, warnings,
      malignancy, diagnosis, probabilities, heat, heat_width, heat_height, heat_frame, embedding,
      is_latest)
    VALUES (@id, @photoId, 'base-2', @at, @urgency, '', '', @malignancy, @diagnosis,
      zeroblob(56), zeroblob(28), 1, 1, '{}', zeroblob(64), 1)
  `);
  const outcome = database.prepare(`
    INSERT INTO outcomes (id, photo_id, kind, diagnosis, note, created_at, is_latest)
    VALUES (@id, @photoId, 'clinical', @diagnosis, '', @at, 1)
  `);

  return (patientId: string): void => {
    const count = random.whole(0, 2 * options.photosPerPatient);
    if (count === 0) return;
    const taken = new Date(options.today.getTime() - Math.floor(random.next() ** 2 * 3650) * DAY);
    const at = taken.toISOString();
    const [lesionId, visitId] = [randomUUID(), randomUUID()];
    lesion.run(lesionId, patientId, at, 1);
    visit.run(visitId, patientId, calendarDay(taken), at);
    for (let index = 0; index < count; index++) {
      const photoId = randomUUID();
      const isAssigned = random.chance(0.97);
      const malignancy = random.next() ** 4;
      photo.run({
        id: photoId,
        blob: `${photoId} blob`,
        thumbnail: `${photoId} thumbnail`,
        at,
        patientId: isAssigned ? patientId : null,
        lesionId: isAssigned ? lesionId : null,
        visitId: isAssigned ? visitId : null,
      });
      const urgency = random.chance(0.05) ? 3 : malignancy > 0.6 ? 0 : malignancy > 0.3 ? 1 : 2;
      const diagnosis = malignancy > 0.5 ? "mel" : "nv";
      analysis.run({ id: randomUUID(), photoId, at, urgency, malignancy, diagnosis });
      if (random.chance(0.4)) {
        const found = random.chance(0.8) ? diagnosis : random.pick(DIAGNOSES);
        outcome.run({ id: randomUUID(), photoId, diagnosis: found, at });
      }
    }
  };
}

function syllable(random: SeededRandom): string {
  return random.pick(ONSETS) + random.pick(VOWELS) + random.pick(ENDS);
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
