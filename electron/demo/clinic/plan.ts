/** What is planned of the demo clinic before anything is drawn. */
import type { BodyPosition } from "../../domain/bodyMap/position";
import type { Site } from "../../domain/bodyMap/sites";
import type { ConsentPurpose } from "../../domain/consent";
import type { Sex } from "../../domain/patient";
import type { DemoOutcome } from "./outcomes";
import type { DemoDrawing } from "./photos";

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
