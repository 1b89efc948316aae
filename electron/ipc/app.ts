import type { Language } from "../domain/language";
import type { VisionClient } from "../vision/client";
import type { HandlersOf } from "./handlers";

export interface AppHandlerOptions {
  readonly version: string;
  readonly vision: VisionClient;
  readonly speak: (language: Language) => void;
}

export function appHandlers({
  version,
  vision,
  speak,
}: AppHandlerOptions): HandlersOf<"app"> & HandlersOf<"vision"> {
  return {
    "app.status": () => ({
      version,
      vision: vision.status,
    }),
    "app.speak": ({ language }) => {
      speak(language);
      return {};
    },
    "vision.restart": () => {
      vision.restart();
      return {};
    },
  };
}
