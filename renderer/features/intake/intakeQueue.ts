import { MAX_PHOTO_BYTES } from "../../../electron/contract/requests";
import type { Failure } from "../../../electron/contract/errors";
import type {
  IntakeOutcome,
  LesionId,
  PatientId,
  PhotoId,
} from "../../../electron/contract/shapes";
import { failureFrom, RequestFailure } from "../../api/failure";

/** A file that waits; its bytes are read only when its turn comes. */
export interface WaitingFile {
  readonly name: string;
  readonly size: number;
  readonly patientId: PatientId | null;
  /** Which of the patient's lesions it shows, where that is known. */
  readonly lesionId?: LesionId | null;
  /** When it was taken, where that is known without its metadata. */
  readonly takenAt?: string;
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

export interface PhotoToSend {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly patientId: PatientId | null;
  readonly lesionId: LesionId | null;
  readonly takenAt: string | null;
}

export interface RefusedFile {
  readonly key: number;
  readonly name: string;
  readonly failure: Failure;
}

export interface DuplicatePhoto {
  readonly key: number;
  /** Name of the file that was added. */
  readonly name: string;
  /** The photo that was here before. */
  readonly photoId: PhotoId;
}

/** The present batch: everything added since the queue last ran empty. */
export interface IntakeState {
  readonly running: boolean;
  readonly total: number;
  /** Files that were taken in, recognised or refused. */
  readonly done: number;
  readonly added: number;
  /** Those among them whose patient was found in the file's name. */
  readonly matched: number;
  /** Files that were not read because somebody cancelled. */
  readonly cancelled: number;
  readonly duplicates: readonly DuplicatePhoto[];
  /** These stay, over batches, until they are dismissed. */
  readonly refused: readonly RefusedFile[];
}

export interface IntakeQueue {
  readonly state: () => IntakeState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (files: readonly WaitingFile[]) => void;
  /** Sends nothing more until `resume`; what is under way is finished. */
  readonly hold: () => void;
  readonly resume: () => void;
  /** Gives up what waits; what is under way is finished. */
  readonly cancel: () => void;
  readonly dismissRefused: () => void;
  readonly dismissResult: () => void;
}

const NO_BATCH = {
  running: false,
  total: 0,
  done: 0,
  added: 0,
  matched: 0,
  cancelled: 0,
  duplicates: [],
} as const satisfies Omit<IntakeState, "refused">;

/**
 * Photos on their way in. It belongs to the window, not to a screen, so that it goes on while
 * people move about.
 *
 * @param send takes one photo in
 * @param atOnce how many may be under way: enough to keep the network fed, few enough that the
 *   bytes of a large folder never lie in memory together
 */
export function createIntakeQueue(
  send: (photo: PhotoToSend) => Promise<IntakeOutcome>,
  atOnce = 3,
): IntakeQueue {
  let state: IntakeState = { ...NO_BATCH, refused: [] };
  let waiting: WaitingFile[] = [];
  let underWay = 0;
  let isHeld = false;
  let nextKey = 1;
  const listeners = new Set<() => void>();

  const update = (change: Partial<IntakeState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const record = ({ name, patientId }: WaitingFile, outcome: IntakeOutcome): void => {
    switch (outcome.outcome) {
      case "analysed": {
        const isMatch = patientId === null && outcome.photo.patient !== null;
        update({ added: state.added + 1, matched: state.matched + (isMatch ? 1 : 0) });
        return;
      }
      case "duplicate": {
        const duplicate = { key: nextKey++, name, photoId: outcome.photo.id };
        update({ duplicates: [...state.duplicates, duplicate] });
      }
    }
  };

  const takeIn = async (file: WaitingFile): Promise<void> => {
    try {
      const { name, patientId, lesionId = null, takenAt = null } = file;
      if (file.size > MAX_PHOTO_BYTES) throw new RequestFailure(tooLarge(file.size));
      const bytes = await file.read().catch(() => {
        throw new RequestFailure({ code: "photo.unreadable", details: {} });
      });
      record(file, await send({ name, bytes, patientId, lesionId, takenAt }));
    } catch (error) {
      const failure = failureFrom(error);
      if (failure.code === "session.locked") {
        isHeld = true;
        waiting.unshift(file);
        return;
      }
      const refusal = { key: nextKey++, name: file.name, failure };
      update({ refused: [...state.refused, refusal] });
    }
    update({ done: state.done + 1 });
  };

  const next = (): void => {
    while (underWay < atOnce && !isHeld) {
      const file = waiting.shift();
      if (!file) break;
      underWay++;
      void takeIn(file).finally(() => {
        underWay--;
        next();
      });
    }
    if (underWay === 0 && waiting.length === 0 && state.running) update({ running: false });
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (files) => {
      if (files.length === 0) return;
      waiting.push(...files);
      const batch = state.running ? state : { ...NO_BATCH, refused: state.refused };
      update({ ...batch, running: true, total: batch.total + files.length });
      next();
    },
    hold: () => {
      isHeld = true;
    },
    resume: () => {
      isHeld = false;
      next();
    },
    cancel: () => {
      const givenUp = waiting.length;
      waiting = [];
      update({ cancelled: state.cancelled + givenUp, total: state.total - givenUp });
      next();
    },
    dismissRefused: () => {
      update({ refused: [] });
    },
    dismissResult: () => {
      if (!state.running) update(NO_BATCH);
    },
  };
}

function tooLarge(size: number): Failure {
  const megabytes = Math.round(size / 1e6);
  const limit = Math.round(MAX_PHOTO_BYTES / 1e6);
  return { code: "photo.too-large", details: { megabytes, limit } };
}
