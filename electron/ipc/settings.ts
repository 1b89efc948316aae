import type { Store } from "../store/open";
import type { RecordedChange } from "../workflows/recordedChange";
import type { HandlersOf } from "./handlers";

export interface SettingsHandlerOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
}

export function settingsHandlers({
  store,
  recorded,
}: SettingsHandlerOptions): HandlersOf<"settings"> {
  return {
    "settings.get": () => ({ fileNameRule: store.settings.fileNameRule() }),
    "settings.update": ({ fileNameRule }) => {
      recorded("clinic.changed", null, () => {
        store.settings.updateFileNameRule(fileNameRule);
      });
      return { fileNameRule: store.settings.fileNameRule() };
    },
  };
}
