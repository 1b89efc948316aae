import { LentigoError } from "../contract/errors";
import type { PatientId, PhotoId } from "../contract/shapes";
import type { Actor } from "../domain/audit";
import { namesPatient } from "../domain/patientMatch";
import type { Store } from "../store/open";
import type { RecordedChange } from "./recordedChange";

export interface DeleteForGoodOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  readonly now: () => Date;
}

/**
 * Deletes patients and photos: rows first, in one transaction with what the deletion leaves
 * behind, then the encrypted files that nothing refers to any more.
 */
export function createDeletion({ store, recorded, actor, now }: DeleteForGoodOptions) {
  const removeFiles = (): void => {
    store.removals.finish((name) => {
      store.blobs.remove(name);
    });
  };

  return {
    /**
     * @param typed the patient's name or number, as somebody typed it to confirm
     * @throws LentigoError `patient.missing`, or `patient.not-confirmed` where it is another's
     */
    patient(id: PatientId, typed: string): void {
      const { photos } = store.removals.lossOf(id);
      const remove = (): void => {
        if (!namesPatient(typed, store.patients.get(id))) {
          throw new LentigoError("patient.not-confirmed");
        }
        store.removals.patient(id, actor.name || null, now());
      };
      recorded("patient.deleted", id, remove, { photos });
      removeFiles();
    },
    /** @throws LentigoError `photo.missing` */
    photo(id: PhotoId): void {
      recorded("photo.deleted", id, () => {
        store.removals.photo(id, actor.name || null, now());
      });
      removeFiles();
    },
  };
}
