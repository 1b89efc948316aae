import { setImmediate as nextTurn } from "node:timers/promises";
import { LentigoError } from "../contract/errors";
import type { PhotoId } from "../contract/shapes";
import { demoClinic, type DemoClinic } from "../demo/clinic";
import type { DemoPhoto } from "../demo/clinic/plan";
import type { Store } from "../store/open";
import { openDemoDrawer } from "./demoClinic/drawer";
import { describePhoto, nameClinic, registerPatient, type PhotoOwner } from "./demoClinic/records";
import { createIntake, type IntakeOptions } from "./intakePhoto";

export interface DemoClinicOptions extends IntakeOptions {
  /** The bundled demoClinic/drawWorker.ts. */
  readonly workerFile: string;
  /** How many of the demo's patients, from the first; all 40 if not given. */
  readonly patients?: number;
  /** Photos that are there, those of an earlier call included. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends it between two photos; another call goes on from there. */
  readonly signal?: AbortSignal;
}

/** What the demo clinic holds by now. */
export interface DemoClinicReport {
  /** False where it was ended before all photos were in. */
  readonly complete: boolean;
  readonly patients: number;
  readonly lesions: number;
  readonly photos: number;
  readonly outcomes: number;
}

/** A photo to be taken in. */
interface Task {
  readonly photo: DemoPhoto;
  /** Whom it shows; null: nobody knows yet. */
  readonly owner: PhotoOwner | null;
  /** The photo where an earlier call has taken it in. */
  readonly known: PhotoId | null;
}

/** Photos drawn ahead of the one that is being assessed. */
const AHEAD = 2;

/**
 * Fills a store with invented patients and drawn lesions. Photos go the way of all photos:
 * the vision process assesses them. Everything is dated as if it had happened over the last
 * two years, but for the audit log, which tells when it was written. Called again on a store
 * that it has filled in part it goes on; what it has filled it leaves as people changed it.
 *
 * @throws LentigoError `demo.other-records` where the store holds records of its own, or of
 * the vision process or the store
 */
export async function createDemoClinic(options: DemoClinicOptions): Promise<DemoClinicReport> {
  const { store, now, patients, onProgress, signal } = options;
  const clinic = demoClinic({ now: now(), ...(patients === undefined ? {} : { patients }) });
  if (store.settings.filledDemoPatients() >= clinic.patients.length) {
    return reportOf(clinic, photosOf(clinic), true);
  }
  requireOwnStore(store, clinic);
  nameClinic(options);
  const tasks = await registerAll(options, clinic);
  const drawer = openDemoDrawer(options.workerFile);
  const drawings = new Map<number, Promise<Uint8Array>>();
  const begin = (index: number): void => {
    const task = tasks[index];
    if (!task || task.known !== null) return;
    const drawing = drawer.draw(task.photo.drawing);
    // Where an earlier photo ends the call, the failure of this one is told nobody.
    drawing.catch(() => undefined);
    drawings.set(index, drawing);
  };
  const done: DemoPhoto[] = [];
  try {
    for (let index = 0; index < AHEAD; index++) begin(index);
    for (const [index, { photo, owner, known }] of tasks.entries()) {
      if (signal?.aborted) break;
      const jpeg = await drawings.get(index);
      drawings.delete(index);
      begin(index + AHEAD);
      // People try things out meanwhile: the patient may have been merged or deleted.
      if (!owner || isRegistered(store, owner)) {
        const photoId = known ?? (await takeIn(options, photo, owner, jpeg));
        if (owner) describePhoto(options, photoId, photo, owner);
      }
      done.push(photo);
      onProgress?.(done.length, tasks.length);
    }
  } catch (error) {
    // Whoever ends it may end the vision process, too.
    if (!signal?.aborted) throw error;
  } finally {
    await drawer.close();
  }
  const complete = done.length === tasks.length;
  if (complete) store.settings.markDemoFilled(clinic.patients.length);
  return reportOf(clinic, done, complete);
}

function reportOf(
  clinic: DemoClinic,
  photos: readonly DemoPhoto[],
  complete: boolean,
): DemoClinicReport {
  return {
    complete,
    patients: clinic.patients.length,
    lesions: clinic.patients.reduce((sum, { lesions }) => sum + lesions.length, 0),
    photos: photos.length,
    outcomes: photos.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
  };
}

/** Invented records must never come among real ones. */
function requireOwnStore(store: Store, { patients }: DemoClinic): void {
  if (patients.some(({ number }) => store.patients.findByNumber(number) !== null)) return;
  const others =
    store.patients.list("", 1, 0).total +
    store.patients.list("", 1, 0, true).total +
    store.photos.count();
  if (others > 0) throw new LentigoError("demo.other-records");
}

/** Registers every patient and gives their photos, the newest first: today's queue fills first. */
async function registerAll(options: DemoClinicOptions, clinic: DemoClinic): Promise<Task[]> {
  const { store } = options;
  const tasks: Task[] = clinic.strays.map((photo) => ({ photo, owner: null, known: null }));
  for (const patient of clinic.patients) {
    const id = registerPatient(options, patient);
    const known = new Map(store.photos.ofPatient(id).map((photo) => [photo.name, photo.id]));
    for (const photo of patient.photos) {
      tasks.push({ photo, owner: { id, patient }, known: known.get(photo.name) ?? null });
    }
    // Each is written durably; the window gets its turn in between.
    await nextTurn();
  }
  return tasks.sort((a, b) => b.photo.takenAt.getTime() - a.photo.takenAt.getTime());
}

function photosOf({ patients, strays }: DemoClinic): DemoPhoto[] {
  return [...strays, ...patients.flatMap(({ photos }) => photos)];
}

function isRegistered(store: Store, { id, patient }: PhotoOwner): boolean {
  return store.patients.findByNumber(patient.number) === id;
}

async function takeIn(
  options: DemoClinicOptions,
  { name, takenAt }: DemoPhoto,
  owner: PhotoOwner | null,
  bytes: Uint8Array | undefined,
): Promise<PhotoId> {
  if (!bytes) throw new Error("the photo was not drawn");
  const intake = createIntake({ ...options, now: () => takenAt });
  const patientId = owner?.id ?? null;
  const { photo } = await intake({ name, bytes, takenAt: takenAt.toISOString(), patientId });
  return photo.id;
}
