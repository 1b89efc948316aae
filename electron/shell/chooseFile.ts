import { dialog } from "electron";
import { LentigoError } from "../contract/errors";
import { workWindow } from "./window";

/**
 * Asks where a file or a new folder is to go.
 *
 * @param name what it is called unless the person changes it
 * @param ending aborted when the clinic is locked: the dialog stays, but whoever answers it then
 * need not be the person who asked for it
 * @returns its path; null where the person thought better of it
 * @throws LentigoError `session.locked`
 */
export async function chooseFile(name: string, ending: AbortSignal): Promise<string | null> {
  const window = workWindow();
  const options = { defaultPath: name };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return null;
  if (ending.aborted) throw new LentigoError("session.locked");
  return filePath;
}
