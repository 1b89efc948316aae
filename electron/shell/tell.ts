import { BrowserWindow } from "electron";
import type { EventName, EventPayload } from "../contract/events";

/** Tells every window. */
export function tell<E extends EventName>(event: E, payload: EventPayload<E>): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(event, payload);
}

/** Tells every window that what it shows of these nouns is no longer so. */
export function tellChanged(nouns: EventPayload<"store.changed">["nouns"]): void {
  tell("store.changed", { nouns });
}
