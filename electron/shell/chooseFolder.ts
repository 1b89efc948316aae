import { dialog } from "electron";
import { LentigoError } from "../contract/errors";
import { workWindow } from "./window";

/**
 * Asks for a folder.
 *
 * @param ending aborted when the clinic is locked: whoever answers then need not be who asked
 * @returns its path; null where the person thought better of it
 * @throws LentigoError `session.locked`
 */
export async function chooseFolder(ending: AbortSignal): Promise<string | null> {
  const window = workWindow();
  const options = { properties: ["openDirectory" as const] };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  if (ending.aborted) throw new LentigoError("session.locked");
  return canceled ? null : (filePaths[0] ?? null);
}
