import { writeFile } from "node:fs/promises";
import { LentigoError } from "../contract/errors";
import { chooseFile } from "./chooseFile";

/**
 * Asks where to, and writes a file there.
 *
 * @param name what the file is called unless the person changes it
 * @param ending aborted when the clinic is locked
 * @returns false where the person thought better of it
 * @throws LentigoError `output.unwritable`, or `session.locked`
 */
export async function saveFile(
  name: string,
  content: string | Uint8Array,
  ending: AbortSignal,
): Promise<boolean> {
  const file = await chooseFile(name, ending);
  if (file === null) return false;
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new LentigoError("output.unwritable", {}, { cause: error });
  }
  return true;
}
