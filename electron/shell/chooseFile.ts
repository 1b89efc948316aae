import { dialog } from "electron";
import { unlessLocked } from "./unlessLocked";
import { workWindow } from "./window";

/**
 * Asks where a file or a new folder is to go.
 *
 * @param name what it is called unless the person changes it
 * @param ending aborted when the clinic is locked: the dialog stays, but what is answered then is not
 * heard
 * @returns its path; null where the person thought better of it
 * @throws LentigoError `session.locked`
 */
export async function chooseFile(name: string, ending: AbortSignal): Promise<string | null> {
  const window = workWindow();
  const options = { defaultPath: name };
  const answer = window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
  const { canceled, filePath } = await unlessLocked(answer, ending);
  return canceled || !filePath ? null : filePath;
}
