/** A clinic with an administrator, whose password the checks know. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openDoor } from "../../electron/store/door";
import { openStoreWithKey, type Store } from "../../electron/store/open";
import { newPatient } from "../../tests/fixtures/records";

export const NAME = "ruth";
export const PASSWORD = "a long enough password";

/** Costs nothing to speak of: what is killed is the writing, not Argon2id. */
export const COST = { memoryKib: 8, passes: 1 };

export const clinicOf = (folder: string): string => join(folder, "clinic");

export const doorOf = (folder: string) =>
  openDoor({ folder: clinicOf(folder), guards: [], cost: COST });

export async function foundClinic(folder: string): Promise<void> {
  await doorOf(folder).found(PASSWORD, NAME, (store) =>
    store.accounts.create({ name: NAME, fullName: "", role: "admin" }, new Date()),
  );
}

/** @param work gets the open store and its key, which is wiped afterwards */
export async function withinClinic<T>(
  folder: string,
  work: (store: Store, dataKey: Buffer) => T | Promise<T>,
): Promise<T> {
  const { dataKey } = await doorOf(folder).openWithPassword(NAME, PASSWORD);
  const store = openStoreWithKey(clinicOf(folder), dataKey);
  try {
    return await work(store, dataKey);
  } finally {
    store.close();
    dataKey.fill(0);
  }
}

/** A photo of random bytes and its patient; nobody looks at it. @param kilobytes of the photo */
export function addRecord(store: Store, name: string, kilobytes: number): void {
  const patientId = store.patients.create(newPatient({ familyName: name }), new Date());
  const blob = store.blobs.put(randomBytes(kilobytes * 1024));
  const thumbnail = store.blobs.put(randomBytes(10 * 1024));
  store.photos.add(
    {
      ...{ sourceHash: blob, name: `${name}.jpg`, width: 600, height: 450, blob, thumbnail },
      ...{ takenAt: null, patientId },
    },
    new Date(),
  );
  store.audit.add("photo.added", null, new Date());
  store.audit.sealHead();
}
