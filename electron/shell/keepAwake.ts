import { powerSaveBlocker } from "electron";

/** Keeps the computer from going to sleep; the screen may. @returns how to let it sleep again */
export function keepAwake(): () => void {
  const id = powerSaveBlocker.start("prevent-app-suspension");
  return () => {
    powerSaveBlocker.stop(id);
  };
}
