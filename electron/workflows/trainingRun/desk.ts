import type { Actor } from "../../domain/audit";
import type { Store } from "../../store/open";
import type { ModelRegistry } from "../modelRegistry";
import type { RecordedChange } from "../recordedChange";

/** A clinic that somebody is signed in to, as far as runs are concerned. */
export interface TrainingDesk {
  /** Where the clinic's runs have their folders. */
  readonly folder: string;
  /** Aborted when runs of this clinic must end, to be gone on with later; null: they go on. */
  readonly endsWith: AbortSignal | null;
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  /** Keeps the store open until the work has ended. */
  readonly during: <T>(work: () => T | Promise<T>) => Promise<T>;
  readonly models: Pick<ModelRegistry, "active" | "folderOf" | "install">;
}
