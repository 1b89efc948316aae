import { dialog } from "electron";
import { unlessLocked } from "./unlessLocked";
import { workWindow } from "./window";

/**
 * Asks for a folder.
 *
 * @param ending aborted when the clinic is locked: what is answered then is not heard
 * @returns its path; null where the person thought better of it
 * @throws LentigoError `session.locked`
 */
export async function chooseFolder(ending: AbortSignal): Promise<string | null> {
  const window = workWindow();
  const options = { properties: ["openDirectory" as const] };
  const answer = window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
  const { canceled, filePaths } = await unlessLocked(answer, ending);
  return canceled ? null : (filePaths[0] ?? null);
}
