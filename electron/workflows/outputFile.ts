import { open, rm, type FileHandle } from "node:fs/promises";
import { LentigoError } from "../contract/errors";
import { asStoreError } from "../store/storeErrors";
import { renameDurably, UNFINISHED } from "../store/writeDurably";

/** A file that is written bit by bit beside its place, where no half of it is ever seen. */
export interface OutputFile {
  /** @throws LentigoError `store.full` or `output.unwritable` */
  write(content: string | Uint8Array): Promise<void>;
  /** Moves the whole file to its place. @throws LentigoError as `write` */
  keep(): Promise<void>;
  /** Removes what was written; after `keep` it does nothing. */
  discard(): Promise<void>;
}

/**
 * @param file where it will lie; what lies there now is replaced
 * @throws LentigoError `store.full` or `output.unwritable`
 */
export async function openOutputFile(file: string): Promise<OutputFile> {
  const beside = `${file}${UNFINISHED}`;
  let handle: FileHandle | null = await writing(() => open(beside, "w", 0o600));
  const close = async (): Promise<void> => {
    const closing = handle;
    handle = null;
    await closing?.close();
  };
  return {
    write: (content) => writing(async () => handle?.appendFile(content)),
    keep: () =>
      writing(async () => {
        await handle?.sync();
        await close();
        renameDurably(beside, file);
      }),
    async discard() {
      await close();
      await rm(beside, { force: true });
    },
  };
}

/**
 * Writes a file where somebody chose, whole or not at all: what lies there is replaced only then.
 *
 * @throws LentigoError `store.full` or `output.unwritable`
 */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const output = await openOutputFile(file);
  try {
    await output.write(content);
    await output.keep();
  } finally {
    await output.discard();
  }
}

/** Runs work on a file that somebody chose; its errors get a code for people. */
export async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const known = asStoreError(error);
    if (known instanceof LentigoError) throw known;
    throw new LentigoError("output.unwritable", {}, { cause: error });
  }
}
