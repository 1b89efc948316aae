import { writeFile } from "node:fs/promises";
import { BrowserWindow, dialog } from "electron";
import { LentigoError } from "../contract/errors";

/**
 * Asks where to, and writes a text there.
 *
 * @param name what the file is called unless the person changes it
 * @returns false where the person thought better of it
 * @throws LentigoError `output.unwritable`
 */
export async function saveFile(name: string, content: string): Promise<boolean> {
  const [window] = BrowserWindow.getAllWindows();
  const options = { defaultPath: name };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return false;
  try {
    await writeFile(filePath, content);
  } catch (error) {
    throw new LentigoError("output.unwritable", {}, { cause: error });
  }
  return true;
}
