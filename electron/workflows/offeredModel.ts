import { basename, resolve } from "node:path";
import { LentigoError } from "../contract/errors";
import { MODEL_FILE_ENDING } from "../vision/network/modelFile";
import { readModelFile } from "./modelExchange";

/** A model file that somebody opened with the application, until an administrator has answered. */
export interface OfferedModel {
  /** What waited before is forgotten. */
  offer(file: string): void;
  /** Its name without its folder; null where none waits. */
  name(): string | null;
  /**
   * Gives it to `take`; it waits no longer once that has come to its end.
   *
   * @throws LentigoError `model.file-unreadable`, `model.file-too-large`, or what `take` throws
   */
  answer<T>(take: (bytes: Uint8Array) => Promise<T>): Promise<T>;
  dismiss(): void;
}

export function createOfferedModel(): OfferedModel {
  let waiting: string | null = null;
  return {
    offer: (file) => {
      waiting = file;
    },
    name: () => waiting && basename(waiting),
    async answer(take) {
      const file = waiting;
      if (file === null) throw new LentigoError("model.file-unreadable");
      const taken = await take(await readModelFile(file));
      if (waiting === file) waiting = null;
      return taken;
    },
    dismiss: () => {
      waiting = null;
    },
  };
}

/**
 * Which file the system asks to be opened: the last argument that is named like a model file.
 *
 * @param folder that relative paths start from
 */
export function modelFileAmong(args: readonly string[], folder: string): string | null {
  const named = args.filter((arg) => !arg.startsWith("-") && arg.endsWith(MODEL_FILE_ENDING));
  const file = named.at(-1);
  return file === undefined ? null : resolve(folder, file);
}
