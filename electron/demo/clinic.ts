/**
 * A clinic to try everything on: invented patients with drawn lesions, photographed over two
 * years. The same seed and day give the same clinic.
 */
import type { BodyPosition } from "../domain/bodyMap/position";
import type { Site } from "../domain/bodyMap/sites";
import type { ConsentPurpose } from "../domain/consent";
import type { Sex } from "../domain/patient";
import type { DemoOutcome } from "./clinic/outcomes";
import { demoPatient } from "./clinic/patient";
import { DEMO_PEOPLE } from "./clinic/people";
import type { DemoDrawing } from "./clinic/photos";
import { createPlaces } from "./clinic/places";
import { strayPhotos } from "./clinic/strays";

export interface DemoClinic {
  readonly patients: readonly DemoPatient[];
  /** Photos of today that nobody has assigned to a patient yet. */
  readonly strays: readonly DemoPhoto[];
}

export interface DemoPatient {
  readonly number: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: string;
  readonly sex: Sex;
  readonly notes: string;
  /** When the patient was registered. */
  readonly since: Date;
  /** The earliest first. */
  readonly consents: readonly DemoConsentEntry[];
  readonly lesions: readonly DemoLesion[];
  readonly visitNotes: readonly DemoVisitNote[];
  /** The earliest first. */
  readonly photos: readonly DemoPhoto[];
}

export interface DemoConsentEntry {
  readonly purpose: ConsentPurpose;
  readonly given: boolean;
  /** Calendar date (YYYY-MM-DD). */
  readonly date: string;
  readonly at: Date;
}

export interface DemoLesion {
  readonly label: string;
  readonly site: Site;
  readonly position: BodyPosition;
  /** When it was first photographed. */
  readonly since: Date;
}

export interface DemoVisitNote {
  /** Calendar date (YYYY-MM-DD) of the visit. */
  readonly date: string;
  readonly note: string;
}

export interface DemoPhoto {
  /** File name by which the photo is known for good, on whatever day the clinic is made. */
  readonly name: string;
  readonly takenAt: Date;
  /** Place among the patient's lesions, from 0; null where it shows none of them. */
  readonly lesion: number | null;
  readonly drawing: DemoDrawing;
  readonly outcomes: readonly DemoOutcome[];
}

export interface DemoClinicOptions {
  /** Visits lie up to two years before; nothing lies after. */
  readonly now: Date;
  /** Whole number, 1 if not given. */
  readonly seed?: number;
  /** How many of the patients, from the first; all 40 if not given. */
  readonly patients?: number;
}

export function demoClinic({ now, seed = 1, patients }: DemoClinicOptions): DemoClinic {
  const people = DEMO_PEOPLE.slice(0, patients);
  const placeWithin = createPlaces();
  return {
    patients: people.map((person, index) => demoPatient({ person, index, seed, now, placeWithin })),
    strays: strayPhotos(seed, now),
  };
}
