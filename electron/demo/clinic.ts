/**
 * A clinic to try everything on: invented patients with drawn lesions, photographed over two
 * years. The same seed and day give the same clinic.
 */
import { demoPatient } from "./clinic/patient";
import { DEMO_PEOPLE } from "./clinic/people";
import { createPlaces } from "./clinic/places";
import type { DemoPatient, DemoPhoto } from "./clinic/plan";
import { strayPhotos } from "./clinic/strays";

export interface DemoClinic {
  readonly patients: readonly DemoPatient[];
  /** Photos of today that nobody has assigned to a patient yet. */
  readonly strays: readonly DemoPhoto[];
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
