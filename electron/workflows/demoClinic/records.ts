/** Rows of the demo clinic; each step leaves alone what an earlier call has written. */
import type { LesionId, PatientId, PhotoId } from "../../contract/shapes";
import { DEMO_LETTERHEAD } from "../../demo/clinic/letterhead";
import type { DemoPatient, DemoPhoto } from "../../demo/clinic/plan";
import type { DemoOutcome } from "../../demo/clinic/outcomes";
import type { Actor } from "../../domain/audit";
import { calendarDay } from "../../domain/calendarDay";
import type { Store } from "../../store/open";
import type { RecordedChange } from "../recordedChange";

export interface DemoRecordsOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
}

export function nameClinic({ store, recorded }: DemoRecordsOptions): void {
  const settings = store.settings.clinic();
  if (settings.name !== "") return;
  recorded("clinic.changed", null, () => {
    store.settings.updateClinic({ ...settings, ...DEMO_LETTERHEAD });
  });
}

/** The patient with lesions and consents: all of it or nothing. */
export function registerPatient(
  { store, recorded }: DemoRecordsOptions,
  patient: DemoPatient,
): PatientId {
  const { number, givenName, familyName, dateOfBirth, sex, notes, since } = patient;
  const known = store.patients.findByNumber(number);
  if (known !== null) return known;
  return recorded(
    "patient.created",
    (id) => id,
    () => {
      const person = { number, givenName, familyName, dateOfBirth, sex, notes };
      const id = store.patients.create(person, since);
      for (const { label, site, position, since: seen } of patient.lesions) {
        store.lesions.create(id, { label, site, position }, seen);
      }
      for (const { at, ...consent } of patient.consents) {
        store.consents.record(id, consent, null, at);
      }
      return id;
    },
  );
}

export interface PhotoOwner {
  readonly id: PatientId;
  readonly patient: DemoPatient;
}

/** What the photo shows, the note of its visit, and what was said of it. */
export function describePhoto(
  options: DemoRecordsOptions,
  photoId: PhotoId,
  photo: DemoPhoto,
  owner: PhotoOwner,
): void {
  const { store, recorded } = options;
  const { patient, lesion } = store.photos.get(photoId);
  if (patient?.id !== owner.id) return; // somebody has moved it to another patient
  const lesionId = lesionOf(store, owner.id, photo);
  if (lesionId !== null && lesion === null) {
    recorded("photo.assigned", photoId, () => {
      store.photos.assignLesion(photoId, lesionId);
    });
  }
  noteVisit(options, photo, owner);
  const own = store.outcomes.ofPhoto(photoId).filter((outcome) => outcome.photoId === photoId);
  for (const outcome of photo.outcomes.slice(own.length)) {
    recorded("photo.outcome", photoId, () => {
      recordOutcome(store, photoId, outcome);
    });
  }
}

function lesionOf(store: Store, patientId: PatientId, { lesion }: DemoPhoto): LesionId | null {
  if (lesion === null) return null;
  const lesions = store.lesions.ofPatient(patientId);
  return lesions.find(({ number }) => number === lesion + 1)?.id ?? null;
}

function noteVisit(
  { store, recorded }: DemoRecordsOptions,
  { takenAt }: DemoPhoto,
  { id, patient }: PhotoOwner,
): void {
  const day = calendarDay(takenAt);
  const note = patient.visitNotes.find(({ date }) => date === day)?.note;
  const visit = store.visits.ofPatient(id).find(({ date }) => date === day);
  if (note === undefined || visit?.note !== "") return;
  recorded("visit.changed", visit.id, () => {
    store.visits.setNote(visit.id, note);
  });
}

function recordOutcome(store: Store, photoId: PhotoId, outcome: DemoOutcome): void {
  const { note, at } = outcome;
  const clinician: Actor = { id: null, name: outcome.by, role: "clinician" };
  if (outcome.kind === "histology") {
    const { diagnosis, date } = outcome;
    store.outcomes.recordHistology({ photoId, diagnosis, date, note }, clinician, at);
  } else {
    const { diagnosis, confidence, nextStep } = outcome;
    store.outcomes.record({ photoId, diagnosis, confidence, nextStep, note }, clinician, at);
  }
}
