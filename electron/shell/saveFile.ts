import { writeFile } from "node:fs/promises";
import { BrowserWindow, dialog } from "electron";
import { LentigoError } from "../contract/errors";

/**
 * Asks where to, and writes a file there.
 *
 * @param name what the file is called unless the person changes it
 * @param ending aborted when the clinic is locked: the dialog stays, but whoever answers it then
 * need not be the person who asked for it
 * @returns false where the person thought better of it
 * @throws LentigoError `output.unwritable`, or `session.locked`
 */
export async function saveFile(
  name: string,
  content: string | Uint8Array,
  ending: AbortSignal,
): Promise<boolean> {
  const [window] = BrowserWindow.getAllWindows();
  const options = { defaultPath: name };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return false;
  if (ending.aborted) throw new LentigoError("session.locked");
  try {
    await writeFile(filePath, content);
  } catch (error) {
    throw new LentigoError("output.unwritable", {}, { cause: error });
  }
  return true;
}
